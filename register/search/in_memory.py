"""The newest entries of the largest group, read into memory once an edition: all of them in most registers."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from functools import cached_property, lru_cache, partial, reduce
from heapq import heappush, heappushpop
from itertools import compress
from operator import or_

from register import edition
from register.search import counts, engines
from register.search.days import holding
from register.search.matching import Match, largest

# So many entries are in memory, with what is read of them.
MOST, READ = 10_000, ["id", "facets", "turns"]
# Digits as what they say, to choose by.
_AS_NUMBERS = bytes.maketrans(b"01", b"\0\1")


def entries():
    """Those of the edition that is shown."""
    return _entries(edition.shown())


@lru_cache(maxsize=1)
def _entries(mark):
    return Entries(engines.columns(Match(choices=tuple(largest)), READ, MOST + 1))


def are_all():
    """Whether all entries of the group are in memory, told without reading them."""
    return number() <= MOST


def number():
    """How many entries of the group there are."""
    ((facet,),) = largest
    return number_of(facet)


@edition.remembered
def number_of(facet):
    """How many entries bear a facet."""
    return counts.of(facet)[facet]


class Entries:
    """Entries in memory. A set of them is a number: one bit for each, the lowest for the newest."""

    def __init__(self, rows):
        self.is_whole, self.rows = len(rows) <= MOST, rows[:MOST]
        self.oldest = self.rows[-1][0] if self.rows else None
        self.places = {row[0]: place for place, row in enumerate(self.rows)}
        # What several choices have in common is looked for once.
        self.held = lru_cache(maxsize=4)(partial(_held, self.rows))
        self._answering = lru_cache(maxsize=8)(partial(_answering, self.places))

    @cached_property
    def borne(self):
        """{dimension: {value: those that bear it}}, the most borne first."""
        found, facets = defaultdict(dict), _sets(facets.split() for _number, facets, _turns in self.rows)
        for facet, bearing in sorted(facets.items(), key=lambda one: -one[1].bit_count()):
            dimension, _, value = facet.partition("=")
            found[dimension][value] = bearing
        return found

    def of(self, numbers):
        """Those with these numbers, as InMemory."""
        return InMemory(self, _set_of(self.places, numbers))

    def answers(self, match):
        """Those that answer, as InMemory. Words are asked for only where all entries are in memory."""
        found = self._between(match.first, match.last)
        for choice in match.choices:
            facets = (facet.split("=", 1) for facet in choice)
            found &= _any_of(self.borne[dimension].get(value, 0) for dimension, value in facets)
        if match.holding:
            found &= _any_of(self.held(match.on).get(what, 0) for what in match.holding)
        return InMemory(self, found & self._answering(match.question) if match.question else found)

    def _between(self, first, last):
        """Those whose numbers lie from one number on and before another: a stretch of places."""
        start = 0 if last is None else self._place_before(last)
        end = len(self.rows) if first is None else self._place_before(first)
        return _places_before(end) & ~_places_before(start)

    def _place_before(self, number):
        """The place of the newest entry whose number is less."""
        return bisect_right(self.rows, -number, key=lambda row: -row[0])


def _held(rows, day):
    """{what holds on a day: the entries for which it does}."""
    return _sets([what] for what in holding([turns for _number, _facets, turns in rows], day))


def _answering(places, question):
    return _set_of(places, engines.numbers(Match(choices=tuple(largest), question=question), MOST))


def _set_of(places, numbers):
    bits = bytearray(MOST // 8 + 1)
    for place in [places[number] for number in numbers if number in places]:
        bits[place >> 3] |= 1 << (place & 7)
    return int.from_bytes(bits, "little")


def _sets(told):
    """{word: the set of the entries of which it is told}, from the words that are told of each, in order of place."""
    found = defaultdict(lambda: bytearray(MOST // 8 + 1))
    for place, words in enumerate(told):
        byte, bit = place >> 3, 1 << (place & 7)
        for word in words:
            found[word][byte] |= bit
    return {word: int.from_bytes(bits, "little") for word, bits in found.items()}


def _any_of(sets):
    return reduce(or_, sets, 0)


def _places_before(end):
    return (1 << end) - 1


class InMemory:
    """Some of the entries in memory: as Rows."""

    def __init__(self, entries, found):
        self._entries, self._found = entries, found

    def __len__(self):
        return self._found.bit_count()

    def __getitem__(self, part):
        start, end, _step = part.indices(len(self))
        first, last = self._width_of(start), self._width_of(end)
        bits = f"{(self._found & _places_before(last)) >> first:b}"[::-1].encode()
        return list(compress(self._entries.rows[first:last], bits.translate(_AS_NUMBERS)))

    def rows_of(self, numbers):
        places = self._entries.places
        return [self._entries.rows[places[number]] for number in numbers if number in places]

    def newest(self, most):
        return InMemory(self._entries, self._found & _places_before(self._width_of(most)))

    def _width_of(self, most):
        """In how many of the first places the newest ``most`` are."""
        widths = range(self._found.bit_length())
        return bisect_left(widths, most, key=lambda width: (self._found & _places_before(width)).bit_count())

    def alone(self):
        return self

    def counts(self, dimension):
        return self._counted(self._entries.borne[dimension])

    def top(self, dimension, most):
        """No value is counted that too few of all entries bear to be among the highest."""
        found, highest = {}, []
        for value, bearing in self._entries.borne[dimension].items():
            if len(highest) == most and bearing.bit_count() < highest[0]:
                break
            if number := (bearing & self._found).bit_count():
                found[value] = number
                (heappush if len(highest) < most else heappushpop)(highest, number)
        return counts.ranked(found, most)

    def few_values(self, dimension, most):
        return set(self.counts(dimension))

    def holding(self, day):
        return self._counted(self._entries.held(day))

    def _counted(self, sets):
        numbers = ((one, (found & self._found).bit_count()) for one, found in sets.items())
        return Counter({one: number for one, number in numbers if number})
