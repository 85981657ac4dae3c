"""Rows of an OpenDocument sheet, read as they are asked for: the first table of the document."""

from datetime import date
from decimal import Decimal, InvalidOperation

from register.tabular.reading import formats
from register.tabular.reading.archive import Archive
from register.tabular.reading.cells import Rows, number_text, too_long

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_LETTERS = {"day": "d", "month": "m", "year": "y"}
_PARAGRAPHS, _CELLS = {"p", "h"}, {"table-cell", "covered-table-cell"}


def rows(file, limits):
    """Lists of texts, one for each row of the sheet, empty ones too. Raises ValidationError, also later."""
    archive = Archive(file, limits)
    sheet = _Sheet(limits)
    for part in ("styles.xml", "content.xml"):
        for _piece in archive.parse(part, sheet.start, sheet.end, sheet.data) if part in archive.names else ():
            yield from sheet.rows.ready()
    yield from sheet.rows.rest()


class _Sheet:
    """The handlers of the XML of a document; finished rows stand in ``rows``."""

    def __init__(self, limits):
        self.rows = Rows(limits)
        self.formats, self.shown, self.format = {}, {}, None
        self.tables, self.line, self.column = 0, 1, 1
        self.cells, self.repeated, self.repeated_row = [], 1, 1
        # The style that each column gives to its cells.
        self.styles = []
        self.given, self.pieces, self.length, self.in_paragraph, self.apart = {}, [], 0, False, 0

    def start(self, name, given):
        if name == "date-style":
            self.format = self.formats.setdefault(given.get(f"{_STYLE} name"), set())
        elif name in _LETTERS and self.format is not None:
            self.format.add(_LETTERS[name])
        elif name == "style" and f"{_STYLE} data-style-name" in given:
            self.shown[given.get(f"{_STYLE} name")] = given[f"{_STYLE} data-style-name"]
        elif name == "table":
            self.tables += 1
        elif self.tables == 1:
            self._start_in_table(name, given)

    def _start_in_table(self, name, given):
        if name == "table-column":
            repeated = min(self._repeat(given, "columns"), self.rows.limits.columns)
            self.styles += [given.get(f"{_TABLE} default-cell-style-name")] * repeated
        elif name == "table-row":
            self.repeated_row, self.column, self.cells = self._repeat(given, "rows"), 1, []
        elif name in _CELLS:
            self.given, self.pieces, self.length = given, [], 0
            self.repeated = self._repeat(given, "columns")
        elif name in ("annotation", "shape", "frame"):
            self.apart += 1
        elif name in _PARAGRAPHS and not self.apart:
            self._add("\n" if self.pieces else "")
            self.in_paragraph = True
        elif self.in_paragraph and not self.apart:
            self._add({"s": " " * self._spaces(given), "tab": "\t", "line-break": "\n"}.get(name, ""))

    def _repeat(self, given, what):
        number = given.get(f"{_TABLE} number-{what}-repeated", "1")
        return int(number[:10]) if number.isdecimal() else 1

    def _spaces(self, given):
        number = given.get(f"{_TEXT} c", "1")
        return min(int(number[:10]), self.rows.limits.cell + 1) if number.isdecimal() else 1

    def data(self, text):
        if self.in_paragraph and not self.apart:
            self._add(text)

    def _add(self, text):
        self.pieces.append(text)
        self.length += len(text)
        if self.length > self.rows.limits.cell:
            raise too_long(self.line, self.rows.limits)

    def end(self, name):
        if name == "date-style":
            self.format = None
        elif self.tables != 1:
            return
        elif name in _PARAGRAPHS and not self.apart:
            self.in_paragraph = False
        elif name in ("annotation", "shape", "frame"):
            self.apart -= 1
        elif name in _CELLS:
            self._finish_cell()
        elif name == "table-row":
            self._finish_row()
        elif name == "table":
            self.tables += 1

    def _finish_cell(self):
        text = self._text()
        if text:
            self.cells += [(column, text) for column in self._columns()]
        self.column += self.repeated

    def _columns(self):
        """One more than may be is enough to be refused."""
        return range(self.column, self.column + min(self.repeated, self.rows.limits.columns + 1))

    def _finish_row(self):
        # Sheets end in a million empty rows, written as one.
        if self.cells:
            for line in range(self.line, self.line + min(self.repeated_row, self.rows.limits.rows + 2)):
                self.rows.begin(line)
                for column, text in self.cells:
                    self.rows.put(column, text)
        self.line += self.repeated_row

    def _text(self):
        kind = self.given.get(f"{_OFFICE} value-type")
        if kind in ("float", "currency", "percentage"):
            return self._number(self.given.get(f"{_OFFICE} value", ""))
        if kind == "date":
            return self._date(self.given.get(f"{_OFFICE} date-value", ""))
        if kind == "boolean":
            return self.given.get(f"{_OFFICE} boolean-value", "").upper()
        return "".join(self.pieces)

    def _number(self, raw):
        try:
            return number_text(Decimal(raw))
        except InvalidOperation:
            return raw

    def _date(self, raw):
        """As the format of the cell, or else of its column, shows it."""
        try:
            day = date.fromisoformat(raw.partition("T")[0])
        except ValueError:
            return raw
        of_column = self.styles[self.column - 1] if self.column <= len(self.styles) else None
        style = self.shown.get(self.given.get(f"{_TABLE} style-name", of_column))
        return formats.shown(day, self.formats.get(style, set()))
