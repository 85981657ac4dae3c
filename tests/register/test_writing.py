"""Files out: sent while they are read, read back as they were, nothing in them ever run."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree

import pytest

from register.tabular.escape import neutralise
from register.tabular.reading import BY_COMMAND, open_sheet
from register.tabular.writing import KINDS, Table
from register.tabular.writing.sheets import letters

PAYLOADS = [
    *("=1+1", "+1+1", "-1+1", "@SUM(1)", "\t=1", "\n=1", "==1", "=cmd|' /C calc'!A0", "＝1", " =1", '"=1"', "'=1"),
    *("-5", "'", "''", "a\n=1", "]]>&<b>", "  deux  ", "a\tb", "_x0041_", "العربيّة", "😀"),
]


def written(kind, **given):
    return b"".join(KINDS[kind].pieces(Table(**{"title": "Feuille", "headings": ["a", "b"]} | given)))


def read(content):
    sheet = open_sheet(BytesIO(content), lambda heading: heading in "ab", BY_COMMAND)
    return [sheet.headings, *(cells for _line, cells in sheet.rows)]


@pytest.mark.parametrize("kind", KINDS)
def test_every_text_comes_back_as_it_was(kind):
    rows = [[text, f"x{text}"] for text in PAYLOADS]

    assert read(written(kind, rows=rows)) == [["a", "b"], *rows]


@pytest.mark.parametrize("kind", KINDS)
def test_headings_come_back_as_they_were(kind):
    content = written(kind, headings=["=a", "b"], names=["=a", "b"], rows=[["1", "2"]])

    assert read(content) == [["=a", "b"], ["1", "2"]]


@pytest.mark.parametrize(
    "text", [*PAYLOADS, "", "é", "_", '"', ";", "a;b", "a,b", "a\r\nb", '"\r=1', "½", "٣", "\u0301"]
)
@pytest.mark.parametrize("place", range(3))
@pytest.mark.parametrize(("kind", "delimiter"), [("csv", ";"), ("plain", ",")])
def test_a_line_is_marked_and_quoted_wherever_the_text_stands(kind, delimiter, text, place):
    cells = ["un", "", "trois"]
    cells[place] = text
    content = written(kind, headings=["a", "b", "c"], rows=[cells]).decode("utf-8-sig")

    _headings, line = csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)
    assert line == list(map(neutralise, cells))
    assert content.endswith("\r\n")


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_no_cell_of_a_workbook_is_a_formula_or_begins_like_one(kind):
    content = written(kind, rows=[[text, text] for text in PAYLOADS], about=[("=name", "=value")], title="=[x]:*?/\\")

    with zipfile.ZipFile(BytesIO(content)) as file:
        parts = [ElementTree.fromstring(file.read(name)) for name in file.namelist() if name.endswith(".xml")]
    elements = [element for part in parts for element in part.iter()]
    assert [e.tag for e in elements if e.tag.endswith("}f")] == []
    assert [name for e in elements for name in e.attrib if name.endswith("}formula")] == []
    cells = ["".join(e.itertext()) for e in elements if e.tag.endswith(("}c", "}table-cell"))]
    assert [text for text in cells if text.startswith(("=", "+", "@", "＝"))] == []


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_cells_are_typed(kind):
    found = read(
        written(kind, rows=[[Decimal("1250000.50"), date(2015, 11, 23)], [12, date(1850, 1, 2)], [None, "2015-11"]])
    )

    assert found[1:] == [["1250000.5", "2015-11-23"], ["12", "1850-01-02"], ["", "2015-11"]]


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_sent_while_it_is_read(kind):
    pulled = []

    def rows():
        for number in range(20_000):
            pulled.append(number)
            yield [f"texte {number} {number**7}", number]

    pieces = KINDS[kind].pieces(Table("Feuille", ["a", "b"], rows()))
    next(pieces)
    first = len(pulled)
    largest = max(map(len, pieces))

    assert first < 100
    assert len(pulled) == 20_000
    assert largest < 200_000


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_table_is_a_whole_file(kind):
    content = written(kind, rows=[])

    if kind in ("xlsx", "ods"):
        with zipfile.ZipFile(BytesIO(content)) as file:
            assert file.testzip() is None
    assert content


@pytest.mark.parametrize(("number", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_are_lettered(number, name):
    assert letters(number) == name
