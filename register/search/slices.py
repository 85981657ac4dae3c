"""What the index of PostgreSQL holds of the time of each entry of the largest group, in slices; see ``latest``."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from operator import neg

from register.edition import remembered
from register.search import counts, whole
from register.search.matching import LEVELS, first_of_slice, largest, slice_of, tokens_between

# Bounds within which more than this part of the entries lie are looked at afterwards.
MOST_WITHIN = 2
# Blocks reach beyond the last slice by less than one part in 2 ** (BEYOND - 1) of the slices that are asked for.
BEYOND = 5
# The first form of the index on PostgreSQL in which each entry tells its slice of time.
TELLING_SLICES = 5


@remembered
def _by_slice():
    return {int(slice): entries for slice, entries in counts.by("slice").items()}


def undated():
    return _by_slice().get(0, 0)


def dated():
    held = _slices()[1]
    return held[-1] if held else 0


@remembered
def _slices():
    """(the slices of time that hold entries, the newest first; how many each holds with those before it)."""
    held = _by_slice()
    # What no source dates lies before all others.
    newest_first = sorted(filter(None, held), reverse=True)
    return newest_first, list(accumulate(map(held.get, newest_first)))


@remembered
def are_told():
    """Whether each entry tells its slice of time; those of an index of an older form do not."""
    return whole.form() >= TELLING_SLICES


@dataclass(frozen=True)
class Stretch:
    """Slices of time as a choice of tokens, and how many entries they hold; ``bound`` is the number where they end."""

    tokens: tuple
    held: int
    bound: int
    oldest_first: bool

    def left_behind(self, match):
        """The same question about what lies beyond."""
        return replace(match, **{"first" if self.oldest_first else "last": self.bound})


def stretch(enough, match, oldest_first):
    """The last slices that hold so many entries within the bounds of a question, or the first ones where those are
    asked for; None where all are needed.
    """
    slices, held = _slices()
    newer = 0 if match.last is None else _held_after(slice_of(match.last - 1))
    if oldest_first:
        return _first_stretch(enough, match, newer) if slices else None
    start, place = bisect_right(held, newer), bisect_left(held, newer + enough)
    if place >= len(held) or held[place] >= _held_from(match):
        return None
    # Blocks may reach as far as they like beyond the newest.
    newest = slices[start] if start else slices[0] | ((1 << LEVELS) - 1)
    longest = _longest_block(slices[place], slices[start])
    oldest = slices[place] - slices[place] % longest
    return Stretch(tokens_between(oldest, newest), held[place] - newer, first_of_slice(oldest), False)


def _first_stretch(enough, match, newer):
    if match.first is None or match.first < first_of_slice(1):
        # What no source dates lies before all others.
        return Stretch(tokens_between(0, 0), max(undated(), 1), first_of_slice(1), True)
    slices, held = _slices()
    older = _held_from(match)
    place = bisect_right(held, older - enough)
    if place == 0 or held[place - 1] <= newer:
        return None
    start = slices[bisect_left(held, older)]
    longest = _longest_block(start, slices[place])
    end = slices[place] - slices[place] % longest + longest
    return Stretch(tokens_between(start - start % longest, end - 1), older - held[place - 1], first_of_slice(end), True)


def _longest_block(oldest, newest):
    """Of blocks of so many slices that reach a little beyond the last one, fewer are needed."""
    return 1 << max((newest - oldest).bit_length() - BEYOND, 0)


def _held_from(match):
    """How many entries lie in the slice where a question begins, and after it."""
    return dated() if match.first is None else _held_after(slice_of(match.first) - 1)


def _held_after(slice):
    """How many entries lie in later slices of time than this one."""
    slices, held = _slices()
    place = bisect_left(slices, -slice, key=neg)
    return held[place - 1] if place else 0


def leaves_undated(match):
    """Whether nothing that a source dates lies within the bounds of a question."""
    return match.last is not None and _held_after(slice_of(match.last - 1)) == dated()


def within(match):
    """The same question, with a choice of the slices of time that lie within its bounds where these leave out most."""
    slices, held = _slices()
    asks_more = match.holding or match.question or set(match.choices) != largest
    if not (asks_more and slices and are_told()):
        return match
    newest = slices[0] if match.last is None else min(slice_of(match.last - 1), slices[0])
    oldest = slices[-1] if match.first is None else max(slice_of(match.first), slices[-1])
    if _held_after(oldest - 1) - _held_after(newest) > held[-1] / MOST_WITHIN:
        return match
    tokens = tokens_between(oldest, newest)
    undated = tokens_between(0, 0) if match.first is None or not tokens else ()
    return replace(match, choices=(*match.choices, tokens + undated))
