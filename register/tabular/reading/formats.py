"""What the reader of a sheet sees of a number: a format that shows no day leaves a month, or a year, alone."""

import re
from datetime import date, timedelta
from typing import NamedTuple

# Dates among the formats that every spreadsheet knows by number; the others are times or numbers.
_BUILT_IN = {14: "d m y", 15: "d m y", 16: "d m", 17: "m y", 22: "d m y h"}
_BUILT_IN |= dict.fromkeys([27, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], "d m y")
_TIMES = {18, 19, 20, 21, 45, 46, 47}
_PERCENTS = {9, 10}
# What stands in brackets is a colour, a currency or a condition, unless it is hours that go beyond the day.
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!(?:h+|m+|s+)\])[^\]]*\]', re.IGNORECASE)
# Beyond the year 9999 there is no day.
_LAST = 3_000_000


class Shown(NamedTuple):
    """Which of the letters y, m, d a number format shows, none where it shows no date; or what else it shows."""

    parts: frozenset = frozenset()
    is_time: bool = False
    is_percent: bool = False


def shown_by(number, code=None):
    """What a number format shows. ``code`` is one of the file; without it the number is one that all know."""
    if code is None:
        parts = frozenset(_BUILT_IN.get(number, "")) & frozenset("ymd")
        return Shown(parts, number in _TIMES, number in _PERCENTS)
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    letters, has_time = frozenset(plain) & frozenset("ymd"), re.search("[hs]", plain) is not None
    if has_time and not letters & {"y", "d"}:
        letters = frozenset()
    return Shown(letters, has_time and not letters, "%" in plain and not letters)


def day_of_serial(serial, starts_in_1904):
    """The day of a day number, or None outside the calendar. Of 1900 spreadsheets believe that it was a leap year."""
    in_1900 = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    first, lowest = (date(1904, 1, 1), 0) if starts_in_1904 else (in_1900, 1)
    try:
        return first + timedelta(days=int(serial)) if lowest <= serial < _LAST else None
    except OverflowError:
        return None


def shown(day, parts):
    """The day as the format shows it: 2015-11-23, 2015-11 or 2015. A format without year shows the whole day."""
    if "y" not in parts or "d" in parts:
        return day.isoformat()
    return f"{day:%Y-%m}" if "m" in parts else f"{day:%Y}"


def shown_iso(raw, parts):
    """The same of a day that is written 2015-11-23 or 2015-11-23T00:00:00; what is no day stays as it is."""
    try:
        return shown(date.fromisoformat(raw.partition("T")[0]), parts)
    except ValueError:
        return raw
