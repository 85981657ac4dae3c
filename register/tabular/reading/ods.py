"""Rows of an OpenDocument sheet, read as they are asked for: the first table of the document that is not hidden."""

from register.tabular.reading import formats
from register.tabular.reading.archive import Archive, broken
from register.tabular.reading.cells import Rows, all_hidden, number_of, number_text, percent_text, too_long
from register.tabular.reading.faults import ERROR, NO_RESULT, is_error

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_STYLE = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
# Names that are kept, and characters in each: a spreadsheet gives its styles short names.
MOST_STYLES, LONGEST_NAME = 20_000, 255
_LETTERS = {"day": "d", "month": "m", "year": "y"}
_NUMBERS = {"float", "currency", "percentage"}
# The attributes that hold what is in a cell; of other kinds of cells the text is read.
_VALUES = dict.fromkeys(_NUMBERS, "value") | {"date": "date-value", "boolean": "boolean-value", "time": "time-value"}
_PARAGRAPHS, _CELLS = {"p", "h"}, {"table-cell", "covered-table-cell"}


def rows(file, limits):
    """Lists of texts, one for each row of the sheet, empty ones too. Raises ValidationError, also later."""
    archive = Archive(file, limits)
    sheet = _Sheet(limits)
    for part in ("styles.xml", "content.xml"):
        for _piece in archive.parse(part, sheet.start, sheet.end, sheet.data) if part in archive.names else ():
            yield from sheet.rows.ready()
    if sheet.has_hidden and not sheet.is_done:
        raise all_hidden()
    yield from sheet.rows.rest()


class _Styles:
    """What the styles of a document say of its cells: which parts of a date they show; and which tables are hidden."""

    def __init__(self):
        self._letters, self._formats, self._hidden = {}, {}, set()
        self._style = self._format = None

    def start(self, name, given):
        if name == "date-style":
            self._format = self._letters.setdefault(_style_name(given), set())
        elif name in _LETTERS and self._format is not None:
            self._format.add(_LETTERS[name])
        elif name == "style":
            self._style = _style_name(given)
            if f"{_STYLE} data-style-name" in given:
                self._formats[self._style] = _style_name(given, "data-style-name")
        elif name == "table-properties" and given.get(f"{_TABLE} display") == "false":
            self._hidden.add(self._style)
        if max(len(self._letters), len(self._formats), len(self._hidden)) > MOST_STYLES:
            raise broken()

    def end(self, name):
        if name == "date-style":
            self._format = None

    def is_hidden(self, given):
        return given.get(f"{_TABLE} style-name") in self._hidden

    def parts(self, style):
        return self._letters.get(self._formats.get(style), set())


def _style_name(given, key="name"):
    name = given.get(f"{_STYLE} {key}", "")
    if len(name) > LONGEST_NAME:
        raise broken()
    return name


class _Sheet:
    """The handlers of the XML of a document; finished rows stand in ``rows``."""

    def __init__(self, limits):
        self.rows, self.styles = Rows(limits), _Styles()
        # Tables may stand in the cells of others, and links to other files are tables too.
        self.depth, self.is_inside, self.is_done, self.has_hidden = 0, False, False, False
        self.line, self.column = 1, 1
        self.cells, self.repeated, self.repeated_row = [], 1, 1
        # The style that each column gives to its cells.
        self.of_columns = []
        self.given, self.pieces, self.length, self.in_paragraph, self.apart = {}, [], 0, False, 0

    def start(self, name, given):
        if name == "table":
            self.depth += 1
            if self.depth == 1 and not self.is_done:
                self.is_inside = not self.styles.is_hidden(given)
                self.has_hidden = not self.is_inside
        elif self.is_inside and self.depth == 1:
            self._start_in_table(name, given)
        elif not self.depth:
            self.styles.start(name, given)

    def _start_in_table(self, name, given):
        if name == "table-column":
            repeated = min(self._repeat(given, "columns"), self.rows.limits.columns - len(self.of_columns))
            self.of_columns += [given.get(f"{_TABLE} default-cell-style-name")] * repeated
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
        if name == "table":
            self.depth -= 1
            self.is_done = self.is_done or (self.is_inside and not self.depth)
            self.is_inside = self.is_inside and not self.is_done
        elif self.is_inside and self.depth == 1:
            self._end_in_table(name)
        elif not self.depth:
            self.styles.end(name)

    def _end_in_table(self, name):
        if name in _PARAGRAPHS and not self.apart:
            self.in_paragraph = False
        elif name in ("annotation", "shape", "frame"):
            self.apart -= 1
        elif name in _CELLS:
            self._finish_cell()
        elif name == "table-row":
            self._finish_row()

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
        text = "".join(self.pieces)
        # An error was written as the number 0 once.
        if is_error(text) or self.given.get(f"{_CALC} value-type") == "error":
            return text if is_error(text) else ERROR
        kind = self.given.get(f"{_OFFICE} value-type")
        value = self.given.get(f"{_OFFICE} {_VALUES.get(kind, 'string-value')}")
        if value is None:
            is_open = f"{_TABLE} formula" in self.given and kind != "string"
            return text or (NO_RESULT if is_open else "")
        if kind == "date":
            return formats.shown_iso(value, self._parts())
        if kind == "boolean":
            return value.upper()
        return self._number(value, kind) if kind in _NUMBERS else text or value

    def _number(self, raw, kind):
        value = number_of(raw)
        if value is None:
            return raw
        return percent_text(value) if kind == "percentage" else number_text(value)

    def _parts(self):
        """Of a date, as the format of the cell, or else of its column, shows it."""
        of_column = self.of_columns[self.column - 1] if self.column <= len(self.of_columns) else None
        return self.styles.parts(self.given.get(f"{_TABLE} style-name", of_column))
