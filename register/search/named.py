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
        holding = defaultdict(list)
        for place, text in enumerate(names):
            for word in set(terms(text)):
                holding[word].append(place)
        self._things, self._words = things, sorted(holding)
        self._places = [holding[word] for word in self._words]

    def __len__(self):
        return len(self._things)

    def answering(self, question):
        """Those whose names hold all words that are wanted, in their order.

        Where the words of a phrase stand (see ``terms.holds_phrases``) and what is unwanted is not looked at.
        """
        found = [self._holding(term) for term in question.wanted]
        return [self._things[place] for place in sorted(set.intersection(*found))] if found else []

    def _holding(self, term):
        return set().union(*(self._saying(words, term.is_prefix) for words in term.forms))

    def _saying(self, words, is_prefix):
        ends = [FIRST_CHARACTER] * len(words)
        if is_prefix:
            ends[-1] = LAST_CHARACTER
        return set.intersection(*map(self._between, words, ends))

    def _between(self, word, end):
        first, beyond = bisect_left(self._words, word), bisect_left(self._words, word + end)
        return {place for places in self._places[first:beyond] for place in places}
