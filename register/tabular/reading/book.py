"""What an Excel workbook says before its cells: where its parts are, the texts that cells share, how numbers show."""

import re
from posixpath import join, normpath
from sys import getsizeof

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.reading import formats
from register.tabular.reading.archive import broken, too_large
from register.tabular.reading.cells import all_hidden
from register.tabular.reading.limits import MB

MOST_STRINGS = 1_000_000
# Excel takes some 65,000 styles, some hundred formats of their own, and 255 characters in each.
MOST_STYLES, MOST_FORMATS, LONGEST_FORMAT = 100_000, 10_000, 255
# Bytes of a part that does no more than name the others.
LARGEST_INDEX = 8 * MB
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def _read(archive, name, start=None, end=None, data=None, most=None):
    for _piece in archive.parse(name, start, end, data, most):
        pass


def _attribute(attributes, name):
    """An attribute by its local name: those of relations stand in a namespace that differs from version to version."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), None)


class Book:
    """Where the parts of the workbook are, as its own index says."""

    def __init__(self, archive):
        self.starts_in_1904, self.shown, self.is_hidden = False, [], False
        root = self._relations(archive, "_rels/.rels")
        self.path = next((target for kind, target in root.values() if kind == "officeDocument"), "xl/workbook.xml")
        self.path = self.path.lstrip("/")
        _read(archive, self.path, self._element, most=LARGEST_INDEX)
        folder, _slash, base = self.path.rpartition("/")
        relations = self._relations(archive, f"{folder}/_rels/{base}.rels")
        self.targets = {
            key: (kind, normpath(join(folder, target)).lstrip("/")) for key, (kind, target) in relations.items()
        }

    def _relations(self, archive, name):
        """{id: (kind, target)} of a part that says what belongs to another."""
        found = {}

        def start(name, given):
            if name == "Relationship" and given.get("TargetMode") != "External":
                found[given.get("Id")] = (given.get("Type", "").rpartition("/")[2], given.get("Target", ""))

        _read(archive, name, start, most=LARGEST_INDEX)
        return found

    def _element(self, name, given):
        if name == "workbookPr":
            self.starts_in_1904 = given.get("date1904") in ("1", "true")
        elif name == "sheet" and given.get("state", "visible") != "visible":
            self.is_hidden = True
        elif name == "sheet":
            self.shown.append(_attribute({k: v for k, v in given.items() if k != "sheetId"}, "id"))

    @property
    def sheet(self):
        """The first sheet of cells that its reader sees; charts are sheets too."""
        targets = (self.targets.get(key, ("", "")) for key in self.shown)
        found = next((target for kind, target in targets if kind == "worksheet"), None)
        if found is None:
            raise all_hidden() if self.is_hidden and not self.shown else broken()
        return found

    @property
    def strings(self):
        return self._part("sharedStrings")

    @property
    def styles(self):
        return self._part("styles")

    def _part(self, wanted):
        return next((target for kind, target in self.targets.values() if kind == wanted), None)


class Strings:
    """The texts that cells share, by number. Runs of one text are joined; how it is pronounced is left out."""

    def __init__(self, archive, part, limits):
        self.texts, self._archive, self._limits, self._left = [], archive, limits, limits.texts
        self._run, self._length, self._is_text, self._is_spoken = [], 0, False, False
        if part in archive.names:
            _read(archive, part, self._start, self._end, self._data)

    def _start(self, name, given):
        if name == "rPh":
            self._is_spoken = True
        self._is_text = name == "t" and not self._is_spoken

    def _end(self, name):
        self._is_text = False
        if name == "rPh":
            self._is_spoken = False
        elif name == "si":
            self._keep(plain("".join(self._run), self._archive))
            self._run, self._length = [], 0

    def _keep(self, text):
        self._left -= getsizeof(text)
        if self._left < 0:
            raise too_large(self._limits.texts)
        self.texts.append(text)
        if len(self.texts) > MOST_STRINGS:
            raise ValidationError(
                _("This workbook holds more than %(limit)s different texts: divide it."),
                params={"limit": MOST_STRINGS},
                code="strings",
            )

    def _data(self, text):
        # The end of a text that is too long is not kept: the first cell that shows it is refused by its line.
        if self._is_text and self._length <= self._limits.cell:
            self._run.append(text)
            self._length += len(text)


def plain(text, archive):
    """A text with the characters that XML cannot hold, which stand in it by their numbers."""
    if "_x" not in text:
        return text
    archive.spend(text.count("_x"))
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def styles(archive, part):
    """What the format of each style of a cell shows (``formats.Shown``)."""
    codes, numbers, inside = {}, [], []

    def start(name, given):
        inside.append(name)
        if name == "numFmt":
            codes[_number(given)] = given.get("formatCode", "")[:LONGEST_FORMAT]
        elif name == "xf" and "cellXfs" in inside:
            numbers.append(_number(given))
        if len(codes) > MOST_FORMATS or len(numbers) > MOST_STYLES:
            raise broken()

    if part in archive.names:
        _read(archive, part, start, lambda name: inside.pop())
    known = {number: formats.shown_by(number, codes.get(number)) for number in set(numbers)}
    return [known[number] for number in numbers]


def _number(given):
    number = given.get("numFmtId", "0")
    return int(number) if number.isdecimal() and len(number) < 10 else 0
