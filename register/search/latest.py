"""The newest of many answers, soon: what the index of PostgreSQL holds of the date of each entry of the largest group.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last months and years that are likely to hold enough come first.
"""

from dataclasses import replace
from math import ceil

from register.edition import remembered
from register.search import counts, engines, index
from register.search.engines import Match

# So many entries are gone through in order, and so many times as many answers as are asked for sorted, as soon.
SOON, FEW = 1_500, 3
# Months are taken until so many times as many answers are likely as are asked for; where these held too few, again.
SURELY = 1.25, 5


@remembered
def years():
    """{year, or "unknown": entries of it}, over the whole register."""
    return counts.by("year")


@remembered
def _newest():
    """(year, month) of the newest entry of the largest group, the month 0 where it is not known; None in an index of
    an older form, in which not all entries tell their month.
    """
    if not index.is_of_today():
        return None
    return divmod(engines.month_of(engines.numbers(Match(choices=tuple(engines.largest)), 1)[0]), 13)


def read(match, names, most, likely=None):
    """Some columns of the newest entries that answer, at most ``most``: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known.
    """
    for enough in _entries_to_ask(match, most, likely):
        if recent := _last(enough):
            rows = engines.columns(replace(match, choices=(*match.choices, recent)), names, most)
            if len(rows) == most:
                return rows
    return engines.columns(match, names, most)


def _entries_to_ask(match, most, likely):
    """Among how many of the newest entries to look first; among all where that is as soon."""
    if engines.finds_in_order() or not engines.largest <= set(match.choices):
        return []
    likely = engines.likely(match) if likely is None else likely
    if likely < FEW * most:
        return []
    each = sum(years().values()) * most / likely
    return [each * times for times in SURELY] if each > SOON else []


def _last(enough):
    """A choice of the last months and years that are likely to hold so many entries, or None where that is all.

    Those of a year are taken to be spread evenly over its months.
    """
    if not (newest := _newest()):
        return None
    tokens, (newest_year, newest_month) = [], newest
    for year in sorted((year for year in years() if year != "unknown"), reverse=True):
        held, months = years()[year], newest_month + 1 if int(year) == newest_year else 13
        if held >= enough:
            latest = range(months - 1, months - 1 - min(ceil(enough * months / held), months), -1)
            return (*tokens, *(engines.token_of(int(year) * 13 + month) for month in latest))
        tokens.append(f"year={year}")
        enough -= held
    return None
