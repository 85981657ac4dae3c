"""The newest of many answers, soon: the entries of the largest group bear the year of their date as a facet.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last years that are likely to hold enough are asked first.
"""

from dataclasses import replace
from itertools import accumulate

from register.edition import remembered
from register.search import counts, engines

# So many entries are gone through in order as soon as others are found.
SOON = 12_000
# Years are taken until so many times as many answers are likely as are asked for.
SURELY = 1.25


@remembered
def years():
    """{year, or "unknown": entries of it}, over the whole register."""
    return counts.by("year")


def read(match, names, most, likely=None):
    """Some columns of the newest entries that answer, at most ``most``: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known.
    """
    if recent := _last_years(match, most, likely):
        rows = engines.columns(replace(match, choices=(*match.choices, recent)), names, most)
        if len(rows) == most:
            return rows
    return engines.columns(match, names, most)


def _last_years(match, most, likely):
    """The years as a choice, or None where the whole is asked as soon."""
    if engines.finds_in_order() or not engines.largest <= set(match.choices):
        return None
    likely, held = likely or engines.likely(match), years()
    entries = sum(held.values())
    if likely < 2 * most or entries * most < SOON * likely:
        return None
    known = sorted((year for year in held if year != "unknown"), reverse=True)
    newer = accumulate((held[year] for year in known), initial=0)
    last = [year for year, before in zip(known, newer, strict=False) if before < entries * most * SURELY / likely]
    return tuple(f"year={year}" for year in last) if len(last) < len(known) else None
