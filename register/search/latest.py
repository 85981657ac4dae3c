"""The newest of many answers, soon: what the index of PostgreSQL holds of the date of each entry of the largest group.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last slices of time that are likely to hold enough come first.
"""

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import accumulate
from operator import neg

from register.edition import remembered
from register.search import counts, engines, shares, whole
from register.search.matching import LEVELS, largest, slice_of, tokens_between

# So many entries are gone through in order, and so many times as many answers as are asked for sorted, as soon.
SOON, FEW = 1_500, 3
# So many answers are gathered in the time in which one entry is met in order.
GATHERED = 5
# Slices are taken until so many times as many answers are likely as are asked for; where these held too few, again.
SURELY = 1.15, 2, 5
# So many times as many entries as are likely to be met are met at most.
MET = 3
# Bounds within which more than this part of the entries lie are looked at afterwards.
MOST_WITHIN = 2
# Blocks reach beyond the first slice by less than one part in 2 ** (BEYOND - 1) of the slices that are asked for.
BEYOND = 5
# The first form of the index on PostgreSQL in which each entry tells its slice of time.
TELLING_SLICES = 5


@remembered
def years():
    """{year, or "unknown": entries of it}, over the whole register."""
    return counts.by("year")


@remembered
def _slices():
    """(the slices of time that hold entries, the newest first; how many each holds with those before it)."""
    held = {int(slice): entries for slice, entries in counts.by("slice").items()}
    # What no source dates lies before all others.
    newest_first = sorted(filter(None, held), reverse=True)
    return newest_first, list(accumulate(map(held.get, newest_first)))


@remembered
def _tells_slices():
    """Whether each entry tells its slice of time; those of an index of an older form do not."""
    return whole.form() >= TELLING_SLICES


def read(match, names, most, likely=None):
    """Some columns of the newest entries that answer, at most ``most``: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known. Where more are taken to answer than do, since words keep away
    from each other or lie far behind, all that answers is gathered in the end: no question reads the whole index.
    """
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.columns(match, names, most)
    likely = shares.likely(match) if likely is None else likely
    for rows in _from_the_last(match, names, most, likely) if likely >= FEW * most else ():
        if len(rows) == most:
            return rows
    return engines.gathered(_within_slices(match), names, most)


def _from_the_last(match, names, most, likely):
    """The newest of the last slices of time, until ``most`` are found; nothing where all are as soon gathered."""
    met = _met(most, likely)
    near = _last(met * SURELY[0], match.last)
    # Where a slice holds so many that more answers would be sorted than entries met, these are met.
    if met > SOON and near and near[1] * most / met < met and _tells_slices():
        for tokens, _held in filter(None, dict.fromkeys(_last(met * times, match.last) for times in SURELY)):
            yield engines.gathered(replace(match, choices=(*match.choices, tokens)), names, most)
    else:
        yield _soon(match, names, most, likely)


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.counted(match, most, limit)
    found = [number for (number,) in read(match, ["id"], most + 1)]
    return len(found), found[:limit]


def are_likely_among(entries, match, most):
    """Whether the newest ``most`` that answer are likely to be among so many of the newest entries."""
    if engines.finds_in_order():
        return True
    likely = shares.likely(match)
    return bool(likely) and _met(most, likely) * SURELY[0] <= entries


def read_each(asked, names):
    """The same of several (match, most) of whose answers few are wanted."""
    asked = dict(enumerate(asked))
    found = {place: _soon_of_largest(match, names, most) for place, (match, most) in asked.items()}
    others = [place for place in asked if len(found[place]) < asked[place][1]]
    found |= zip(others, engines.columns_of_each([asked[place] for place in others], names), strict=True)
    return [found[place] for place in asked]


def _soon_of_largest(match, names, most):
    if engines.finds_in_order() or not largest <= set(match.choices):
        return []
    return _soon(match, names, most, shares.likely(match))


def _soon(match, names, most, likely):
    """The newest where so many are met in order before all that are likely to answer are gathered, or nothing."""
    met = _met(most, likely) if likely else 0
    return engines.columns_in_order(match, names, most, met * MET) if met * GATHERED < likely else []


def _met(most, likely):
    """How many entries are likely to be gone through until ``most`` of those that answer are met."""
    return sum(years().values()) * most / likely


def _last(enough, before):
    """(a choice of the last slices of time that hold so many entries, how many they hold), or nothing where all are
    needed. Of those that hold numbers less than ``before``, where one is given.
    """
    slices, held = _slices()
    left_out = 0 if before is None else _held_after(slice_of(before))
    start, place = bisect_right(held, left_out), bisect_left(held, left_out + enough)
    if place == len(held):
        return ()
    # Of blocks that reach a little beyond the first slice, and as far as they like beyond the newest, fewer are needed.
    first, end = slices[place], slices[start] if start else slices[0] | ((1 << LEVELS) - 1)
    longest = 1 << max((slices[start] - first).bit_length() - BEYOND, 0)
    return tokens_between(first - first % longest, end), held[place] - left_out


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
