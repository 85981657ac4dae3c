"""The newest of many answers, soon, or the oldest: what the index of PostgreSQL holds of the date of each entry of the
largest group.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last slices of time that are likely to hold enough come first.
"""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from itertools import accumulate
from math import ceil, inf
from operator import neg

from register.edition import remembered
from register.search import counts, engines, shares, whole
from register.search.matching import LEVELS, Match, first_of_slice, largest, slice_of, tokens_between
from register.search.terms import Question, Term

# So many entries are gone through in order, and so many times as many answers as are asked for sorted, as soon.
SOON, FEW = 1_500, 3
# So many answers are gathered in the time in which one entry is met in order.
GATHERED = 5
# A stretch of time holds so many times as many entries as are likely to be met until enough of them answer; where these
# were too few, the next one holds at least and at most so many times as many.
SURELY, LONGER = 1.15, (0.25, 2)
# So many times as many entries as are likely to be met are met at most.
MET = 3
# Bounds within which more than this part of the entries lie are looked at afterwards.
MOST_WITHIN = 2
# Blocks reach beyond the last slice by less than one part in 2 ** (BEYOND - 1) of the slices that are asked for.
BEYOND = 5
# The first form of the index on PostgreSQL in which each entry tells its slice of time.
TELLING_SLICES = 5
# What so many entries were counted to hold is taken to be there without being asked for.
CERTAIN = 1_000


@remembered
def years():
    """{year, or "unknown": entries of it}, over the whole register."""
    return counts.by("year")


@remembered
def _by_slice():
    return {int(slice): entries for slice, entries in counts.by("slice").items()}


def _undated():
    return _by_slice().get(0, 0)


def _dated():
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
def _tells_slices():
    """Whether each entry tells its slice of time; those of an index of an older form do not."""
    return whole.form() >= TELLING_SLICES


def read(match, names, most, likely=None, oldest_first=False):
    """Some columns of the newest entries that answer, at most ``most``, or of the oldest: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known. What answers may lie far from the end that is asked for, or
    nowhere, since words keep away from each other: the stretches of time in which it is looked for grow.
    """
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.columns(match, names, most, oldest_first)
    if None not in (match.first, match.last) and match.first >= match.last:
        return []
    likely = shares.likely(match) if likely is None else likely
    if likely < FEW * most:
        return _gathered(_within_slices(match), names, most, oldest_first)
    met = _met(most, likely, match)
    near = _stretch(met * SURELY, match, oldest_first)
    # Where a slice holds so many that more answers would be sorted than entries met, these are met.
    if not (met > SOON and near and near.held * most / met < met and _tells_slices()):
        found = _soon(match, names, most, likely, oldest_first)
        if len(found) == most:
            return found
    return _in_stretches(match, names, most, met * SURELY, oldest_first)


def _in_stretches(match, names, most, entries, oldest_first):
    """The same from one stretch of time after the other, the first of which holds so many entries."""
    found = []
    while len(found) < most and _tells_slices() and (stretch := _stretch(entries, match, oldest_first)):
        within = replace(match, choices=(*match.choices, stretch.tokens))
        rows = _gathered(within, names, most - len(found), oldest_first)
        found += rows
        match = stretch.left_behind(match)
        needed = stretch.held * (most - len(found)) / len(rows) * SURELY if rows else inf
        entries *= min(max(needed / entries, LONGER[0]), LONGER[1])
    if len(found) < most:
        found += _gathered(_within_slices(match), names, most - len(found), oldest_first)
    return found


def _gathered(match, names, most, oldest_first):
    if engines.looks_afterwards():
        match = shares.with_beginnings_afterwards(match)
    return engines.gathered(match, names, most, oldest_first)


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.counted(match, most, limit)
    found = [number for (number,) in read(match, ["id"], most + 1)]
    return len(found), found[:limit]


def is_known(word):
    """Whether any entry holds a word, of whichever group."""
    term = Term((word,))
    match = Match(question=Question((term,)))
    if engines.finds_in_order():
        return bool(engines.count(match, 1))
    # Asked for any one, PostgreSQL takes a word that it does not know to be soon met, and reads all entries.
    return shares.counted(term) >= CERTAIN or bool(engines.gathered(match, ["id"], 1))


def are_likely_among(entries, match, most):
    """Whether the newest ``most`` that answer are likely to be among so many of the newest entries."""
    if engines.finds_in_order():
        return True
    likely = shares.likely(match)
    return bool(likely) and _met(most, likely, match) * SURELY <= entries


def read_each(asked, names):
    """The same of several (match, most, among) of whose answers few are wanted (see ``engines.columns_of_each``)."""
    asked = [(*one, _met_of_largest(*one[:2])) for one in asked]
    found = dict(enumerate(engines.columns_of_each(asked, names)))
    short = [place for place, (_match, most, _among, met) in enumerate(asked) if met and len(found[place]) < most]
    again = [(*asked[place][:3], None) for place in short]
    found |= zip(short, engines.columns_of_each(again, names), strict=True)
    return [*found.values()]


def _met_of_largest(match, most):
    if engines.finds_in_order() or not largest <= set(match.choices):
        return None
    return ceil(_met_soon(match, most, shares.likely(match)) * MET) or None


def _soon(match, names, most, likely, oldest_first=False):
    """The newest where so many are met in order before all that are likely to answer are gathered, or nothing."""
    met = _met_soon(match, most, likely)
    return engines.columns_in_order(match, names, most, met * MET, oldest_first) if met else []


def _met_soon(match, most, likely):
    """How many entries are likely to be met until there are ``most``, or 0 where all are gathered as soon."""
    met = _met(most, likely, match) if likely else 0
    return met if met * GATHERED < likely + shares.of_beginnings(match) else 0


def _met(most, likely, match):
    """How many entries are likely to be gone through until ``most`` of those that answer are met."""
    dated = _dated()
    is_undated = match.last is not None and _held_after(slice_of(match.last - 1)) == dated
    return most * (_undated() if is_undated else dated + _undated()) / likely


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


def _stretch(enough, match, oldest_first):
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
        return Stretch(tokens_between(0, 0), max(_undated(), 1), first_of_slice(1), True)
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
    return _dated() if match.first is None else _held_after(slice_of(match.first) - 1)


def _held_after(slice):
    """How many entries lie in later slices of time than this one."""
    slices, held = _slices()
    place = bisect_left(slices, -slice, key=neg)
    return held[place - 1] if place else 0


def _within_slices(match):
    """The same question, with a choice of the slices of time that lie within its bounds where these leave out most."""
    slices, held = _slices()
    asks_more = match.holding or match.question or set(match.choices) != largest
    if not (asks_more and slices and _tells_slices()):
        return match
    newest = slices[0] if match.last is None else min(slice_of(match.last - 1), slices[0])
    oldest = slices[-1] if match.first is None else max(slice_of(match.first), slices[-1])
    if _held_after(oldest - 1) - _held_after(newest) > held[-1] / MOST_WITHIN:
        return match
    tokens = tokens_between(oldest, newest)
    undated = tokens_between(0, 0) if match.first is None or not tokens else ()
    return replace(match, choices=(*match.choices, tokens + undated))
