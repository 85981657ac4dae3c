"""Partial dates as the register stores them: YYYYMMDD, zeros for what is not known."""

from calendar import monthrange

from bench.sample.words import shares

FIRST_YEAR, LAST = 1960, (2026, 10)
LAST_DAY = 20261031
# How well a hundred dates of signature are known.
PRECISIONS = shares(day=70, month=12, year=13, unknown=5)


def signature(rng):
    """A date from 1960 on, most of them recent, or None where it is unknown."""
    precision = rng.choice(PRECISIONS)
    if precision == "unknown":
        return None
    months = (LAST[0] - FIRST_YEAR) * 12 + LAST[1]
    return _number(months - 1 - int(months * rng.random() ** 2.2), rng.randint(1, 31), precision)


def later(rng, number, months, precision=None):
    """A date ``months`` after the first possible day of another; as well known as it, unless said otherwise."""
    known = "day" if number % 100 else "month" if number % 10000 else "year"
    month = max(number // 100 % 100, 1)
    since = (number // 10000 - FIRST_YEAR) * 12 + month - 1 + months
    return _number(since, max(number % 100, 1), precision or known)


def _number(months, day, precision):
    """The date so many months after January 1960."""
    year, month = FIRST_YEAR + months // 12, months % 12 + 1
    if precision == "year":
        return year * 10000
    return year * 10000 + month * 100 + (min(day, monthrange(year, month)[1]) if precision == "day" else 0)
