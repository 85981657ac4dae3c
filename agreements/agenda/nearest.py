"""From a month to its neighbours, plainly or by what happens in them."""

from django.db.models import Max, Min, Value

from agreements.happenings import EVERYTHING
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from register.edition import remembered
from register.prepared import prepared


def month_after(date, months):
    """The month so many months after another (before it where negative), None beyond the years of the register."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return PartialDate(year, month + 1) if FIRST_YEAR <= year <= LAST_YEAR else None


@remembered
def filled_before(first):
    """The last month before a YYYYMMDD number in which something happens, or None."""
    return _month_of(max, _nearest_before(first))


@remembered
def filled_after(last):
    return _month_of(min, _nearest_after(last))


@prepared
def _nearest_before(first):
    return _nearest(Max, [dates for kind in EVERYTHING for dates in kind.dates_before(first)])


@prepared
def _nearest_after(last):
    return _nearest(Min, [dates for kind in EVERYTHING for dates in kind.dates_after(last)])


def _nearest(in_database, dates):
    """The nearest of each kind is asked for, which an index gives at once: all of them are never put in order."""
    # Of one constant, so that the rows of a kind are one group.
    each = [found.values(kind=Value("")).annotate(nearest=in_database("dated")) for found in dates]
    return each[0].union(*each[1:], all=True)


def _month_of(nearest, found):
    date = nearest((row["nearest"] for row in found if row["nearest"]), default=None)
    return date and PartialDate(date.year, date.month)
