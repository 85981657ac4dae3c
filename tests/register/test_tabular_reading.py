from io import BytesIO

import pytest
from django.core.exceptions import ValidationError

from register.tabular.reading import Sheet, check_characters, open_sheet
from register.tabular.writing import text


def sheet(content, known=("code", "titre", "année")):
    file = BytesIO(content if isinstance(content, bytes) else content.encode())
    found = open_sheet(file, lambda heading: heading in known)
    return Sheet(found.headings, list(found.rows))


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_semicolons_commas_and_tabs_are_read(delimiter):
    read_back = sheet(f"code{delimiter}titre\nA{delimiter}Un\n")

    assert (read_back.headings, read_back.rows) == (["code", "titre"], [(2, ["A", "Un"])])


def test_the_known_headings_decide_on_the_delimiter_not_the_number_of_cells():
    assert sheet("code;titre, a, b, c\nA;Un, deux, trois\n").rows == [(2, ["A", "Un, deux, trois"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encodings_of_spreadsheets_are_read(encoding):
    assert sheet("code;année\nA;été « 2015 »\n".encode(encoding)).rows == [(2, ["A", "été « 2015 »"])]


def test_lines_are_counted_as_a_spreadsheet_shows_them():
    content = 'code;titre\n"A";"deux\nlignes"\n\n;\nB;Un\n'

    assert sheet(content).rows == [(2, ["A", "deux\nlignes"]), (5, ["B", "Un"])]


def test_what_is_written_is_read_back_headings_too():
    rows = [["=1+1", 'un "mot"; deux'], ["'=x", "-5"]]
    content = "".join(text.lines(["=titre", "code"], rows))

    read_back = sheet(content)

    assert content.startswith("\ufeff'=titre;code\r\n'=1+1;")
    assert (read_back.headings, [cells for _line, cells in read_back.rows]) == (["=titre", "code"], rows)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"code;titre\n", "empty"),
        (b"\xff\xfec", "encoding"),
        (b'code;titre\n"A;Un\n', "csv"),
        (b"code;titre\nA;" + b"x" * 200_000, "csv"),
        (b"code;" * 300 + b"titre\nA\n", "columns"),
        (b"code;titre\n" + b"A;Un\n" * 5001, "rows"),
        (b"code;titre\n" + b"A;Un\n" * 2_200_000, "size"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(content, code):
    with pytest.raises(ValidationError) as refused:
        sheet(content)

    assert refused.value.code == code


def test_five_thousand_lines_are_read():
    assert len(sheet(b"code;titre\n" + b"A;Un\n" * 5000).rows) == 5000


@pytest.mark.parametrize("character", ["\0", "\x1b", "\x7f", "\u202e", "\u2066"])
def test_invisible_characters_that_change_a_text_are_refused(character):
    with pytest.raises(ValidationError, match=f"U\\+{ord(character):04X}"):
        check_characters(f"a{character}b")


def test_line_breaks_and_the_marks_of_arabic_are_no_invisible_characters():
    check_characters("العربيّة\u200f\nfrançais\t\u200e")
