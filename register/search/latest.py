"""The newest of many answers, soon, or the oldest.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last slices of time that are likely to hold enough come first.
"""

from dataclasses import replace
from math import inf

from register.search import engines, in_memory, shares, slices
from register.search.matching import Match, largest
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
# Few answers are looked for among so many times as many entries as are likely to hold them. Where these are no more
# than so many, as many are met in order until enough answer: as soon as the index is asked for anything.
AMPLE, AT_ONCE = 2, 1_000
# What so many entries were counted to hold is taken to be there without being asked for.
CERTAIN = 1_000


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
        return _gathered(slices.within(match), names, most, oldest_first)
    met = _met(most, likely, match)
    near = slices.stretch(met * SURELY, match, oldest_first)
    # Where a slice holds so many that more answers would be sorted than entries met, these are met.
    if not (met > SOON and near and near.held * most / met < met and slices.are_told()):
        found = _soon(match, names, most, likely, oldest_first)
        if len(found) == most:
            return found
    return _in_stretches(match, names, most, met * SURELY, oldest_first)


def _in_stretches(match, names, most, entries, oldest_first=False):
    """The same from one stretch of time after the other, the first of which holds so many entries."""
    found = []
    while len(found) < most and slices.are_told() and (stretch := slices.stretch(entries, match, oldest_first)):
        within = replace(match, choices=(*match.choices, stretch.tokens))
        rows = _gathered(within, names, most - len(found), oldest_first)
        found += rows
        match = stretch.left_behind(match)
        needed = stretch.held * (most - len(found)) / len(rows) * SURELY if rows else inf
        entries *= min(max(needed / entries, LONGER[0]), LONGER[1])
    if len(found) < most:
        found += _gathered(slices.within(match), names, most - len(found), oldest_first)
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


def counted_each(matches, most, limit):
    """The same of several, but None for the numbers where there are more and the newest are not found on the way."""
    are_all = engines.finds_in_order() or in_memory.number() <= most
    at_once = [match for match in matches if are_all or not largest <= set(match.choices)]
    found = dict(zip(at_once, engines.counted_each(at_once, most, limit), strict=True))
    return [found.get(match) or counted(match, most, limit) for match in matches]


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
    """The same of several (match, most, any_will_do) of which few are wanted: see ``engines.columns_of_each``."""
    near = [_likely_near(match, most) for match, most, _any in asked]
    first = [(looked_for, *one[1:], met) for one, (looked_for, met, _entries) in zip(asked, near, strict=True)]
    found = engines.columns_of_each(first, names)
    for place, ((match, most, _any), (*_first, entries)) in enumerate(zip(asked, near, strict=True)):
        if entries and len(found[place]) < most:
            found[place] = _in_stretches(match, names, most, entries * LONGER[1])
    return found


def _likely_near(match, most):
    """(what is looked for at first, among how many entries met in order, among how many of the newest in any way).

    In the largest group enough of what many hold is likely to be among the newest. None stands for all.
    """
    if not largest <= set(match.choices) or engines.finds_in_order():
        return match, None, None
    if shares.are_counted(match) and (likely := shares.likely(match)) >= FEW * most:
        entries = _met(most, likely, match) * AMPLE
        if entries <= AT_ONCE:
            return match, AT_ONCE, AT_ONCE
        if slices.are_told() and (stretch := slices.stretch(entries, match, oldest_first=False)):
            return replace(match, choices=(*match.choices, stretch.tokens)), None, entries
    return match, None, None


def _soon(match, names, most, likely, oldest_first=False):
    """The newest where so many are met in order before all that are likely to answer are gathered, or nothing."""
    met = _met(most, likely, match) if likely else 0
    is_sooner = met * GATHERED < likely
    return engines.columns_in_order(match, names, most, met * MET, oldest_first) if is_sooner else []


def _met(most, likely, match):
    """How many entries are likely to be gone through until ``most`` of those that answer are met."""
    undated = slices.undated()
    return most * (undated if slices.leaves_undated(match) else slices.dated() + undated) / likely
