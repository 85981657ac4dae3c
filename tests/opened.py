"""Files of tables opened again as a spreadsheet does: {name of the sheet: rows}. Cells are texts, Decimals or dates."""

import csv
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO, StringIO
from xml.etree import ElementTree

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ODF = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = f"{_ODF}table:1.0}}", f"{_ODF}office:1.0}}", f"{_ODF}text:1.0}}"
# The place of the style of days among those of the workbook.
_DAY = "3"


def opened(kind, content):
    """The sheets of a file of any kind but JSON."""
    if kind in ("xlsx", "ods"):
        return {"xlsx": xlsx, "ods": ods}[kind](content)
    text = content.decode("utf-8-sig" if kind == "csv" else "utf-8")
    return {"": list(csv.reader(StringIO(text), delimiter={"csv": ";", "plain": ","}[kind], strict=True))}


def part(content, name):
    """The root of a part of a workbook."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        assert file.testzip() is None
        return ElementTree.fromstring(file.read(name))


def xlsx(content):
    links = part(content, "xl/_rels/workbook.xml.rels")
    targets = {link.get("Id"): f"xl/{link.get('Target')}" for link in links}
    sheets = part(content, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    return {sheet.get("name"): _rows(part(content, targets[sheet.get(_LINK)])) for sheet in sheets}


def _rows(tree):
    """Each as wide as its last cell; a formula has no place in it."""
    assert list(tree.iter(f"{_MAIN}f")) == []
    rows = []
    for row in tree.iter(f"{_MAIN}row"):
        assert int(row.get("r")) == len(rows) + 1
        cells = {_column(cell.get("r"), row): _value(cell) for cell in row}
        rows.append([cells.get(number, "") for number in range(1, max(cells, default=0) + 1)])
    return rows


def _column(place, row):
    letters = place.removesuffix(row.get("r"))
    return sum((ord(letter) - 64) * 26**power for power, letter in enumerate(reversed(letters)))


def _value(cell):
    if cell.get("t") is None:
        number = cell.find(f"{_MAIN}v").text
        return date(1899, 12, 30) + timedelta(days=int(number)) if cell.get("s") == _DAY else Decimal(number)
    assert cell.get("t") == "inlineStr"
    written = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), written)


def ods(content):
    tables = part(content, "content.xml").iter(f"{_TABLE}table")
    return {table.get(f"{_TABLE}name"): _lines(table) for table in tables}


def _lines(table):
    """Rows that repeat an empty one are passed over."""
    rows = [row for row in table.iter(f"{_TABLE}table-row") if row.get(f"{_TABLE}number-rows-repeated") is None]
    return [[shown for cell in row for shown in [_shown(cell)] * _times(cell)] for row in rows]


def _times(cell):
    return int(cell.get(f"{_TABLE}number-columns-repeated", 1))


def _shown(cell):
    assert cell.get(f"{_TABLE}formula") is None
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "float":
        return Decimal(cell.get(f"{_OFFICE}value"))
    if kind == "date":
        return date.fromisoformat(cell.get(f"{_OFFICE}date-value"))
    text = "\n".join(map(_paragraph, cell))
    assert cell.get(f"{_OFFICE}string-value", text) == text
    return text


def _paragraph(element):
    """Its text, in which runs of spaces and tabs are elements."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append({"s": " " * int(child.get(f"{_TEXT}c", 1)), "tab": "\t"}[child.tag.removeprefix(_TEXT)])
        pieces.append(child.tail or "")
    return "".join(pieces)
