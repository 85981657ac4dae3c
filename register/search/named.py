"""Things looked for by the words of their names, where they are few enough to be in memory."""

from bisect import bisect_left
from collections import defaultdict

from register.search.matching import LAST_CHARACTER
from register.search.terms import terms

# What comes after a word, before any other that begins as it does.
FIRST_CHARACTER = "\0"


class Named:
    """Some things in an order of their own, each with its names in one text."""

    def __init__(self, things, names):
        self._things, self._names = things, [f" {' '.join(terms(text))} " for text in names]
        holding = defaultdict(list)
        for place, text in enumerate(self._names):
            for word in text.split():
                holding[word].append(place)
        self._words = sorted(holding)
        self._places = [holding[word] for word in self._words]

    def __len__(self):
        return len(self._things)

    def answering(self, question):
        """Those whose names hold all that is wanted, in their order; what is unwanted is not looked at."""
        found = [self._holding(term) for term in question.wanted]
        return [self._things[place] for place in sorted(set.intersection(*found))] if found else []

    def _holding(self, term):
        return {place for words in term.forms for place in self._saying(words, term.is_prefix)}

    def _saying(self, words, is_prefix):
        first, *rest = words
        beyond = LAST_CHARACTER if is_prefix and not rest else FIRST_CHARACTER
        start, end = bisect_left(self._words, first), bisect_left(self._words, first + beyond)
        found = {place for places in self._places[start:end] for place in places}
        phrase = f" {' '.join(words)}{'' if is_prefix else ' '}"
        return {place for place in found if phrase in self._names[place]} if rest else found
