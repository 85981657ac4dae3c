"""Rows of an Excel workbook, read as they are asked for: the first sheet that is not hidden."""

import re

from register.tabular.reading import formats
from register.tabular.reading.archive import Archive, broken
from register.tabular.reading.book import Book, Strings, plain, styles
from register.tabular.reading.cells import Rows, column_number, number_of, number_text, percent_text, too_long
from register.tabular.reading.faults import ERROR, NO_RESULT, is_error

_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def rows(file, limits):
    """Lists of texts, one for each row of the sheet, empty ones too. Raises ValidationError, also later."""
    archive = Archive(file, limits)
    book = Book(archive)
    strings = Strings(archive, book.strings, limits)
    sheet = _Sheet(archive, limits, strings.texts, styles(archive, book.styles), book.starts_in_1904)
    for _piece in archive.parse(book.sheet, sheet.start, sheet.end, sheet.data):
        yield from sheet.rows.ready()
    yield from sheet.rows.rest()


class _Sheet:
    """The handlers of the XML of a sheet; finished rows stand in ``rows``."""

    def __init__(self, archive, limits, strings, styles, starts_in_1904):
        self.archive, self.rows = archive, Rows(limits)
        self.strings, self.styles, self.starts_in_1904 = strings, styles, starts_in_1904
        self.line = self.column = 0
        self.kind = self.style = ""
        self.pieces, self.length, self.is_read, self.has_formula, self.has_value = [], 0, False, False, False

    def start(self, name, given):
        if name == "c":
            self.column = self._column(given.get("r", ""))
            self.kind, self.style = given.get("t", "n"), given.get("s", "")
            self.pieces, self.length, self.has_formula, self.has_value = [], 0, False, False
        elif name == "row":
            number = given.get("r", "")
            self.line = int(number) if number.isdecimal() and len(number) < 9 else self.line + 1
            self.column = 0
            self.rows.begin(self.line)
        elif name in ("v", "t"):
            self.is_read = name == "v" or self.kind == "inlineStr"
            self.has_value = True
        elif name == "rPh":
            self.kind = "spoken" if self.kind == "inlineStr" else self.kind
        elif name == "f":
            self.has_formula = True

    def _column(self, reference):
        found = _REFERENCE.fullmatch(reference)
        return column_number(found[1]) if found else self.column + 1

    def data(self, text):
        if self.is_read:
            self.pieces.append(text)
            self.length += len(text)
            if self.length > self.rows.limits.cell:
                raise too_long(self.line, self.rows.limits)

    def end(self, name):
        if name in ("v", "t"):
            self.is_read = False
        elif name == "rPh":
            self.kind = "inlineStr" if self.kind == "spoken" else self.kind
        elif name == "c":
            text = self._text("".join(self.pieces))
            if text:
                self.rows.put(self.column, text)

    def _text(self, raw):
        # A text without letters is a result too.
        if self.has_formula and not (raw.strip() or (self.kind == "str" and self.has_value)):
            return NO_RESULT
        if self.kind == "s":
            if not raw.strip().isdecimal() or len(raw) > 9 or int(raw) >= len(self.strings):
                raise broken()
            return self.strings[int(raw)]
        if self.kind == "n":
            return self._number(raw.strip())
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw)
        if self.kind == "d":
            return formats.shown_iso(raw.strip(), self._format().parts)
        if self.kind == "e":
            return raw if is_error(raw) else ERROR
        return plain(raw, self.archive) if self.kind in ("inlineStr", "str") else raw

    def _number(self, raw):
        value = number_of(raw) if raw else None
        if value is None:
            return raw
        shown = self._format()
        day = formats.day_of_serial(value, self.starts_in_1904) if shown.parts else None
        if day:
            return formats.shown(day, shown.parts)
        if shown.is_time and 0 <= value < 1:
            minutes = round(value * 1440)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        return percent_text(value) if shown.is_percent else number_text(value)

    def _format(self):
        number = int(self.style) if self.style.isdecimal() and len(self.style) < 9 else 0
        return self.styles[number] if number < len(self.styles) else formats.Shown()
