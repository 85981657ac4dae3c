"""How many entries are likely to answer, from what PostgreSQL counted to plan its questions."""

import time
from bisect import bisect_left
from dataclasses import replace
from math import prod

from register.edition import remembered
from register.search import counts
from register.search.matching import Match, asked_of, beside_groups, numbers
from register.search.postgresql import TITLE, TOKEN
from register.search.rows import rows
from register.search.terms import Question

# Seconds.
PERIOD = 600
# So many entries are gathered in the time in which one is looked at.
LOOKED_AT = 50
COUNTED = """
SELECT most_common_elems::text::text[], most_common_elem_freqs FROM pg_stats
WHERE schemaname = current_schema() AND tablename = 'register_searchentry' AND attname = 'vector'
"""


class Shares(dict):
    """{word or token of a vector: the share of the entries that hold it}; of one that few hold, half the rarest known.

    PostgreSQL, which takes it so as well, writes the smallest share behind those of the words.
    """

    def __init__(self, words, shares):
        super().__init__(zip(words, shares, strict=False))
        self._words, self.rare = sorted(words), shares[len(words)] / 2 if words else 0

    def __missing__(self, word):
        return self.rare

    def of_those_beginning(self, beginning):
        place, share = bisect_left(self._words, beginning), 0
        while place < len(self._words) and self._words[place].startswith(beginning):
            share, place = share + self[self._words[place]], place + 1
        return min(share, 1) or self.rare

    def of_any(self, tokens):
        return min(sum(self[TOKEN + token] for token in tokens), 1)

    def of_term(self, term, mark):
        return min(sum(self._of_phrase([mark + word for word in words], term.is_prefix) for words in term.forms), 1)

    def _of_phrase(self, words, has_beginning):
        *others, last = words
        ending = self.of_those_beginning(last) if has_beginning else self[last]
        return prod(map(self.__getitem__, others)) * ending


@remembered
def _known(period):
    """Read once an edition and a period: PostgreSQL counts anew some time after many writes."""
    found = rows(COUNTED, [])
    return Shares(*found[0]) if found and found[0][0] else Shares([], [])


@remembered
def _entries():
    return sum(counts.by("group").values())


def likely(match):
    """How many entries are taken to answer, of whichever group, as if words met by chance."""
    known = _known(time.time() // PERIOD)
    return _entries() * prod(asked_of(match, beside_groups(match), known.of_any, known.of_term, TITLE))


def are_counted(match):
    """Whether all words that are wanted were counted: of others nothing is known but that few hold them."""
    known = _known(time.time() // PERIOD)

    def is_counted(*term):
        # One form that was counted adds the share of two that were not, at least.
        return known.of_term(*term) > known.rare * (len(term[0].forms) + 0.5)

    return all(asked_of(match, (), known.of_any, is_counted, TITLE))


def counted(term):
    """How many entries were counted to hold a word in one of its forms: 0 of one that few hold."""
    known = _known(time.time() // PERIOD)
    return _entries() * sum(known.get(word, 0) for (word,) in term.forms)


def with_beginnings_afterwards(match):
    """The same question, where beginnings are looked at in what the rest finds if that is the less work.

    The index gathers all that any word holds that begins so, before it is told what else is asked.
    """
    beginnings = tuple(term for term in match.question.wanted if term.is_prefix)
    asks_more = match.holding or set(match.choices) - numbers.keys() or len(beginnings) < len(match.question.wanted)
    if not (beginnings and asks_more) or match.within != "anywhere":
        return match
    rest = replace(match, afterwards=beginnings)
    gathered = sum(likely(Match(question=Question((term,)))) for term in beginnings)
    return rest if likely(rest) * LOOKED_AT < gathered else match
