"""What workbooks of every kind have in common: how many lines a sheet has, how it is called, what its XML can hold."""

import re
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from xml.sax.saxutils import escape

# The lines of the largest sheet, its headings among them.
MOST_LINES = 1_048_576
# How many lines of a template offer the words of a column to choose from.
LINES_TO_FILL = 5000
# Spreadsheets keep no more digits of a number.
MOST_DIGITS = 15
# It ends what is cut. Reading refuses its marks of direction, so that what is cut never replaces what is whole.
CUT = "\u2068[…]\u2069"

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_OF_ADDRESSES = re.compile(r"[\[\]:*?/\\'\s]+")


def fixed(name):
    """A part that is the same in every file."""
    return Path(__file__).with_name("parts").joinpath(name).read_text(encoding="utf-8")


def writable(text):
    """The text without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("", text)


def quoted(text):
    """The text in an attribute, with its quotes."""
    return f'"{escape(writable(text), {chr(34): "&quot;", chr(10): "&#10;", chr(9): "&#9;"})}"'


def letters(number):
    """A for 1, AA for 27."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def is_number(value):
    """Whether a cell may hold the value as a number, all its digits kept."""
    if isinstance(value, Decimal):
        return value.is_finite() and len(value.as_tuple().digits) <= MOST_DIGITS
    return type(value) is int and abs(value) < 10**MOST_DIGITS


def sheet_name(title, taken):
    """A name that spreadsheets take: 31 characters, none of those that addresses are made of, no formula, no twin."""
    name = _OF_ADDRESSES.sub(" ", writable(title)).strip().lstrip("=+-@＝＋－＠ ") or "1"
    names = chain([name[:31].strip()], (f"{name[:26].strip()} {number}" for number in range(2, 1000)))
    others = {other.casefold() for other in taken}
    return next(name for name in names if name.casefold() not in others)


def by_sheet(rows):
    """For each sheet, one at least, an iterator of its rows, to be used before the next is asked for."""
    rows = iter(rows)
    while True:
        yield islice(rows, MOST_LINES - 1)
        following = next(rows, None)
        if following is None:
            return
        rows = chain([following], rows)
