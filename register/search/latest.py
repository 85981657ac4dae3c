"""The newest of many answers, soon: what the index of PostgreSQL holds of the date of each entry of the largest group.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last months and years that are likely to hold enough come first.
"""

from dataclasses import replace

from register.edition import remembered
from register.search import counts, engines, shares, whole
from register.search.matching import MONTHS, largest, token_of

# So many entries are gone through in order, and so many times as many answers as are asked for sorted, as soon.
SOON, FEW = 1_500, 3
# So many answers are gathered in the time in which one entry is met in order.
GATHERED = 5
# Months are taken until so many times as many answers are likely as are asked for; where these held too few, again.
SURELY = 1.15, 5
# The first form of the index on PostgreSQL in which each entry tells its month.
TELLING_MONTHS = 3


@remembered
def years():
    """{year, or "unknown": entries of it}, over the whole register."""
    return counts.by("year")


@remembered
def _newest_years():
    """(token, entries of it) of each year, the newest first."""
    return [(f"year={year}", years()[year]) for year in sorted(years(), reverse=True) if year != "unknown"]


@remembered
def _newest_months():
    """(token, entries of it) of each month of the newest year of the largest group, the newest first."""
    held = {int(month): entries for month, entries in counts.by("month").items()}
    newest = max(held, default=0) // MONTHS
    return [(token_of(month), held[month]) for month in sorted(held, reverse=True) if month // MONTHS == newest]


@remembered
def _tells_months():
    """Whether each entry tells its month; those of an index of an older form do not."""
    return whole.form() >= TELLING_MONTHS


def read(match, names, most, likely=None):
    """Some columns of the newest entries that answer, at most ``most``: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known.
    """
    if likely is not None and likely <= most and not engines.finds_in_order():
        return engines.columns_of_all(match, names)
    met = _met_in_order(match, most, likely)
    if 0 < met <= SOON:
        return engines.columns_in_order(match, names, most)
    for times in SURELY if met > SOON and _tells_months() else ():
        last = _last(met * times)
        # Where a month holds so many that more answers would be sorted than entries met, these are met.
        if last and last[1] * most / met < met:
            rows = engines.columns(replace(match, choices=(*match.choices, last[0])), names, most)
            if len(rows) == most:
                return rows
    return engines.columns(match, names, most)


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.counted(match, most, limit)
    found = [number for (number,) in read(match, ["id"], most + 1)]
    return len(found), found[:limit]


def read_each(asked, names):
    """The same of several (match, most) of whose answers few are wanted."""
    asked = dict(enumerate(asked))
    soon = [place for place, (match, most) in asked.items() if _is_soon_met(match, most)]
    found = {place: engines.columns_in_order(asked[place][0], names, asked[place][1]) for place in soon}
    others = [place for place in asked if place not in found]
    found |= zip(others, engines.columns_of_each([asked[place] for place in others], names), strict=True)
    return [found[place] for place in asked]


def _is_soon_met(match, most):
    """Whether so many answers are met in order before all are gathered."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return False
    likely = shares.likely(match)
    return bool(likely) and sum(years().values()) * most / likely * GATHERED < likely


def _met_in_order(match, most, likely):
    """How many entries are likely to be gone through until ``most`` answer; 0 where nobody needs to."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return 0
    likely = shares.likely(match) if likely is None else likely
    return sum(years().values()) * most / likely if likely >= FEW * most else 0


def _last(enough):
    """(a choice of the last months or years that hold so many entries, how many), or nothing where all are needed.

    Each token costs at every answer: there are months for the newest year only.
    """
    return _until(enough, _newest_months()) or _until(enough, _newest_years())


def _until(enough, held):
    taken, so_far = [], 0
    for token, entries in held:
        taken.append(token)
        so_far += entries
        if so_far >= enough:
            return tuple(taken), so_far
    return ()
