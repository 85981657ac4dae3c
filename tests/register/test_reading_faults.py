"""What is no value, or was not meant to be seen, is never taken for one: an error of its cell, or passed over."""

import json
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from agreements.resources import AgreementResource
from register.tabular.reading import check_cell, open_sheet
from tests.hostile_files import HEAD, HEAD_ROW, cell_of, csv, ods, open_row, sheet, xlsx

pytestmark = pytest.mark.django_db


def rows(content):
    return [cells for _line, cells in open_sheet(BytesIO(content), lambda heading: heading == "reference").rows]


def of_xlsx(cell, **parts):
    return rows(xlsx(sheet=sheet(f"{HEAD_ROW}<row>{cell_of('x')}{cell}</row>"), **parts))[0][1:]


def of_ods(cell):
    first = '<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>'
    return rows(ods(f"{HEAD}<table:table-row>{first}<table:table-cell {cell}</table:table-cell></table:table-row>"))[0][
        1:
    ]


def errors(content):
    """(line, column, value) of the errors of a file."""
    return [(error.line, error.column, error.value) for error in AgreementResource().plan_file(content).errors]


@pytest.mark.parametrize(
    "error", ["#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#NOM ?", "#VALEUR !", "Err:502"]
)
def test_an_error_of_a_spreadsheet_is_an_error_of_its_cell(error):
    in_ods = f'office:value-type="string" office:string-value=""><text:p>{error}</text:p>'

    assert of_xlsx(f'<c t="e"><v>{error}</v></c>') == of_ods(in_ods) == [error]
    with pytest.raises(ValidationError, match=error.replace("?", "[?]")):
        check_cell(error)


def test_an_error_that_nobody_knows_is_one_too():
    [error] = of_xlsx('<c t="e"><v>#NEW</v></c>')

    with pytest.raises(ValidationError):
        check_cell(error)


@pytest.mark.parametrize("text", ["#1", "# Titre", "#Solidarité!", "Err", "Erreur: 502 dossiers", "=1+1", "N/A"])
def test_other_texts_are_no_errors(text):
    check_cell(text)


@pytest.mark.parametrize("cell", ["<f>1+1</f>", "<f>1+1</f><v/>", '<f t="shared" si="0"/>', "<f>1+1</f><v></v>"])
@pytest.mark.parametrize("kind", ["n", "str", "b", "e", "d"])
def test_a_formula_of_a_workbook_without_result_is_an_error_of_its_cell(cell, kind):
    found = of_xlsx(f'<c t="{kind}">{cell}</c>')

    is_empty_text = kind == "str" and "<v" in cell
    assert [text.strip() for text in found] == ([] if is_empty_text else ["=…"])


@pytest.mark.parametrize("kind", ["", 'office:value-type="float"', 'office:value-type="date"'])
def test_a_formula_of_an_open_document_without_result_is_an_error_of_its_cell(kind):
    assert of_ods(f'table:formula="of:=1+1" {kind}>') == ["=…"]


def test_a_formula_may_result_in_no_text():
    assert of_ods('table:formula="of:=A1" office:value-type="string" office:string-value="">') == []


def test_faulty_cells_are_said_by_line_column_and_value():
    content = xlsx([["reference", "title_fr", "kind"], ["CC-0001", "#REF!", "convention"]])

    assert (2, "Title (French)", "#REF!") in errors(content)


def test_a_bad_byte_among_utf8_is_an_error_of_its_cell():
    content = csv([["", "convention", "Prêt d’été", "2015"], ["", "convention", "Pr?t", "2015"]]).replace(b"?", b"\xea")

    assert [error for error in errors(content) if "\ufffd" in error[2]] == [(3, "Title (French)", "Pr\ufffdt")]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1256"])
def test_code_pages_are_still_read_as_they_are_meant(encoding):
    texts = {
        "cp1252": ["SOCIÉTÉ\xa0» n° 1", "L’été « À LA CITÉ… »"],
        "cp1256": ["حفظ، نفط؛ خطأ، اتفاقية»", "اتفاق التعاون"],
    }
    content = csv([["A", "", text, ""] for text in texts[encoding]], encoding=encoding)

    assert [cells[2] for cells in rows(content)] == texts[encoding]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["اتفاقية التعاون بين المجلس والوزارة", "ⵜⴰⵎⵙⵙⵓⵔⵜ ⵏ ⵓⵎⴰⵔⵓ", "Coopération"])
def test_utf16_without_its_mark_is_known_in_every_script(encoding, text):
    assert rows(f"{text};reference\r\n{text};1\r\n".encode(encoding)) == [[text, "1"]]


def test_hidden_tables_are_passed_over():
    style = '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="a">%s</style:style>'
    hidden = style % '<style:table-properties table:display="false"/>'
    seen = f"<table:table>{HEAD}{open_row(['seen'])}</table:table>"

    assert rows(ods(HEAD + open_row(["hidden"]), hidden, ' table:style-name="a"', seen)) == [["seen"]]


def test_what_the_format_of_an_iso_date_hides_stays_hidden():
    styles = '<styleSheet xmlns="x"><cellXfs><xf/><xf numFmtId="17"/></cellXfs></styleSheet>'

    assert of_xlsx('<c t="d" s="1"><v>2015-11-01T00:00:00</v></c>', styles=styles) == ["2015-11"]


@pytest.mark.parametrize(("code", "text"), [("0%", "12.5%"), ("[h]:mm", "03:00"), ("#,##0 [$MAD]", "0.125")])
def test_a_number_is_read_as_its_format_shows_it(code, text):
    styles = (
        f'<styleSheet xmlns="x"><numFmts><numFmt numFmtId="200" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="200"/></cellXfs></styleSheet>'
    )

    assert of_xlsx('<c s="1"><v>0.125</v></c>', styles=styles) == [text]


def test_a_name_that_stands_twice_in_a_record_is_not_decided_upon():
    with pytest.raises(ValidationError) as refused:
        rows(b'[{"a": "x"}, {"a": "x", "a": "y"}]')

    assert (refused.value.code, refused.value.params) == ("twice", {"number": 2})


def test_numbers_of_json_are_read_as_they_are_written():
    assert rows(b'[{"a": 12345678901234.56, "b": 1e5, "c": 0.10}]') == [["12345678901234.56", "100000", "0.10"]]


def test_a_bad_byte_in_json_is_told_by_its_place():
    with pytest.raises(ValidationError) as refused:
        rows(json.dumps([{"a": "été"}], ensure_ascii=False, indent=1).encode("cp1252"))

    assert refused.value.params == {"line": 3, "column": 9}
