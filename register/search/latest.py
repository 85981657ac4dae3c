"""The newest of many answers, soon: what the index of PostgreSQL holds of the date of each entry of the largest group.

SQLite finds in order, whatever is asked. PostgreSQL finds in none: it gathers all answers and sorts them, or goes
through the entries in order. Where both take long, the last months and years that are likely to hold enough come first.
"""

from dataclasses import replace
from math import ceil

from register.edition import remembered
from register.search import counts, engines, index
from register.search.matching import Match, largest, month_of, token_of

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
    return divmod(month_of(engines.numbers(Match(choices=tuple(largest)), 1)[0]), 13)


def read(match, names, most, likely=None):
    """Some columns of the newest entries that answer, at most ``most``: as ``engines.columns`` does.

    ``likely`` is how many there are, where that is known.
    """
    met = _met_in_order(match, most, likely)
    for times in SURELY if met > SOON else ():
        recent, held = _last(met * times)
        # Where a month holds so many that more answers would be sorted than entries met, these are met.
        if recent and held * most / met < met:
            rows = engines.columns(replace(match, choices=(*match.choices, recent)), names, most)
            if len(rows) == most:
                return rows
    return engines.columns(match, names, most)


def _met_in_order(match, most, likely):
    """How many entries are likely to be gone through until ``most`` answer; 0 where nobody needs to."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return 0
    likely = engines.likely(match) if likely is None else likely
    return sum(years().values()) * most / likely if likely >= FEW * most else 0


def _last(enough):
    """(a choice of the last months and years that are likely to hold so many entries, how many), or nothing where all
    are needed. Those of a year are taken to be spread evenly over its months.
    """
    if not (newest := _newest()):
        return (), 0
    tokens, so_far = [], 0
    for year in sorted((year for year in years() if year != "unknown"), reverse=True):
        held, months = years()[year], newest[1] + 1 if int(year) == newest[0] else 13
        if so_far + held >= enough:
            number = min(ceil((enough - so_far) * months / held), months)
            latest = range(int(year) * 13 + months - 1, int(year) * 13 + months - 1 - number, -1)
            return (*tokens, *map(token_of, latest)), so_far + held * number / months
        tokens.append(f"year={year}")
        so_far += held
    return (), 0
