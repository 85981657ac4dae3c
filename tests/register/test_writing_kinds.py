"""Tables in every kind of file: sent as they are made, all cells there, nothing that is ever run."""

import json
from datetime import date
from decimal import Decimal
from itertools import count

import pytest

from register.tabular.escape import restore
from register.tabular.writing import KINDS, Table
from register.tabular.writing.gathering import PIECE
from tests.opened import opened

SHEETS = ["csv", "plain", "xlsx", "ods"]
WORKBOOKS = ["xlsx", "ods"]


def written(kind, rows=(), headings=("code", "titre"), **more):
    table = Table(title="Conventions", headings=list(headings), rows=iter(rows), **more)
    return b"".join(KINDS[kind].pieces(table))


def rows_of(kind, rows, headings=("code", "titre")):
    """What stands in the file: the first of its sheets, or the records."""
    content = written(kind, rows, headings)
    if kind == "json":
        return [list(record.values()) for record in json.loads(content)["records"]]
    return next(iter(opened(kind, content).values()))[1:]


# --- Texts ---------------------------------------------------------------------------------------
LIVE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\n=1+1",
    "==1+1",
    "=cmd|' /C calc'!A0",
    "-cmd|' /C calc'!A0",
    "＝1+1",
    " =1+1",
    '"=1+1',
    "'=1+1",
    "''=1+1",
    "\u2060=1+1",
    "\u061c+1",
    '=HYPERLINK("http://example.org")',
]


@pytest.mark.parametrize("kind", SHEETS)
@pytest.mark.parametrize("text", LIVE)
def test_a_formula_is_marked_in_every_column_and_heading_and_comes_back(kind, text):
    sheets = opened(kind, written(kind, [[text, text]], [text, f"{text} 2"]))

    headings, row = next(iter(sheets.values()))
    assert row == [f"'{text}"] * 2
    assert headings == [f"'{text}", f"'{text} 2"]
    assert [restore(cell) for cell in [*row, *headings]] == [text, text, text, f"{text} 2"]


@pytest.mark.parametrize("text", LIVE)
def test_json_holds_formulas_as_they_are(text):
    assert rows_of("json", [[text, "x"]]) == [[text, "x"]]


@pytest.mark.parametrize("kind", WORKBOOKS)
@pytest.mark.parametrize("text", ["\x01=1+1", "\ufffe=1+1", "\r=1+1", "\x00\t@SUM(A1)"])
def test_what_xml_cannot_hold_hides_no_formula(kind, text):
    [[cell, _other]] = rows_of(kind, [[text, "x"]])

    assert cell.startswith("'")


HOSTILE = [
    "]]> & &amp; <b> </t></is><f>1+1</f>",
    "  deux  espaces   ",
    "une\nligne\n\n  autre",
    "a\tb",
    "a;b,c|d \"e\" 'f'",
    "_x0041_ _x005F_ _x",
    "العربيّة \u200fثنائية 😀 𝒞",
    "\u00a0insécable\u202f!",
    "\u2028 \u0085 \x7f",
    "001",
    "2015-11",
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_any_other_text_stands_in_the_file_as_it_is(kind, text):
    assert rows_of(kind, [[text, text]]) == [[text, text]]


@pytest.mark.parametrize(("kind", "kept"), [("csv", "a\x01b"), ("xlsx", "a\x01b"), ("ods", "ab"), ("json", "a\x01b")])
def test_a_control_character_is_left_out_where_the_format_has_no_way_to_write_it(kind, kept):
    assert rows_of(kind, [["a\x01b", "x"]]) == [[kept, "x"]]


@pytest.mark.parametrize("kind", KINDS)
def test_half_a_character_does_not_break_the_file(kind):
    [[_cell, other]] = rows_of(kind, [["a\ud800b", "x"]])

    assert other == "x"


# --- Typed cells ---------------------------------------------------------------------------------
TYPED = [date(2019, 4, 9), Decimal("1250000.50"), 12, -5, Decimal("0.00"), None, "", "fin"]


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_days_and_numbers_are_typed_in_workbooks(kind):
    assert rows_of(kind, [TYPED], range_of(TYPED)) == [
        [date(2019, 4, 9), Decimal("1250000.50"), Decimal(12), Decimal(-5), Decimal(0), "", "", "fin"]
    ]


def range_of(cells):
    return [f"c{number}" for number in range(len(cells))]


@pytest.mark.parametrize(("kind", "amounts"), [("csv", ["1250000,50", "0,00"]), ("plain", ["1250000.50", "0.00"])])
def test_days_and_numbers_are_written_as_the_readers_of_a_text_expect(kind, amounts):
    expected = ["2019-04-09", amounts[0], "12", "-5", amounts[1], "", "", "fin"]

    assert rows_of(kind, [TYPED], range_of(TYPED)) == [expected]


def test_amounts_are_exact_texts_in_json():
    assert rows_of("json", [TYPED], range_of(TYPED)) == [["2019-04-09", "1250000.50", 12, -5, "0.00", None, "", "fin"]]


@pytest.mark.parametrize("kind", WORKBOOKS)
@pytest.mark.parametrize("number", [10**15, -(10**17), Decimal("12345678901234.56"), Decimal("NaN"), True])
def test_a_number_that_a_spreadsheet_would_round_or_misread_stays_a_text(kind, number):
    assert rows_of(kind, [[number, "x"]]) == [[str(number), "x"]]


@pytest.mark.parametrize(
    ("kind", "day", "cell"),
    [
        ("xlsx", date(1900, 3, 1), date(1900, 3, 1)),
        ("xlsx", date(1900, 2, 28), "1900-02-28"),
        ("ods", date(1900, 2, 28), date(1900, 2, 28)),
        ("ods", date(1582, 10, 15), date(1582, 10, 15)),
        ("ods", date(1582, 10, 14), "1582-10-14"),
        ("xlsx", date(2999, 12, 31), date(2999, 12, 31)),
    ],
)
def test_a_day_that_a_spreadsheet_would_count_wrongly_stays_a_text(kind, day, cell):
    assert rows_of(kind, [[day, "x"]]) == [[cell, "x"]]


# --- Sizes ---------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", KINDS)
def test_no_rows_make_a_file_of_headings(kind):
    assert rows_of(kind, []) == []


@pytest.mark.parametrize("kind", SHEETS)
def test_rows_that_are_empty_keep_their_line(kind):
    found = rows_of(kind, [["", None], ["x", ""], [None, None], ["y", "z"]])

    assert [[cell for cell in row if cell] for row in found] == [[], ["x"], [], ["y", "z"]]


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_bytes_leave_before_any_row_is_asked_for_and_few_rows_wait(kind):
    asked = count()
    rows = ([f"CC-{next(asked)}", "x" * 100] for _number in range(10_000))
    pieces = KINDS[kind].pieces(Table(title="t", headings=["code", "titre"], rows=rows))

    first = next(pieces)
    before = next(asked)
    taken = [next(asked) for piece in pieces]

    assert (bool(first), before) == (True, 0)
    assert len(taken) > 5
    # A packed piece holds what several pieces were before.
    assert max(later - earlier for earlier, later in zip([before, *taken], taken, strict=False)) <= 40 * PIECE // 100


@pytest.mark.parametrize("kind", KINDS)
def test_an_answer_that_nobody_reads_to_the_end_is_given_up(kind):
    pieces = KINDS[kind].pieces(Table(title="t", headings=["a"], rows=([str(n)] for n in count())))

    next(pieces)

    assert pieces.close() is None


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_fail_break_the_file_off(kind):
    def rows():
        yield ["a", "b"]
        raise ValueError("the database is gone")

    with pytest.raises(ValueError, match="gone"):
        written(kind, rows())


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_make_the_same_bytes(kind):
    assert written(kind, [["a", "b"]]) == written(kind, [["a", "b"]])
