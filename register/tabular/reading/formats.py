"""What the reader of a sheet sees of a date: a number format that shows no day leaves a month, or a year, alone."""

import re
from datetime import date, timedelta

# Dates among the formats that every spreadsheet knows by number; the others are times or numbers.
_BUILT_IN = {14: "d m y", 15: "d m y", 16: "d m", 17: "m y", 22: "d m y h"}
_BUILT_IN |= dict.fromkeys([27, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58], "d m y")
_TIMES = {18, 19, 20, 21, 45, 46, 47}
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')


def date_parts(number, code=None):
    """Which of the letters y, m, d a number format shows; none where it shows no date. ``code`` is one of the file."""
    if code is None:
        return set(_BUILT_IN.get(number, "")) & set("ymd")
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    letters = set(plain) & set("ymd")
    if not letters or ("y" not in letters and "d" not in letters and re.search("[hs]", plain)):
        return set()
    return letters


def is_time(number, code=None):
    """Whether a number format shows a time of day and no date."""
    if code is None:
        return number in _TIMES
    plain = _LITERAL.sub("", code.split(";")[0]).lower()
    return not date_parts(number, code) and re.search("[hs]", plain) is not None


def day_of_serial(serial, starts_in_1904):
    """The day of a day number, or None outside the calendar. Of 1900 spreadsheets believe that it was a leap year."""
    in_1900 = date(1899, 12, 31) if serial < 60 else date(1899, 12, 30)
    first, lowest = (date(1904, 1, 1), 0) if starts_in_1904 else (in_1900, 1)
    try:
        return first + timedelta(days=int(serial)) if serial >= lowest else None
    except OverflowError:
        return None


def shown(day, parts):
    """The day as the format shows it: 2015-11-23, 2015-11 or 2015. A format without year shows the whole day."""
    if "y" not in parts or "d" in parts:
        return day.isoformat()
    return f"{day:%Y-%m}" if "m" in parts else f"{day:%Y}"
