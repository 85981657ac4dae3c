"""What workbooks have beyond their cells: names of sheets, what stays in sight, words to choose between, limits."""

import zipfile
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from register.tabular.reading import check_characters
from register.tabular.writing import KINDS, Table, ods, sheets, xlsx
from register.tabular.writing.sheets import CUT
from register.tabular.writing.xlsx_cells import LONGEST_CELL
from tests.opened import opened, part

KINDS_OF_BOOKS = ["xlsx", "ods"]
CONFIG = "{urn:oasis:names:tc:opendocument:xmlns:config:1.0}"
HEADINGS = ["code", "titre"]
FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-1"]


def book(kind, rows=(), title="Conventions", headings=("code", "titre"), **more):
    return b"".join(KINDS[kind].pieces(Table(title=title, headings=list(headings), rows=iter(rows), **more)))


def text_of(kind, content):
    """The XML of the sheets."""
    names = {"xlsx": "xl/worksheets/", "ods": "content.xml"}
    with zipfile.ZipFile(BytesIO(content)) as file:
        return "".join(file.read(name).decode() for name in file.namelist() if name.startswith(names[kind]))


# --- The archive ---------------------------------------------------------------------------------
def test_an_open_document_begins_with_what_it_is_in_plain_bytes():
    content = book("ods")

    assert content[30:84] == b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"
    assert int.from_bytes(content[6:8], "little") == 0


def test_a_workbook_begins_with_the_types_of_its_parts():
    assert book("xlsx")[30:49] == b"[Content_Types].xml"


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_the_archive_is_of_the_plain_form_that_excel_reads(kind):
    """Version 4.5 is that of the form for large files."""
    content = book(kind, [["a", "b"]])

    with zipfile.ZipFile(BytesIO(content)) as file:
        places = [info.header_offset for info in file.infolist()]
    assert {content[place + 4] for place in places} == {20}
    assert {content[place + 18 : place + 26] for place in places[1:]} == {bytes(8)}


def test_every_part_of_a_workbook_is_linked_and_has_its_type():
    content = book("xlsx", about=[("a", "b")], choices={0: ["oui"]})

    with zipfile.ZipFile(BytesIO(content)) as file:
        names = set(file.namelist())
    links = {f"xl/{link.get('Target')}" for link in part(content, "xl/_rels/workbook.xml.rels")}
    assert names == links | {"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"}


# --- Sheets --------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_a_second_sheet_says_where_the_rows_come_from(kind):
    about = [("Registre", "Essai"), *((formula, formula) for formula in FORMULAS), ("Vide", "")]

    sheets = opened(kind, book(kind, [["a", "b"]], about_title="À propos", about=about))

    assert list(sheets) == ["Conventions", "À propos"]
    assert [row[:2] for row in sheets["À propos"]][:-1] == [
        ["Registre", "Essai"],
        *([f"'{formula}"] * 2 for formula in FORMULAS[:-1]),
        ["-1", "-1"],
    ]


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("=1+1", "1+1"),
        ("@＝ SUM", "SUM"),
        ("Conventions [a]:*?/\\ l'été", "Conventions a l été"),
        ("x" * 40, "x" * 31),
        ("", "1"),
        ("\x01 &<\"é\"> 'العربية'", '&<"é"> العربية'),
        ("choices", "choices 2"),
    ],
)
def test_the_name_of_a_sheet_is_one_that_spreadsheets_take(kind, title, name):
    assert list(opened(kind, book(kind, title=title))) == [name]


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_no_two_sheets_have_the_same_name(kind):
    assert list(opened(kind, book(kind, title="Titre", about_title="TITRE", about=[("a", "b")]))) == [
        "Titre",
        "TITRE 2",
    ]


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_rows_beyond_the_last_line_of_a_sheet_go_on_in_another(kind, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINES", 4)
    rows = [[str(number), "x"] for number in range(7)]

    found = opened(kind, book(kind, rows, about_title="À propos", about=[("a", "b")]))

    assert list(found) == ["Conventions", "Conventions 2", "Conventions 3", "À propos"]
    assert {name: len(lines) for name, lines in found.items()} == {
        "Conventions": 4,
        "Conventions 2": 4,
        "Conventions 3": 2,
        "À propos": 1,
    }
    assert {tuple(lines[0]) for name, lines in found.items() if name != "À propos"} == {("code", "titre")}
    assert [lines[1:] for lines in found.values()][:3] == [rows[:3], rows[3:6], rows[6:]]


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_a_sheet_that_is_just_full_has_no_empty_follower(kind, monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINES", 4)

    assert list(opened(kind, book(kind, [["a", "b"]] * 3))) == ["Conventions"]


def test_a_sheet_of_excel_ends_where_its_part_is_large_enough(monkeypatch):
    monkeypatch.setattr(xlsx, "LARGEST_SHEET", 10)

    found = opened("xlsx", book("xlsx", [["a", "b"], ["c", "d"], ["e", "f"]]))

    assert [lines[1:] for lines in found.values()] == [[["a", "b"]], [["c", "d"]], [["e", "f"]]]


# --- Looks ---------------------------------------------------------------------------------------
def test_headings_stay_in_sight_are_bold_and_filter_the_rows_in_excel():
    text = text_of("xlsx", book("xlsx", [["a", "b"], ["c", "d"]]))

    assert 'ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"' in text
    assert '<c r="A1" s="1" t="inlineStr">' in text
    assert '<autoFilter ref="A1:B3"/>' in text


def test_headings_stay_in_sight_are_bold_and_filter_the_rows_in_an_open_document():
    content = book("ods", [["a", "b"], ["c", "d"]], title='L"été & co')
    text = text_of("ods", content)

    entries = part(content, "settings.xml").iter(f"{CONFIG}config-item-map-entry")
    assert [entry.get(f"{CONFIG}name") for entry in entries] == [None, 'L"été & co']
    assert 'table:style-name="heading"' in text
    assert "'L&quot;été &amp; co'.A1:'L&quot;été &amp; co'.B3" in text


@pytest.mark.parametrize(("kind", "sign"), [("xlsx", 'rightToLeft="1"'), ("ods", 'table:style-name="right"')])
def test_every_sheet_of_an_arabic_workbook_runs_from_right_to_left(kind, sign):
    about = [("a", "b")]

    arabic = text_of(kind, book(kind, about=about, right_to_left=True))

    assert arabic.count(sign) == 2
    assert sign not in text_of(kind, book(kind, about=about))


def test_wide_headings_make_wide_columns():
    text = text_of("xlsx", book("xlsx", headings=["a", "un titre assez long pour une colonne", "x" * 90]))

    assert text.count('width="14"') == text.count('width="40"') // 2 == 1


# --- Words to choose between ---------------------------------------------------------------------
CHOICES = {0: ["oui", "non"], 27: ["a,b", 'c"d', "é'f;"]}
WIDE = [f"c{number}" for number in range(28)]


@pytest.mark.parametrize("kind", KINDS_OF_BOOKS)
def test_the_words_of_a_column_stand_on_a_sheet_that_is_hidden(kind):
    content = book(kind, headings=WIDE, choices=CHOICES)

    assert [row[:2] for row in opened(kind, content)["choices"]] == [["oui", "a,b"], ["non", 'c"d'], ["", "é'f;"]]
    with zipfile.ZipFile(BytesIO(content)) as file:
        index = file.read({"xlsx": "xl/workbook.xml", "ods": "content.xml"}[kind]).decode()
    assert {"xlsx": 'name="choices" sheetId="2" state="hidden"', "ods": 'name="choices" table:style-name="hidden"'}[
        kind
    ] in index


def test_a_column_of_excel_offers_its_words_below_the_heading():
    rules = part(book("xlsx", headings=WIDE, choices=CHOICES), "xl/worksheets/sheet1.xml")

    found = [(rule.get("sqref"), rule[0].text) for rule in rules.iter() if rule.tag.endswith("dataValidation")]
    assert found == [("A2:A5000", "choices!$A$1:$A$2"), ("AB2:AB5000", "choices!$B$1:$B$3")]


def test_a_column_of_an_open_document_offers_its_words_on_each_line():
    text = text_of("ods", book("ods", [["x"] * 28], headings=WIDE, choices=CHOICES))

    assert 'table:condition="of:cell-content-is-in-list([$choices.$B$1:.$B$3])"' in text
    assert "base-cell-address=\"'Conventions'.AB2\"" in text
    assert [text.count(f'validation-name="words{number}"') for number in CHOICES] == [2, 2]
    assert '<table:table-row table:number-rows-repeated="5000">' in text


# --- Long texts ----------------------------------------------------------------------------------
LONG = "é" * (LONGEST_CELL + 1)


def test_a_text_longer_than_a_cell_of_excel_ends_in_a_mark_and_is_named_on_the_second_sheet():
    found = opened("xlsx", book("xlsx", [["a", "b"], ["c", LONG]], about_title="À propos"))

    cell = found["Conventions"][2][1]
    assert (len(cell), cell) == (LONGEST_CELL, LONG[: LONGEST_CELL - len(CUT)] + CUT)
    assert found["À propos"] == [["Cut after 32767 characters", "B3"]]


def test_a_text_that_is_cut_on_a_further_sheet_is_named_with_it(monkeypatch):
    monkeypatch.setattr(sheets, "MOST_LINES", 2)

    found = opened("xlsx", book("xlsx", [["a", LONG], ["c", LONG]], about_title="À propos"))

    assert [place for _words, place in found["À propos"]] == ["B2", "Conventions 2 B2"]


def test_a_text_that_was_cut_cannot_be_brought_in():
    cell = opened("xlsx", book("xlsx", [["c", LONG]]))["Conventions"][1][1]

    with pytest.raises(ValidationError):
        check_characters(cell)


@pytest.mark.parametrize("kind", ["csv", "plain", "ods"])
def test_other_kinds_hold_long_texts_whole(kind):
    assert next(iter(opened(kind, book(kind, [["c", LONG]])).values()))[1][1] == LONG


def test_excel_counts_a_rare_character_as_two():
    found = opened("xlsx", book("xlsx", [["😀" * 16_383, "😀" * 16_384]]))["Conventions"][1]

    assert found[0] == "😀" * 16_383
    assert found[1] == "😀" * 16_381 + CUT


def test_a_long_text_that_just_fits_is_whole():
    assert opened("xlsx", book("xlsx", [["é" * LONGEST_CELL, ""]]))["Conventions"][1] == ["é" * LONGEST_CELL]


# --- The largest document ------------------------------------------------------------------------
SHORT = ods.row(["one", "two"])


@pytest.mark.parametrize("of_a_sheet", [3, 100])
def test_a_document_that_holds_no_more_says_so_in_its_last_line(monkeypatch, of_a_sheet):
    monkeypatch.setattr(sheets, "MOST_LINES", of_a_sheet)
    monkeypatch.setattr(ods, "LARGEST_DOCUMENT", 4 * len(SHORT))

    found = opened("ods", book("ods", [["one", "two"]] * 6, about_title="About", about=[("a", "b")]))

    *rows, last = [line for name, lines in found.items() if name != "About" for line in lines if line != HEADINGS]
    assert rows == [["one", "two"]] * 4
    assert last == [f"The rows end here: an ODS file holds no more. CSV holds them all.{CUT}"]
    assert found["About"] == [["a", "b"]]
    with pytest.raises(ValidationError):
        check_characters(last[0])


def test_a_document_that_holds_just_its_rows_is_whole(monkeypatch):
    monkeypatch.setattr(ods, "LARGEST_DOCUMENT", 6 * len(SHORT))

    assert opened("ods", book("ods", [["one", "two"]] * 6))["Conventions"] == [HEADINGS, *[["one", "two"]] * 6]


def test_the_largest_document_is_counted_in_bytes(monkeypatch):
    monkeypatch.setattr(ods, "LARGEST_DOCUMENT", 2 * len(SHORT))

    assert len(opened("ods", book("ods", [["اتفاقية", "للتعاون"]] * 2))["Conventions"]) == 3


def test_cells_with_nothing_in_them_are_written_once():
    content = book("ods", [["", "b", None, "", None, "f", None]], headings="abcdefg")

    assert opened("ods", content)["Conventions"][1] == ["", "b", "", "", "", "f", ""]
    assert text_of("ods", content).count("<table:table-cell/>") == 2
    assert text_of("ods", content).count('<table:table-cell table:number-columns-repeated="3"/>') == 1
