"""From a month to its neighbours, plainly or by what happens in them."""

from agreements.happenings import EVERYTHING
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate


def month_after(date, months):
    """The month so many months after another (before it where negative), None beyond the years of the register."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    return PartialDate(year, month + 1) if FIRST_YEAR <= year <= LAST_YEAR else None


def filled_before(first):
    """The last month before a YYYYMMDD number in which something happens, or None."""
    return _month_of([dates for kind in EVERYTHING for dates in kind.dates_before(first)], "-dated")


def filled_after(last):
    return _month_of([dates for kind in EVERYTHING for dates in kind.dates_after(last)], "dated")


def _month_of(dates, order):
    nearest = dates[0].union(*dates[1:], all=True).order_by(order).first()
    return PartialDate(nearest["dated"].year, nearest["dated"].month) if nearest else None
