"""What a file is, by its first bytes and never by its name."""

import json
import zipfile
import zlib

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.reading import objects, ods, text, xlsx
from register.tabular.reading.archive import broken
from register.tabular.reading.limits import MB

_SAVE = _("In the spreadsheet, save it as XLSX, ODS or CSV.")
_OTHERS = [
    (b"\xd0\xcf\x11\xe0", _("This is an old Excel workbook, or one that a password protects.")),
    (b"%PDF", _("This is a PDF document, in which cells cannot be told apart.")),
    (b"\x1f\x8b", _("This is a packed file: unpack it first.")),
    (b"\x89PNG", _("This is a picture.")),
    (b"\xff\xd8\xff", _("This is a picture.")),
    (b"GIF8", _("This is a picture.")),
    (b"{\\rtf", _("This is a text document.")),
]
_MARKUP = ("<!doctype html", "<html", "<?xml", "<table")
_TEXT = _("This is a text document.")
# What the parts of a zip, or the type that it states itself, say of it.
_DOCUMENTS = [
    ("word/document.xml", _TEXT),
    ("ppt/presentation.xml", _("This is a presentation.")),
    ("opendocument.text", _TEXT),
    ("opendocument.presentation", _("This is a presentation.")),
    ("opendocument.graphics", _("This is a picture.")),
]


def reader_of(file):
    """The function that reads the rows of a binary file: ``rows(file, limits, is_heading)``. Raises ValidationError."""
    start = file.read(512)
    file.seek(0)
    for mark, sentence in _OTHERS:
        if start.startswith(mark):
            raise _refused(sentence)
    if start.startswith(b"PK"):
        return _workbook(file)
    plain = start.decode(json.detect_encoding(start), "ignore").lstrip().lower()
    if plain.startswith(_MARKUP):
        raise _refused(_("This is a web page or another XML file, whatever its name says."))
    if plain.startswith(("[{", "[[", "[\n", "[\r", "[ ", "[]", "{")):
        return objects.rows
    return text.rows


def _refused(sentence):
    return ValidationError(f"{sentence} {_SAVE}", code="kind")


def _workbook(file):
    try:
        with zipfile.ZipFile(file) as packed:
            infos = packed.infolist()
            names = {info.filename for info in infos}
            says = _start_of(packed, "mimetype", names)
            manifest = _start_of(packed, "META-INF/manifest.xml", names)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise broken() from None
    file.seek(0)
    if any(info.flag_bits & 1 for info in infos) or "encryption-data" in manifest or "encrypted-package" in names:
        raise ValidationError(_("A password protects this workbook: save it without one."), code="kind")
    for mark, sentence in _DOCUMENTS:
        if mark in names or mark in says:
            raise _refused(sentence)
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refused(_("This workbook holds macros."))
    if "content.xml" in names:
        return lambda file, limits, is_heading: ods.rows(file, limits)
    if "[Content_Types].xml" in names and any(name.endswith(("workbook.xml", "workbook2.xml")) for name in names):
        return lambda file, limits, is_heading: xlsx.rows(file, limits)
    raise _refused(_("This is a packed file, but no workbook that can be read."))


def _start_of(packed, name, names):
    """The first part of a text in the zip, or nothing; whether it is locked is said by the zip itself."""
    if name not in names or packed.getinfo(name).flag_bits & 1:
        return ""
    with packed.open(name) as part:
        return part.read(MB).decode("utf-8", "replace")
