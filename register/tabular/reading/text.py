"""Rows of a text with a separator between its cells."""

import codecs
import csv
import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.search import fold

DELIMITERS = ";,\t"


def rows(file, limits, is_heading):
    """The cells of each record of a binary file; ``is_heading(text)`` tells known headings, to find the delimiter."""
    text = decode(file.read())
    if not text.strip():
        raise ValidationError(_("The file is empty."), code="empty")
    return _records(text, _delimiter(text, is_heading))


def decode(content):
    """UTF-8 with or without its mark, UTF-16 with its mark, or else the code page of western Windows."""
    has_utf16_mark = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if has_utf16_mark else ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValidationError(_("The characters of this file cannot be read: save it as CSV UTF-8."), code="encoding")


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
