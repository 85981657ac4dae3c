"""A selection as a file: exactly what the list holds, in its order, public facts only, nothing that is ever run."""

import json
import re
import zipfile
from datetime import UTC, date, datetime
from io import BytesIO
from urllib.parse import quote

import pytest
from django.utils import timezone
from django.utils.timezone import localtime
from django.utils.translation import override

from agreements import public_facts
from agreements.models import Agreement, Document, Programme
from register.tabular.writing.sheets import CUT
from tests import factories
from tests.opened import opened

pytestmark = pytest.mark.django_db

FORMATS = ["csv", "json", "xlsx", "ods", "plain"]


def content(client, kind, query="", language="/en"):
    response = client.get(f"{language}/conventions.{kind}{query}")
    assert response.status_code == 200
    return response.getvalue()


def table(client, kind, query=""):
    """The headings and the rows of a file, as texts."""
    file = content(client, kind, query)
    if kind == "json":
        agreements = json.loads(file)["agreements"]
        headings = list(agreements[0]) if agreements else []
        return headings, [
            [" | ".join(v) if isinstance(v, list) else v or "" for v in row.values()] for row in agreements
        ]
    headings, *rows = next(iter(opened(kind, file).values()))
    return headings, [[*map(str, row), *[""] * (len(headings) - len(row))] for row in rows]


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
    monkeypatch.setattr(public_facts, "CHUNK", 3)
    for query, asked in [("", {}), ("?kind=convention&year_from=2011", {"kind": "convention", "year_from": "2011"})]:
        expected = [row.reference for row in mixed.selected(asked, timezone.localdate())]
        assert len(expected) > 6
        assert [references(client, kind, query) for kind in FORMATS] == [expected] * len(FORMATS)


@pytest.mark.parametrize("rows", [2, 3, 4, 6])
def test_a_file_of_any_length_is_whole(client, monkeypatch, rows):
    monkeypatch.setattr(public_facts, "CHUNK", 3)
    made = [factories.agreement(signed_on="2015" if number % 2 else None).reference for number in range(rows)]

    assert sorted(references(client, "csv")) == made


@pytest.mark.parametrize("query", ["?q=memorandum", "?other=x&q=memorandum", "?sort=title&page=9&older=1&q=memo"])
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

    assert states == ["not yet signed", "not yet in force", "expired"]


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
        ("text/csv", 'attachment; filename="agreements-2020-01-31.csv"'),
    ]


LICENCE = {"licence": "CC BY 4.0", "licence_address": "https://creativecommons.org/licenses/by/4.0/"}
ASKED = "?q=memorandum&on=2020-01-31&kind=memorandum"


@pytest.fixture
def moment(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: datetime(2026, 11, 23, 14, 5, 30, tzinfo=UTC))


def test_machines_are_told_what_was_asked_of_which_register_and_when(client, memorandum, moment):
    factories.identity(name="Registre d’essai", name_en="Test register", **LICENCE)

    about = json.loads(content(client, "json", ASKED))

    assert {name: about[name] for name in about if name != "agreements"} == {
        "register": "Test register",
        "address": f"http://testserver/en/conventions.json{ASKED}",
        "states_as_of": "2020-01-31",
        "language": "en",
        "made_at": localtime().isoformat(),
        **LICENCE,
    }


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_second_sheet_says_what_was_asked_of_which_register_and_when(client, memorandum, moment, kind):
    factories.identity(name="Registre d’essai", name_en="Test register", **LICENCE)

    agreements, notes = opened(kind, content(client, kind, ASKED)).items()

    assert (agreements[0], notes[0]) == ("Agreements", "About this file")
    assert [[cell.replace("\u00a0", " ") for cell in row] for row in notes[1]] == [
        ["Register", "Test register"],
        ["Address", f"http://testserver/en/conventions.{kind}{ASKED}"],
        ["States as of", "31 January 2020"],
        ["Words searched for", "memorandum"],
        ["State as of", "31 January 2020"],
        ["Kind", "memorandum of understanding"],
        ["Made at", localtime().isoformat(" ", "minutes")],
        ["Licence", "CC BY 4.0 — https://creativecommons.org/licenses/by/4.0/"],
    ]


def test_the_list_says_under_which_licence_its_files_are(client, memorandum):
    assert "license" not in client.get("/en/conventions/").text

    factories.identity(**LICENCE)

    assert f'<a href="{LICENCE["licence_address"]}" rel="license">CC BY 4.0</a>' in client.get("/en/conventions/").text


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_a_day_is_a_day_in_a_workbook_and_a_month_or_a_year_is_not(client, memorandum, kind):
    headings, row = opened(kind, content(client, kind, "?on=2020-01-01"))["Agreements"]

    facts = dict(zip(headings, row, strict=True))
    assert (facts["signed on"], facts["entry into force"], facts["end"]) == (date(2019, 4, 9), "2019-05", "2024")


def test_the_list_offers_every_kind_of_file_of_a_selection_of_any_size(client, mixed, capped):
    page = client.get("/en/conventions/?kind=convention")

    files = page.context["filters"].files
    assert [(str(words), address) for words, address in files] == [
        (words, f"/en/conventions.{kind}?kind=convention")
        for words, kind in [
            ("CSV", "csv"),
            ("CSV with commas", "plain"),
            ("XLSX", "xlsx"),
            ("ODS", "ods"),
            ("JSON", "json"),
        ]
    ]
    assert len(references(client, "xlsx")) == len(references(client, "csv")) > 10


@pytest.mark.parametrize("kind", FORMATS)
def test_a_file_begins_to_leave_before_the_agreements_are_read(client, memorandum, kind, django_assert_num_queries):
    response = client.get(f"/en/conventions.{kind}")

    with django_assert_num_queries(0):
        assert next(iter(response.streaming_content))


@pytest.mark.parametrize("kind", ["pdf", "xls", "exe", "CSV", "html"])
def test_another_format_is_not_found(client, memorandum, kind):
    assert client.get(f"/conventions.{kind}").status_code == 404


def said_of(agreement):
    """What a file for machines holds of an agreement that was read whole."""
    institutions = [party.institution for party in agreement.parties.all() if party.institution.is_published]
    programmes = Programme.objects.published()
    own = programmes.filter(agreements=agreement) | programmes.filter(components__implementing_agreement=agreement)
    return {
        "reference": agreement.reference,
        "kind": agreement.get_kind_display(),
        **{name: getattr(agreement, name) for name in ("title_fr", "title_ar", "title_en")},
        "parties": [party.name for party in agreement.parties.all()],
        "countries": sorted({institution.country.name for institution in institutions if institution.country}),
        "signed_on": agreement.signed_on and agreement.signed_on.edtf,
        "place": agreement.place,
        "entry_into_force_on": agreement.entry_into_force_on and agreement.entry_into_force_on.edtf,
        "ends_on": agreement.ends_on and agreement.ends_on.edtf,
        "renewal": agreement.get_renewal_display(),
        "state": agreement.state_words,
        "themes": [theme.name for theme in agreement.themes.all()],
        "programmes": [programme.title for programme in own.distinct()],
        "sources": [source.url or source.title for source in agreement.sources.all()],
        "changed_at": agreement.changed_at.isoformat(timespec="seconds"),
        "address": f"http://testserver{agreement.get_absolute_url()}",
    }


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_the_facts_that_are_read_as_values_are_those_of_the_records(
    client, loaded_register, memorandum, monkeypatch, language
):
    monkeypatch.setattr(public_facts, "CHUNK", 7)
    factories.party(memorandum, factories.institution(name="", name_ar="مؤسسة"), name_at_signature_en="Then")
    factories.source([memorandum], url="")

    file = json.loads(content(client, "json", "?on=2020-01-01", "" if language == "fr" else f"/{language}"))

    with override(language):
        expected = {row.reference: said_of(row) for row in Agreement.objects.published().with_state(date(2020, 1, 1))}
    assert {row["reference"]: row for row in file["agreements"]} == expected
    assert len(file["agreements"]) == len(expected) > 14


@pytest.mark.parametrize(("count", "parts"), [(1, 1), (3, 1), (6, 2)])
def test_a_part_of_a_file_costs_a_fixed_number_of_queries(client, monkeypatch, django_assert_num_queries, count, parts):
    monkeypatch.setattr(public_facts, "CHUNK", 3)
    for number in range(count):
        agreement = factories.agreement([factories.institution(), factories.institution()], place="Rabat")
        agreement.themes.add(factories.theme())
        factories.programme([agreement])
        factories.source([agreement], url=f"https://example.org/{number}")
    response = client.get("/en/conventions.csv")

    with django_assert_num_queries(1 + 7 * parts):
        assert len(response.getvalue().splitlines()) == 1 + count


@pytest.mark.parametrize("kind", FORMATS)
def test_there_is_no_file_of_what_the_register_does_not_know(client, memorandum, kind):
    refused = client.get(f"/en/conventions.{kind}?party=nobody&q=memorandum&year_from=abc")

    assert (refused.status_code, refused["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert refused.text.splitlines() == [
        "Signed from: “abc” cannot be used. Enter a number.",
        "Party: “nobody” cannot be used. Select a valid choice. That choice is not one of the available choices.",
    ]


def test_a_file_bears_its_name_in_arabic(client, memorandum):
    named = client.get("/ar/conventions.csv?on=2020-01-31")["Content-Disposition"]

    assert named == "attachment; filename*=utf-8''" + quote("اتفاقيات-2020-01-31.csv")


# --- What it does not hold -----------------------------------------------------------------------
CANARY = "Canari"


def whole(file):
    """All that a file says, in whatever part of it."""
    if not file.startswith(b"PK"):
        return file.decode()
    with zipfile.ZipFile(BytesIO(file)) as parts:
        return "".join(f"{name} {parts.read(name).decode()}" for name in parts.namelist())


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

    read = whole(content(client, kind))

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

    titles = {kind: table(client, kind)[1][0][2] for kind in FORMATS}

    marked = f"'{formula}"
    assert titles.pop("json") == formula
    assert titles == {"csv": marked, "plain": marked, "xlsx": marked, "ods": marked.replace("\r", "\n")}


def test_every_cell_of_a_workbook_is_a_plain_text(client, memorandum):
    memorandum.title_fr = "https://example.org/ mailto:a@example.org internal:Sheet2!A1"
    memorandum.title_en, memorandum.place_fr = "2019", "{=SUM(A1:A3)}"
    memorandum.save()

    workbook = content(client, "xlsx")

    assert opened("xlsx", workbook)["Agreements"][1][2:5:2] == [memorandum.title_fr, "2019"]
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

    titles = {kind: table(client, kind)[1][0][2] for kind in FORMATS}
    in_document = titles.pop("ods")
    assert set(titles.values()) == {title}
    assert in_document == re.sub("[\x01\x1f\uffff]", "", title.replace("\r\n", "\n"))


def test_a_text_longer_than_a_cell_is_cut_in_the_workbook_only(client, memorandum):
    for number in range(3):
        factories.theme(f"theme-{number}", name=f"{number}" * 120)
    memorandum.themes.set([f"theme-{number}" for number in range(3)])
    for number in range(90):
        factories.source([memorandum], url=f"https://example.org/{number:03}/" + "a" * 450)

    [xlsx_row], [csv_row] = table(client, "xlsx")[1], table(client, "csv")[1]

    assert len(csv_row[15]) > 32_767
    assert csv_row[15].startswith(xlsx_row[15].removesuffix(CUT))
    assert len(xlsx_row[15]) == 32_767
