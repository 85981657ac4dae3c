"""Rows of a text with a separator between its cells, read as they are asked for."""

import codecs
import csv
import io
from itertools import islice, pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.search import fold

DELIMITERS = ";,\t|"
PIECE = 1024 * 1024
# So many characters show how a text is divided.
ENOUGH = 64 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def rows(file, limits, is_heading):
    """The cells of each record of a binary file; ``is_heading(text)`` tells known headings, to find the delimiter."""
    encoding = encoding_of(file, is_heading)
    start = _start(file, encoding)
    if not start.strip():
        raise ValidationError(_("The file is empty."), code="empty")
    delimiter = _delimiter(start[:ENOUGH], is_heading)
    file.seek(0)
    with _Borrowed(file, encoding) as lines:
        yield from _records(lines, delimiter, limits.cell)


def encoding_of(file, is_heading=lambda text: False):
    """UTF-8 or UTF-16; or else the code page of Arabic or of western Windows, whichever makes sense of the letters."""
    file.seek(0)
    start = file.read(4096)
    if start.startswith(_UTF16):
        found = ["utf-16"]
    elif start[1:2] == b"\0" or start[:1] == b"\0":
        found = ["utf-16-le" if start[1:2] == b"\0" else "utf-16-be"]
    elif _decodes(file, "utf-8-sig"):
        return "utf-8-sig"
    else:
        found = ["cp1256", "cp1252"] if _looks_arabic(start, is_heading) else ["cp1252", "cp1256"]
    for encoding in found:
        if _decodes(file, encoding):
            return encoding
    raise ValidationError(_("The characters of this file cannot be read: save it as CSV UTF-8."), code="encoding")


def _decodes(file, encoding):
    """Whether the whole file is in that encoding, looked at piece by piece."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while piece := file.read(PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _looks_arabic(start, is_heading):
    """By known headings first. Arabic bytes read as western letters are long runs of accented ones; French has few."""
    arabic, western = start.decode("cp1256"), start.decode("cp1252", "replace")
    known = [
        sum(is_heading(cell) for delimiter in DELIMITERS for cell in _first_line(text).split(delimiter) if fold(cell))
        for text in (arabic, western)
    ]
    if known[0] != known[1]:
        return known[0] > known[1]
    high = [byte >= 0x80 for byte in start]
    beside = sum(one and other for one, other in pairwise(high))
    return 2 * beside > sum(high)


def _first_line(text):
    return text.partition("\n")[0].replace('"', "")


def _start(file, encoding):
    file.seek(0)
    return codecs.getincrementaldecoder(encoding)().decode(file.read(PIECE))


def _delimiter(start, is_heading):
    """The one under which one of the first lines holds most known headings, or else most cells."""

    def score(delimiter):
        rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
        first = list(islice(_tolerant(rows), 5))
        known = max((sum(is_heading(cell) for cell in cells if fold(cell)) for cells in first), default=0)
        return known, max(map(len, first), default=0)

    return max(DELIMITERS, key=score)


def _tolerant(rows):
    """Rows until one cannot be read: the true reading says so with its line."""
    try:
        yield from rows
    except csv.Error:
        return


class _Borrowed(io.TextIOWrapper):
    """A text over a binary file that stays open afterwards: the file belongs to whoever gave it."""

    def __init__(self, file, encoding):
        super().__init__(file, encoding=encoding, newline="")

    def __exit__(self, *args):
        if not self.buffer.closed:
            self.detach()


def _records(lines, delimiter, longest):
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if max(map(len, cells), default=0) > longest:
                raise csv.Error
            yield cells
    except csv.Error:
        raise ValidationError(
            _("Near line %(line)s the quotes do not match, or a cell is too long."),
            params={"line": reader.line_num},
            code="csv",
        ) from None
