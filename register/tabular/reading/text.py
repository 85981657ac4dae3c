"""Rows of a text with a separator between its cells, read as they are asked for."""

import codecs
import csv
import io
import re
from itertools import islice, pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.search import fold
from register.tabular.reading.cells import too_wide
from register.tabular.reading.faults import LOST

DELIMITERS = ";,\t|"
PIECE = 64 * 1024
# So many characters show how a text is divided.
ENOUGH = 64 * 1024
# Characters of a record: beyond them it is no record of a table, but millions of cells that would be kept at once.
LONGEST = 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_FOREIGN = re.compile("[^\x00-\x7f\ufffd]+")
# What French, Arabic and Tamazight are written with. The Arabic code page read as UTF-8 shows some of it by accident:
# single letters, and á, ú or û, where a word ends before a comma or a quote.
_FAMILIAR = re.compile(
    "[\xa0-\xe0\xe2-\xf9\xfc-\xffŒœ\u2010-\u202f\u20ac\u2d30-\u2d67]+|[\u0621-\u063a\u0641-\u0652]{2,}"
)


def rows(file, limits, is_heading):
    """The cells of each record of a binary file; ``is_heading(text)`` tells known headings, to find the delimiter."""
    encoding = encoding_of(file, is_heading)
    file.seek(0)
    start = codecs.getincrementaldecoder(encoding)("replace").decode(file.read(4 * ENOUGH))
    delimiter = _delimiter(start[:ENOUGH], is_heading)
    file.seek(0)
    with _Borrowed(file, encoding) as lines:
        yield from _records(lines, delimiter, limits)


def encoding_of(file, is_heading=lambda text: False):
    """UTF-8 or UTF-16; or else the code page of Arabic or of western Windows, whichever makes sense of the letters.

    A file in UTF-8 may hold bytes that are not: each shows in its cell, by a mark that ``check_cell`` refuses.
    """
    file.seek(0)
    start = file.read(4096)
    if start.startswith(_UTF32):
        found = ["utf-32"]
    elif start.startswith(_UTF16):
        found = ["utf-16"]
    elif unmarked := _utf16_without_mark(start):
        found = [unmarked]
    elif _is_utf8(file, start):
        return "utf-8-sig"
    else:
        found = ["cp1256", "cp1252"] if _looks_arabic(start, is_heading) else ["cp1252", "cp1256"]
    for encoding in found:
        if _decodes(file, encoding):
            return encoding
    raise ValidationError(_("The characters of this file cannot be read: save it as CSV UTF-8."), code="encoding")


def _utf16_without_mark(start):
    """The upper byte of letters and separators is so small as no byte of another text, and stands at every other place.

    Tifinagh has another upper byte, but there are separators and spaces among its letters.
    """
    even, odd = (sum(byte < 9 for byte in start[first::2]) for first in (0, 1))
    if 20 * max(even, odd) < len(start) or max(even, odd) <= 4 * min(even, odd):
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _is_utf8(file, start):
    """Also where some bytes are not, but most are, or what only a text meant as UTF-8 holds."""
    if start.startswith(codecs.BOM_UTF8) or _decodes(file, "utf-8"):
        return True
    bad = good = familiar = 0
    for text in _decoded(file, "utf-8", "replace"):
        bad += text.count(LOST)
        good += sum(map(len, _FOREIGN.findall(text)))
        familiar += sum(map(len, _FAMILIAR.findall(text)))
    return good > bad or 20 * familiar > bad


def _decodes(file, encoding):
    try:
        return all(True for _text in _decoded(file, encoding))
    except UnicodeDecodeError:
        return False


def _decoded(file, encoding, errors="strict"):
    """The whole file in that encoding, piece by piece."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while piece := file.read(PIECE):
        yield decoder.decode(piece)
    yield decoder.decode(b"", final=True)


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
        super().__init__(file, encoding=encoding, errors="replace", newline="")

    def __exit__(self, *args):
        if not self.buffer.closed:
            self.detach()


class _Lines:
    """The lines of a text. A record may take ``left`` characters more; ``delimiters`` are those it has so far."""

    def __init__(self, text, delimiter):
        self._text, self._delimiter = text, delimiter
        self.begin_record()

    def begin_record(self):
        self.left, self.delimiters = LONGEST, 0

    def __iter__(self):
        return self

    def __next__(self):
        line = self._text.readline(self.left + 1)
        self.left -= len(line)
        self.delimiters += line.count(self._delimiter)
        if self.left < 0:
            raise csv.Error
        if not line:
            raise StopIteration
        return line


def _records(text, delimiter, limits):
    lines = _Lines(text, delimiter)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    line = 0
    try:
        for line, cells in enumerate(reader, start=1):
            if max(map(len, cells), default=0) > limits.cell:
                raise csv.Error
            if any(cells[limits.columns :]):
                raise too_wide(line, limits)
            yield cells[: limits.columns]
            lines.begin_record()
    except csv.Error:
        if lines.left < 0 and lines.delimiters > limits.columns:
            raise too_wide(line + 1, limits) from None
        raise ValidationError(
            _("Near line %(line)s the quotes do not match, or a cell is too long."),
            params={"line": max(reader.line_num, line + 1)},
            code="csv",
        ) from None
