"""A selection as a file: exactly what the list holds, in its order, public facts only, nothing that is ever run."""

import csv
import json
import re
import zipfile
from datetime import date, timedelta
from io import BytesIO, StringIO
from xml.etree import ElementTree

import pytest

from agreements import exports
from agreements.models import Document
from tests import factories

pytestmark = pytest.mark.django_db

FORMATS = ["csv", "json", "xlsx", "ods"]
ODS = "{urn:oasis:names:tc:opendocument:xmlns:"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def content(client, kind, query="", language="/en"):
    response = client.get(f"{language}/conventions.{kind}{query}")
    assert response.status_code == 200
    return response.getvalue()


def sheet(workbook, number):
    """The cells of a sheet of a workbook, row by row; a formula has no place in it."""
    with zipfile.ZipFile(BytesIO(workbook)) as file:
        tree = ElementTree.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))
    assert list(tree.iter(f"{SHEET}f")) == []
    rows = [{letters(cell): text(cell) for cell in row} for row in tree.iter(f"{SHEET}row")]
    return [[row.get(letter, "") for letter in "ABCDEFGHIJKLMNOPQR"] for row in rows]


def letters(cell):
    return re.match("[A-Z]+", cell.get("r"))[0]


def text(cell):
    """Days are numbers counted from the end of 1899; all else is a text."""
    if cell.get("t") is None:
        return str(date(1899, 12, 30) + timedelta(days=int(cell.find(f"{SHEET}v").text)))
    assert cell.get("t") == "inlineStr"
    written = "".join(part.text or "" for part in cell.iter(f"{SHEET}t"))
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), written)


def open_document(file, number):
    """The cells of a sheet of an OpenDocument, row by row."""
    with zipfile.ZipFile(BytesIO(file)) as packed:
        tree = ElementTree.fromstring(packed.read("content.xml"))
    tables = list(tree.iter(f"{ODS}table:1.0}}table"))
    return [[open_text(cell) for cell in row] for row in tables[number - 1].iter(f"{ODS}table:1.0}}table-row")]


def open_text(cell):
    if day := cell.get(f"{ODS}office:1.0}}date-value"):
        return day
    return "\n".join(map(paragraph, cell))


def paragraph(element):
    spaces = " " * int(element.get(f"{ODS}text:1.0}}c", 0)) or {"tab": "\t"}.get(element.tag.rpartition("}")[2], "")
    inside = "".join(paragraph(child) + (child.tail or "") for child in element)
    return spaces + (element.text or "") + inside


def table(client, kind, query=""):
    """The headings and the rows of a file, as texts."""
    file = content(client, kind, query)
    if kind == "xlsx":
        headings, *rows = sheet(file, 1)
    elif kind == "ods":
        headings, *rows = open_document(file, 1)
    elif kind == "csv":
        headings, *rows = csv.reader(StringIO(file.decode("utf-8-sig")), delimiter=";")
    else:
        agreements = json.loads(file)["agreements"]
        headings = list(agreements[0]) if agreements else []
        rows = [[" | ".join(v) if isinstance(v, list) else v or "" for v in row.values()] for row in agreements]
    return headings, rows


def references(client, kind, query=""):
    return [row[0] for row in table(client, kind, query)[1]]


@pytest.fixture
def memorandum():
    """An agreement of which every public column is filled."""
    cese = factories.institution(name="Conseil économique", country=factories.country())
    kuwaiti = factories.institution(name="Haut conseil", country=factories.country("KW"))
    made = factories.agreement(
        [cese, kuwaiti],
        title="Mémorandum d’entente",
        title_ar="مذكرة تفاهم",
        kind="memorandum",
        signed_on="2019-04-09",
        entry_into_force_on="2019-05",
        ends_on="2024",
        renewal="express",
        place="Rabat",
    )
    made.themes.add(factories.theme("ess", name="Économie sociale"))
    factories.programme([made], title="Programme pilote")
    factories.source([made], url="https://example.org/memo")
    return made


# --- What the file holds -------------------------------------------------------------------------
def test_a_file_holds_exactly_the_selection_in_order_of_signature(client, mixed, monkeypatch):
    monkeypatch.setattr(exports, "CHUNK", 3)
    for query, asked in [("", {}), ("?kind=convention&year_from=2011", {"kind": "convention", "year_from": "2011"})]:
        expected = [row.reference for row in mixed.selected(asked, date.today())]
        assert len(expected) > 6
        assert [references(client, kind, query) for kind in FORMATS] == [expected] * len(FORMATS)


@pytest.mark.parametrize("rows", [2, 3, 4, 6])
def test_a_file_of_any_length_is_whole(client, monkeypatch, rows):
    monkeypatch.setattr(exports, "CHUNK", 3)
    made = [factories.agreement(signed_on="2015" if number % 2 else None).reference for number in range(rows)]

    assert sorted(references(client, "csv")) == made


@pytest.mark.parametrize("query", ["?q=memorandum", "?party=nobody&q=memorandum", "?sort=title&page=9&older=1&q=memo"])
def test_pages_and_orders_of_the_list_do_not_change_the_file(client, memorandum, query):
    factories.agreement(title="Autre")

    assert [references(client, kind, query) for kind in FORMATS] == [[memorandum.reference]] * len(FORMATS)


@pytest.mark.parametrize("kind", FORMATS)
def test_an_empty_selection_is_an_empty_file(client, memorandum, kind):
    assert references(client, kind, "?q=introuvable") == []


@pytest.mark.parametrize("kind", FORMATS)
def test_every_public_fact_stands_in_its_column(client, memorandum, kind):
    headings, [row] = table(client, kind, "?on=2020-01-01")

    facts = dict(zip(headings, row, strict=True))
    named = {"json": ["parties", "signed_on", "state"]}.get(kind, ["parties", "signed on", "state"])
    assert [facts[name] for name in named] == ["Conseil économique | Haut conseil", "2019-04-09", "in force"]
    assert [value for value in row if value != facts.get("changed_at", facts.get("last change"))] == [
        memorandum.reference,
        "memorandum of understanding",
        "Mémorandum d’entente",
        "مذكرة تفاهم",
        "",
        "Conseil économique | Haut conseil",
        "Kuwait | Morocco",
        "2019-04-09",
        "Rabat",
        "2019-05",
        "2024",
        "express",
        "in force",
        "Économie sociale",
        "Programme pilote",
        "https://example.org/memo",
        f"http://testserver/en/conventions/{memorandum.reference}/",
    ]


def test_the_states_are_those_of_the_day_asked_for(client, memorandum):
    states = [table(client, "csv", f"?on={day}")[1][0][12] for day in ("2019-01-01", "2019-04-10", "2025-01-01")]

    assert states == ["under negotiation", "not yet in force", "expired"]


def test_headings_and_labels_speak_the_language_of_the_page(client, memorandum):
    french = content(client, "csv", language="").decode("utf-8-sig")
    arabic = content(client, "csv", language="/ar").decode("utf-8-sig")

    assert (french.split(";")[0], "mémorandum d’entente" in french) == ("référence", True)
    assert "المغرب" in arabic
    assert "Koweït" in french


def test_a_file_is_named_after_its_day_and_says_its_type(client, memorandum):
    responses = [client.get(f"/en/conventions.{kind}?on=2020-01-31") for kind in FORMATS]

    assert [(response["Content-Type"].split(";")[0], response["Content-Disposition"]) for response in responses] == [
        ("text/csv", 'attachment; filename="agreements-2020-01-31.csv"'),
        ("application/json", 'attachment; filename="agreements-2020-01-31.json"'),
        (
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="agreements-2020-01-31.xlsx"',
        ),
        ("application/vnd.oasis.opendocument.spreadsheet", 'attachment; filename="agreements-2020-01-31.ods"'),
    ]


def test_a_file_says_what_was_asked_of_which_register(client, memorandum):
    factories.identity(name="Registre d’essai", name_en="Test register")
    query = "?q=memorandum&on=2020-01-31&kind=memorandum"

    about = json.loads(content(client, "json", query))
    notes = sheet(content(client, "xlsx", query), 2)

    assert {name: about[name] for name in about if name != "agreements"} == {
        "register": "Test register",
        "address": f"http://testserver/en/conventions.json{query}",
        "states_as_of": "2020-01-31",
        "language": "en",
    }
    assert [[cell.replace("\u00a0", " ") for cell in row[:2]] for row in notes] == [
        ["Register", "Test register"],
        ["Address", f"http://testserver/en/conventions.xlsx{query}"],
        ["States as of", "31 January 2020"],
        ["Search", "memorandum"],
        ["State as of", "2020-01-31"],
        ["Kind", "memorandum of understanding"],
    ]


@pytest.mark.parametrize("kind", ["pdf", "xls", "exe", "CSV", "html"])
def test_another_format_is_not_found(client, memorandum, kind):
    assert client.get(f"/conventions.{kind}").status_code == 404


# --- What it does not hold -----------------------------------------------------------------------
CANARY = "Canari"


@pytest.mark.parametrize("kind", FORMATS)
def test_nothing_that_is_not_public_stands_in_a_file(client, memorandum, private_documents, kind):
    hidden = {"publication": "draft"}
    body = factories.institution(
        name=f"{CANARY} 1", acronym=CANARY, country=factories.country("PT", name_en=f"{CANARY} 2"), **hidden
    )
    factories.former_name(body, name=f"{CANARY} 3")
    factories.party(memorandum, body, name_at_signature="Nom d’alors")
    factories.agreement([body], title=f"{CANARY} 4", **hidden)
    factories.programme([memorandum], title=f"{CANARY} 5", **hidden)
    factories.meeting([memorandum], title=f"{CANARY} 6", **hidden)
    factories.document(memorandum, title=f"{CANARY} 7", visibility=Document.Visibility.STAFF)

    file = content(client, kind)
    opened = {"xlsx": sheet, "ods": open_document}.get(kind)
    read = str([opened(file, 1), opened(file, 2)]) if opened else file.decode()

    assert CANARY not in read
    assert "Portugal" not in read
    assert "Nom d’alors" in read
    assert references(client, kind) == [memorandum.reference]


@pytest.mark.parametrize("kind", FORMATS)
def test_a_draft_is_in_no_file_whatever_is_asked(client, memorandum, kind):
    factories.agreement(title="Brouillon", publication="draft")

    for query in ["", "?q=brouillon", "?kind=convention", "?year_to=2030"]:
        assert "Brouillon" not in str(table(client, kind, query))


# --- What could be run ---------------------------------------------------------------------------
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "\t=1+1", "\r=1+1", "＝1+1"]


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_text_that_looks_like_a_formula_stays_a_text(client, formula):
    factories.agreement(title=formula, title_ar=f"{formula}ا")

    titles = [table(client, kind)[1][0][2] for kind in FORMATS]

    read = formula.replace("\r", "\n")
    assert titles == [f"'{formula}", formula, f"'{formula}", f"'{read}"]


def test_every_cell_of_a_workbook_is_a_plain_text(client, memorandum):
    memorandum.title_fr = "https://example.org/ mailto:a@example.org internal:Sheet2!A1"
    memorandum.title_en, memorandum.place_fr = "2019", "{=SUM(A1:A3)}"
    memorandum.save()

    workbook = content(client, "xlsx")

    assert sheet(workbook, 1)[1][2:5:2] == [memorandum.title_fr, "2019"]
    with zipfile.ZipFile(BytesIO(workbook)) as file:
        names = file.namelist()
        assert file.testzip() is None
    assert not [name for name in names if "vba" in name.lower() or "externalLink" in name or "rels/sheet" in name]


HOSTILE = [
    '"; DROP TABLE "',
    "a;b\nc\r\nd",
    "</t></is><f>1+1</f>",
    "<script>&amp;\u2028]]>",
    "\u202eabc\u200b",
    "😀 \uffff",
    "\x01\x1f\x7f",
    "_x0041_",
]


@pytest.mark.parametrize("title", HOSTILE)
def test_any_text_comes_back_from_every_file_as_it_is(client, title):
    factories.agreement(title=title)

    *others, in_document = [table(client, kind)[1][0][2] for kind in FORMATS]
    assert others == [title] * 3
    assert in_document == re.sub("[\x01\x1f\uffff]", "", title.replace("\r\n", "\n"))


def test_a_text_longer_than_a_cell_is_cut_in_the_workbook_only(client, memorandum):
    for number in range(3):
        factories.theme(f"theme-{number}", name=f"{number}" * 120)
    memorandum.themes.set([f"theme-{number}" for number in range(3)])
    for number in range(90):
        factories.source([memorandum], url=f"https://example.org/{number:03}/" + "a" * 450)

    [xlsx_row], [csv_row] = table(client, "xlsx")[1], table(client, "csv")[1]

    assert len(csv_row[15]) > 32_767
    assert csv_row[15].startswith(xlsx_row[15].removesuffix("…"))
    assert len(xlsx_row[15]) == 32_767
