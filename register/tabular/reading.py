"""From the bytes of a file to headings and rows. Every refusal is a ValidationError with a sentence for its author."""

import codecs
import csv
import io
import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.search import fold
from register.tabular.escape import restore

LARGEST = 5 * 1024 * 1024
# A thousand new agreements take about twenty seconds, during which SQLite keeps other writers waiting.
MOST_ROWS = 1000
MOST_COLUMNS = 200
DELIMITERS = ";,\t"

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Sheet:
    """``rows`` are (line, cells); lines are counted as a spreadsheet shows them, the headings being line 1."""

    headings: list
    rows: list


def read(content, is_heading):
    """A Sheet from the bytes of a CSV file; ``is_heading(text)`` tells known headings, to find the delimiter."""
    if len(content) > LARGEST:
        raise ValidationError(
            _("The file is larger than %(limit)s MB: divide it."), params={"limit": LARGEST // 1024**2}, code="size"
        )
    text = decode(content)
    if not text.strip():
        raise ValidationError(_("The file is empty."), code="empty")
    records = _records(text, _delimiter(text, is_heading))
    headings = [restore(cell).strip() for cell in next(records)]
    if len(headings) > MOST_COLUMNS:
        raise ValidationError(
            _("The file has more than %(limit)s columns."), params={"limit": MOST_COLUMNS}, code="columns"
        )
    rows = []
    for line, cells in enumerate(records, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(rows) == MOST_ROWS:
            raise ValidationError(
                _("The file has more than %(limit)s lines: divide it."), params={"limit": MOST_ROWS}, code="rows"
            )
        rows.append((line, [restore(cell) for cell in cells]))
    if not rows:
        raise ValidationError(_("The file has headings but no line below them."), code="empty")
    return Sheet(headings, rows)


def decode(content):
    """UTF-8 with or without its mark, UTF-16 with its mark, or else the code page of western Windows."""
    if content.startswith(b"PK\x03\x04"):
        raise ValidationError(_("This is a workbook. In the spreadsheet, save it as CSV UTF-8."), code="workbook")
    has_utf16_mark = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_utf16_mark else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The characters of this file cannot be read: save it as CSV UTF-8."), code="encoding")


def check_characters(text):
    """Refuse what cannot be seen and changes what is read: control characters, changes of direction."""
    found = _UNWANTED.search(text)
    if found:
        raise ValidationError(
            _("The cell holds an invisible character (%(code)s) that is not allowed: type the text again."),
            params={"code": f"U+{ord(found[0]):04X}"},
            code="characters",
        )


def _delimiter(text, is_heading):
    """The one under which the first line holds most known headings, or else most cells."""

    def score(delimiter):
        cells = next(_records(text, delimiter))
        return sum(is_heading(cell) for cell in cells if fold(cell)), len(cells)

    return max(DELIMITERS, key=score)


def _records(text, delimiter):
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        yield from reader
    except csv.Error:
        raise ValidationError(
            _("Near line %(line)s the quotes do not match, or a cell is too long."),
            params={"line": reader.line_num},
            code="csv",
        ) from None
