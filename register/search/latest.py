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
# So many times as many entries as are likely to be met are met at most.
MET = 3
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

    ``likely`` is how many there are, where that is known. Where more are taken to answer than do, since words keep away
    from each other or lie far behind, all that answers is gathered in the end: no question reads the whole index.
    """
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.columns(match, names, most)
    likely = shares.likely(match) if likely is None else likely
    for rows in _from_the_last(match, names, most, likely) if likely >= FEW * most else ():
        if len(rows) == most:
            return rows
    return engines.gathered(match, names, most)


def _from_the_last(match, names, most, likely):
    """The newest of the last months and years, until ``most`` are found; nothing where all are as soon gathered."""
    met = _met(most, likely)
    near = _last(met * SURELY[0])
    # Where a month holds so many that more answers would be sorted than entries met, these are met; and where the last
    # months are not asked for.
    if met > SOON and near and near[1] * most / met < met and match.last is None and _tells_months():
        for tokens, _held in filter(None, dict.fromkeys(_last(met * times) for times in SURELY)):
            yield engines.gathered(replace(match, choices=(*match.choices, tokens)), names, most)
    else:
        yield _soon(match, names, most, likely)


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    if engines.finds_in_order() or not largest <= set(match.choices):
        return engines.counted(match, most, limit)
    found = [number for (number,) in read(match, ["id"], most + 1)]
    return len(found), found[:limit]


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
