"""Workbooks as spreadsheets write them, and as nobody should: read within limits, or refused with a sentence."""

import zipfile
from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from xlsxwriter import Workbook

from register.tabular.reading import Limits, check_cell, check_characters, open_sheet

SMALL = Limits(size=10**6, rows=100, columns=20, cell=1000, unpacked=10**6)


def rows(content, known=("code", "titre"), limits=SMALL):
    sheet = open_sheet(BytesIO(content), lambda heading: heading in known, limits)
    return [sheet.headings, *(cells for _line, cells in sheet.rows)]


def xlsx(write, **options):
    file = BytesIO()
    with Workbook(file, options) as book:
        sheet = book.add_worksheet("Feuille")
        sheet.write_row(0, 0, ["code", "titre"])
        write(book, sheet)
    return file.getvalue()


def cell(value, shown=None, **options):
    """What is read of one cell, written under a number format."""
    content = xlsx(
        lambda book, sheet: sheet.write(1, 0, value, book.add_format({"num_format": shown} if shown else {})), **options
    )
    return rows(content)[1][0]


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (date(2015, 11, 23), "dd/mm/yyyy", "2015-11-23"),
        (date(2015, 11, 1), "mmm yyyy", "2015-11"),
        (date(2015, 11, 1), '"novembre" yyyy', "2015"),
        (date(2015, 1, 1), "yyyy", "2015"),
        (date(2015, 11, 23), "[$-40C]d mmmm yyyy;@", "2015-11-23"),
        (datetime(2015, 11, 23, 14, 5), "dd/mm/yyyy hh:mm", "2015-11-23"),
        (date(1900, 2, 28), "d/m/yy", "1900-02-28"),
        (date(1900, 3, 1), "d/m/yy", "1900-03-01"),
        (time(14, 5), "hh:mm", "14:05"),
        (1250000, None, "1250000"),
        (1250000.5, "# ##0.00", "1250000.5"),
        (0.1 + 0.2, None, "0.3"),
        (1e21, None, "1000000000000000000000"),
        (42331, None, "42331"),
        (2015, None, "2015"),
        (-5, None, "-5"),
        (True, None, "TRUE"),
        ("  deux\nlignes ", None, "  deux\nlignes "),
        ("العربيّة", None, "العربيّة"),
        ("_x0041_", None, "_x0041_"),
    ],
)
def test_a_cell_is_read_as_its_reader_sees_it(value, shown, text):
    assert cell(value, shown) == text


def test_days_are_counted_from_1904_where_the_workbook_says_so():
    assert cell(date(2015, 11, 23), "dd/mm/yyyy", date_1904=True) == "2015-11-23"


def test_the_result_of_a_formula_is_read():
    content = xlsx(lambda book, sheet: sheet.write_formula(1, 0, "=1+1", None, 2))

    assert rows(content)[1] == ["2"]


def test_a_formula_without_result_is_an_error_of_its_cell():
    [_headings, cells] = rows(xlsx(lambda book, sheet: sheet.write_formula(1, 1, "=A9", None, "")))

    with pytest.raises(ValidationError, match="formul"):
        check_cell(cells[1])


def test_gaps_stay_where_they_are():
    def write(book, sheet):
        sheet.write(4, 1, "x")

    sheet = open_sheet(BytesIO(xlsx(write)), lambda heading: True, SMALL)

    assert list(sheet.rows) == [(5, ["", "x"])]


def test_hidden_sheets_are_passed_over():
    file = BytesIO()
    with Workbook(file) as book:
        hidden, seen = book.add_worksheet(), book.add_worksheet()
        hidden.hide()
        seen.activate()
        hidden.write(0, 0, "secret")
        seen.write_column(0, 0, ["code", "A"])

    assert rows(file.getvalue()) == [["code"], ["A"]]


def test_headings_are_found_below_a_title():
    def write(book, sheet):
        sheet.write_row(0, 0, ["Conventions du ministère", "2024", "page 1"])
        sheet.write_row(2, 0, ["code", "titre"])
        sheet.write_row(3, 0, ["A", "Un"])

    sheet = open_sheet(BytesIO(xlsx(write)), lambda heading: heading in ("code", "titre"), SMALL)

    assert (sheet.headings, list(sheet.rows)) == (["code", "titre"], [(4, ["A", "Un"])])


def packed(**parts):
    """A zip of parts; dots and slashes are spelt __ and _of_ in the names given."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as book:
        for name, text in parts.items():
            book.writestr(name.replace("__", "."), text)
    return file.getvalue()


def changed(part, text):
    """A workbook of which one part says something else."""
    content, file = xlsx(lambda book, sheet: sheet.write(1, 0, "A")), BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, text(old.read(name).decode()) if name == part else old.read(name))
    return file.getvalue()


SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGH = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (changed(SHEET, lambda text: text.replace('r="A2"', 'r="XFD2"')), "columns"),
        (changed(SHEET, lambda text: text.replace('<row r="2"', '<row r="1048576"')), "rows"),
        (changed(SHEET, lambda text: text.replace('<row r="2"', '<row r="1"')), "order"),
        (changed(SHEET, lambda text: text + "x"), "damaged"),
        (changed(SHEET, lambda text: "<a>" * 200), "damaged"),
        (changed(SHEET, lambda text: f'<a b="{"x" * 400_000}"/>'), "damaged"),
        (changed(SHEET, lambda text: f"<a><!--{'x' * 400_000}--></a>"), "damaged"),
        (changed(SHEET, lambda text: '<?xml version="1.0" encoding="hex"?><a/>'), "damaged"),
        (changed(SHEET, lambda text: '<?xml version="1.0" encoding="utf-7"?><a/>'), "damaged"),
        (changed(SHEET, lambda text: '<sheetData><c r="A1"><v>1</v></c></sheetData>'), "damaged"),
        (changed(SHEET, lambda text: LAUGH), "entities"),
        (changed(STRINGS, lambda text: LAUGH), "entities"),
        (changed("xl/workbook.xml", lambda text: LAUGH), "entities"),
        (changed("xl/styles.xml", lambda text: OUTSIDE), "entities"),
        (changed(STRINGS, lambda text: text.replace("titre", "x" * 2000)), "cell"),
        (changed(STRINGS, lambda text: text + " " * 20_000_000), "unpacked"),
        (changed(STRINGS, lambda text: "<sst>" + "<si/>" * 1_000_001 + "</sst>"), "unpacked"),
        (changed(STRINGS, lambda text: "<sst/>"), "damaged"),
        (packed(**{"[Content_Types]__xml": "", "xl/workbook__xml": "<x/>"}), "damaged"),
        (packed(**{"[Content_Types]__xml": "", "xl/workbook__bin": ""}), "kind"),
        (packed(**{"xl/vbaProject__bin": "", "xl/workbook__xml": ""}), "kind"),
        (packed(lisez="moi"), "kind"),
        (xlsx(lambda book, sheet: None)[:-40], "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kind"),
        (b"%PDF-1.7\n", "kind"),
        (b"\x1f\x8b\x08", "kind"),
        (b"\xef\xbb\xbf<html><table><tr><td>code", "kind"),
        (b'<?xml version="1.0"?><Workbook/>', "kind"),
        (b'[{"code": "A"', "json"),
        (b'{"a": [{}], "b": [{}]}', "json"),
        (b'[{"code": {"x": 1}}]', "json"),
        (b"[" * 100_000, "json"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(content, code):
    with pytest.raises(ValidationError) as refused:
        rows(content)

    assert refused.value.code == code
    assert refused.value.messages[0].endswith(".")


def test_a_million_texts_are_too_many():
    with pytest.raises(ValidationError) as refused:
        rows(
            changed(STRINGS, lambda text: "<sst>" + "<si/>" * 1_000_001 + "</sst>"),
            limits=Limits(size=10**6, rows=100, unpacked=10**8, elements=10**7),
        )

    assert refused.value.code == "strings"


def test_records_of_json_are_read():
    content = b'{"agreements": [{"code": "A", "titre": ["Un", "Deux"]}, {"code": 2, "autre": null, "vrai": true}]}'

    assert rows(content) == [["code", "titre", "autre", "vrai"], ["A", "Un | Deux", "", ""], ["2", "", "", "TRUE"]]


ODS = """<?xml version="1.0"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0">
<office:automatic-styles>
 <number:date-style style:name="N1"><number:month/><number:text>/</number:text><number:year/></number:date-style>
 <style:style style:name="ce1" style:data-style-name="N1"/>
</office:automatic-styles>
<office:body><office:spreadsheet><table:table table:name="Feuille">
<table:table-column/><table:table-column table:default-cell-style-name="ce1" table:number-columns-repeated="3"/>
<table:table-row><CELL KIND="string"><text:p>code</text:p></CELL>
 <CELL KIND="string"><text:p>titre</text:p></CELL></table:table-row>
%s
<table:table-row table:number-rows-repeated="1048000">
 <CELL table:number-columns-repeated="16384"/></table:table-row>
</table:table><table:table><table:table-row><CELL KIND="string"><text:p>autre</text:p>
</CELL></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def ods(row):
    return document(f"<table:table-row>{row}</table:table-row>")


def document(rows_of_it):
    """An OpenDocument sheet; its most frequent names are written short in this file."""
    return packed(
        content__xml=(ODS % rows_of_it).replace("CELL", "table:table-cell").replace("KIND", "office:value-type")
    )


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ('<CELL KIND="date" office:date-value="2015-11-23"/>', "2015-11-23"),
        (
            '<CELL table:style-name="ce1" KIND="date" office:date-value="2015-11-01"/>',
            "2015-11",
        ),
        (
            '<CELL KIND="float" office:value="1250000"><text:p>1 M</text:p></CELL>',
            "1250000",
        ),
        ('<CELL KIND="currency" office:value="0.5"/>', "0.5"),
        ('<CELL KIND="boolean" office:boolean-value="true"/>', "TRUE"),
        (
            '<CELL KIND="string"><text:p>un<text:s text:c="2"/><text:span>deux</text:span></text:p>'
            "<text:p>trois<text:line-break/>x</text:p></CELL>",
            "un  deux\ntrois\nx",
        ),
        (
            '<CELL KIND="string"><office:annotation><text:p>note</text:p></office:annotation>'
            "<text:p>texte</text:p></CELL>",
            "texte",
        ),
    ],
)
def test_a_cell_of_an_open_document_is_read_as_its_reader_sees_it(written, text):
    assert rows(ods(written))[1] == [text]


def test_the_format_of_a_column_holds_for_cells_that_have_none():
    found = rows(ods('<CELL/><CELL KIND="date" office:date-value="2015-11-01"/>'))

    assert found[1] == ["", "2015-11"]


def test_repeated_cells_and_rows_are_read_within_limits():
    written = '<CELL table:number-columns-repeated="2" KIND="string"><text:p>x</text:p></CELL>'
    rows_of_it = f'<table:table-row table:number-rows-repeated="3">{written}</table:table-row>'

    assert rows(document(rows_of_it))[1:] == [["x", "x"]] * 3


@pytest.mark.parametrize(("repeated", "code"), [("columns", "columns"), ("rows", "rows")])
def test_repetitions_beyond_the_limits_are_refused_at_once(repeated, code):
    written = '<CELL%s KIND="string"><text:p>x</text:p></CELL>'
    at_cell = written % ' table:number-columns-repeated="16384"' if repeated == "columns" else written % ""
    row = ' table:number-rows-repeated="1000000"' if repeated == "rows" else ""

    with pytest.raises(ValidationError) as refused:
        rows(document(f"<table:table-row{row}>{at_cell}</table:table-row>"))

    assert refused.value.code == code


def test_a_cell_of_an_open_document_outside_its_row_is_passed_over():
    alone, inside = (f'<CELL KIND="string"><text:p>{text}</text:p></CELL>' for text in "xy")

    assert rows(document(f"{alone}<table:table-row>{inside}</table:table-row>"))[1:] == [["y"]]


def test_half_a_character_is_refused_where_it_stands():
    [_headings, [text, _other]] = rows(b'[{"code": "a\\ud800", "titre": "x"}]')

    with pytest.raises(ValidationError, match="U\\+FFFD"):
        check_characters(text)


def test_a_text_of_empty_lines_is_refused_before_its_end():
    with pytest.raises(ValidationError) as refused:
        rows(b"code;titre\n" + b"\n" * 100_000 + b"A;Un\n")

    assert refused.value.code == "rows"
