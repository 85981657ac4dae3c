"""Rows of an Excel workbook, read as they are asked for: the first sheet that is not hidden."""

import re
from decimal import Decimal, InvalidOperation
from posixpath import join, normpath

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.reading import formats
from register.tabular.reading.archive import Archive, broken
from register.tabular.reading.cells import Rows, column_number, number_text, too_long

MOST_STRINGS = 1_000_000
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile("([A-Z]{1,3})([0-9]{1,7})")


def rows(file, limits):
    """Lists of texts, one for each row of the sheet, empty ones too. Raises ValidationError, also later."""
    archive = Archive(file, limits)
    book = _Book(archive)
    sheet = _Sheet(limits, _strings(archive, book.strings, limits), _styles(archive, book.styles), book.starts_in_1904)
    for _piece in archive.parse(book.sheet, sheet.start, sheet.end, sheet.data):
        yield from sheet.rows.ready()
    yield from sheet.rows.rest()


def _read(archive, name, start=None, end=None, data=None):
    for _piece in archive.parse(name, start, end, data):
        pass


def _attribute(attributes, name):
    """An attribute by its local name: those of relations stand in a namespace that differs from version to version."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), None)


class _Book:
    """Where the parts of the workbook are, as its own index says."""

    def __init__(self, archive):
        self.starts_in_1904, self.sheets, self.parts, self.kinds = False, [], {}, {}
        root = {}
        _read(archive, "_rels/.rels", lambda name, given: root.update(self._relation(name, given)))
        self.path = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        self.path = self.path.lstrip("/")
        _read(archive, self.path, self._element)
        folder, _slash, base = self.path.rpartition("/")
        relations = {}
        _read(archive, f"{folder}/_rels/{base}.rels", lambda name, given: relations.update(self._relation(name, given)))
        self.targets = {
            key: (kind, normpath(join(folder, target)).lstrip("/")) for key, (kind, target) in relations.items()
        }

    def _relation(self, name, given):
        if name != "Relationship" or given.get("TargetMode") == "External":
            return {}
        return {given.get("Id"): (given.get("Type", "").rpartition("/")[2], given.get("Target", ""))}

    def _element(self, name, given):
        if name == "workbookPr":
            self.starts_in_1904 = given.get("date1904") in ("1", "true")
        elif name == "sheet" and given.get("state", "visible") == "visible":
            self.sheets.append(_attribute({k: v for k, v in given.items() if k != "sheetId"}, "id"))

    @property
    def sheet(self):
        found = next((self.targets[key] for key in self.sheets if key in self.targets), None)
        if found is None or found[0] != "worksheet":
            raise broken()
        return found[1]

    @property
    def strings(self):
        return self._part("sharedStrings")

    @property
    def styles(self):
        return self._part("styles")

    def _part(self, wanted):
        return next((target for kind, target in self.targets.values() if kind == wanted), None)


def _strings(archive, part, limits):
    """The texts that cells share, by number. Runs of one text are joined; how it is pronounced is left out."""
    texts, run, state = [], [], {"text": False, "spoken": False, "length": 0}

    def start(name, given):
        if name == "rPh":
            state["spoken"] = True
        state["text"] = name == "t" and not state["spoken"]

    def end(name):
        state["text"] = False
        if name == "rPh":
            state["spoken"] = False
        elif name == "si":
            texts.append(_plain("".join(run)))
            run.clear()
            state["length"] = 0
            if len(texts) > MOST_STRINGS:
                raise ValidationError(
                    _("This workbook holds more than %(limit)s different texts: divide it."),
                    params={"limit": MOST_STRINGS},
                    code="strings",
                )

    def data(text):
        if state["text"]:
            run.append(text)
            state["length"] += len(text)
            if state["length"] > limits.cell:
                raise too_long("?", limits)

    if part in archive.names:
        _read(archive, part, start, end, data)
    return texts


def _plain(text):
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _styles(archive, part):
    """(parts of a date, whether a time) for each style of a cell."""
    codes, styles, inside = {}, [], []

    def start(name, given):
        inside.append(name)
        if name == "numFmt":
            codes[given.get("numFmtId")] = given.get("formatCode", "")
        elif name == "xf" and "cellXfs" in inside:
            styles.append(given.get("numFmtId", "0"))

    if part in archive.names:
        _read(archive, part, start, lambda name: inside.pop())
    numbers = [(int(key) if key.isdecimal() and len(key) < 10 else 0, codes.get(key)) for key in styles]
    return [(formats.date_parts(*number), formats.is_time(*number)) for number in numbers]


class _Sheet:
    """The handlers of the XML of a sheet; finished rows stand in ``rows``."""

    def __init__(self, limits, strings, styles, starts_in_1904):
        self.rows = Rows(limits)
        self.strings, self.styles, self.starts_in_1904 = strings, styles, starts_in_1904
        self.line = self.column = 0
        self.kind = self.style = self.reference = ""
        self.pieces, self.length, self.is_read, self.has_formula = [], 0, False, False

    def start(self, name, given):
        if name == "c":
            self.reference = given.get("r", "")
            self.column = self._column()
            self.kind, self.style = given.get("t", "n"), given.get("s", "")
            self.pieces, self.length, self.has_formula = [], 0, False
        elif name == "row":
            number = given.get("r", "")
            self.line = int(number) if number.isdecimal() and len(number) < 9 else self.line + 1
            self.column = 0
            self.rows.begin(self.line)
        elif name in ("v", "t"):
            self.is_read = name == "v" or self.kind == "inlineStr"
        elif name == "rPh":
            self.kind = "spoken" if self.kind == "inlineStr" else self.kind
        elif name == "f":
            self.has_formula = True

    def _column(self):
        found = _REFERENCE.fullmatch(self.reference)
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
        if self.kind == "s":
            if not raw.strip().isdecimal() or len(raw) > 9 or int(raw) >= len(self.strings):
                raise broken()
            return self.strings[int(raw)]
        if self.kind == "n":
            return self._number(raw.strip())
        if self.kind == "b":
            return {"1": "TRUE", "0": "FALSE"}.get(raw.strip(), raw)
        if self.kind == "d":
            return raw.partition("T")[0]
        return _plain(raw) if self.kind in ("inlineStr", "str") else raw

    def _number(self, raw):
        if not raw:
            if self.has_formula:
                raise ValidationError(
                    _("Cell %(cell)s holds a formula without its result: save the file anew in the spreadsheet."),
                    params={"cell": self.reference},
                    code="formula",
                )
            return ""
        try:
            value = Decimal(raw)
        except InvalidOperation:
            return raw
        parts, is_time = self._format()
        day = formats.day_of_serial(value, self.starts_in_1904) if parts and value.is_finite() else None
        if day:
            return formats.shown(day, parts)
        if is_time and 0 <= value < 1:
            minutes = round(value * 1440)
            return f"{minutes // 60:02}:{minutes % 60:02}"
        return number_text(value)

    def _format(self):
        number = int(self.style) if self.style.isdecimal() and len(self.style) < 9 else 0
        return self.styles[number] if number < len(self.styles) else (set(), False)
