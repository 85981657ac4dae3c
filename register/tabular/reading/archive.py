"""The parts of a zipped workbook, unpacked piece by piece within limits: what its headers say of sizes may be a lie."""

import zipfile
import zlib
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.reading.limits import MB

MOST_PARTS = 2000
# XML of workbooks is rarely packed more than thirty times; beyond this it is made to burst.
MOST_RATIO = 1000
DEEPEST = 100
PIECE = 64 * 1024
# Bytes of a tag or a comment: one that is not complete is read again with every piece.
LONGEST_TAG = 2 * PIECE


class Archive:
    """A zip file of which each part is read at most within ``limits.unpacked`` bytes for all of them together."""

    def __init__(self, file, limits):
        try:
            self._zip = zipfile.ZipFile(file)
            self.names = set(self._zip.namelist())
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise broken() from None
        # Of two parts of one name each program would read another.
        if len(self.names) < len(self._zip.infolist()):
            raise broken()
        if len(self.names) > MOST_PARTS:
            raise ValidationError(
                _("This workbook is made of more than %(limit)s parts."), params={"limit": MOST_PARTS}, code="parts"
            )
        self._limits, self._left, self._elements = limits, limits.unpacked, limits.elements

    def parse(self, name, start=None, end=None, data=None, most=None):
        """Read a part as XML: yields after each piece, while the handlers are called with plain local names.

        A part of more than ``most`` bytes is taken for damaged.
        """
        if name not in self.names:
            raise broken()
        parser, fed = self._parser(start, end, data), 0
        try:
            for piece in self._pieces(name):
                # A cell has three attributes at most; more of them take their time as elements do.
                self.spend(piece.count(b"<") - piece.count(b"</") + piece.count(b"=") // 4)
                parser.Parse(piece, False)
                fed += len(piece)
                if fed - parser.CurrentByteIndex > LONGEST_TAG or (most and fed > most):
                    raise broken()
                yield
            parser.Parse(b"", True)
        except (expat.ExpatError, LookupError, ValueError):
            # The last two are of encodings that are not known, or that no XML can be in.
            raise broken() from None
        yield

    def _pieces(self, name):
        info = self._zip.getinfo(name)
        if info.file_size > MOST_RATIO * max(info.compress_size, 1) and info.file_size > MB:
            raise too_large(self._limits.unpacked)
        try:
            with self._zip.open(info) as part:
                while piece := part.read(PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise too_large(self._limits.unpacked)
                    yield piece
        except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError, zlib.error):
            raise broken() from None

    def _parser(self, start, end, data):
        """An expat parser that knows elements by their local names, and takes neither a DTD nor an entity."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        depth = 0

        def begin(name, attributes):
            nonlocal depth
            depth += 1
            if depth > DEEPEST:
                raise broken()
            if start:
                start(name.rpartition(" ")[2], attributes)

        def finish(name):
            nonlocal depth
            depth -= 1
            if end:
                end(name.rpartition(" ")[2])

        parser.StartElementHandler, parser.EndElementHandler = begin, finish
        parser.CharacterDataHandler = data
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
        return parser

    def spend(self, number):
        """Count what takes the time of so many elements."""
        self._elements -= number
        if self._elements < 0:
            raise ValidationError(
                _("This workbook is made of more than %(limit)s elements: delete empty lines, or divide it."),
                params={"limit": self._limits.elements},
                code="elements",
            )


def _refuse(*_declared):
    sentence = _("This workbook defines entities, as only an attack does: it is not read.")
    raise ValidationError(sentence, code="entities")


def broken():
    return ValidationError(_("This workbook is damaged: open it in the spreadsheet and save it anew."), code="damaged")


def too_large(limit):
    """The refusal of a workbook that comes to more than ``limit`` bytes once unpacked, or once its texts are read."""
    return ValidationError(
        _("Unpacked, this workbook is larger than %(limit)s MB: divide it."),
        params={"limit": limit // MB},
        code="unpacked",
    )
