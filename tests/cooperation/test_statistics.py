import csv
import io
import re

import pytest
from django.utils import timezone

from agreements.models import Agreement
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db
FILES = ["annees", "types", "etats", "themes", "pays", "institutions", "reseaux"]


def table_of(response):
    """The rows of a CSV answer."""
    return list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))


def section(page, name):
    """The HTML of one section, in one line."""
    found = re.search(rf'<section[^>]*aria-labelledby="{name}".*?</section>', page.text, re.DOTALL)
    return " ".join(found[0].split()) if found else ""


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def small_register(number):
    """So many agreements, each with parties, themes, countries and networks of its own."""
    for country in ["KW", "PT", "MG"][:number]:
        partner = factories.institution(country=factories.country(country))
        factories.membership(institution=partner)
        factories.agreement([partner], signed_on="2019", ends_on="2020").themes.set([factories.theme()])


def test_an_empty_register_has_kind_statistics(client):
    page = client.get("/en/chiffres/")

    assert page.status_code == 200
    assert "No agreement is published yet: there is nothing to count." in page.text
    assert "<section" not in page.text


def test_the_first_sentence_has_the_totals(client, loaded_register):
    page = client.get("/en/chiffres/")

    assert "18 agreements, none of them in force, with partners of 10 countries." in words(page.text)


def test_unpublished_agreements_are_counted_nowhere(client):
    factories.agreement([factories.institution(name="Publiée")], signed_on="2019")
    hidden = factories.agreement(
        [factories.institution(name="Cachée", country=factories.country("KW"))],
        kind=Agreement.Kind.ACTION_PLAN,
        signed_on="1999",
        publication=Publication.DRAFT,
    )
    hidden.themes.set([factories.theme(name="Thème caché")])

    page = client.get("/en/chiffres/")
    files = "".join(client.get(f"/en/chiffres/{name}.csv").getvalue().decode() for name in FILES)

    assert "Publiée" in page.text
    assert "Publiée" in files
    for word in ["Cachée", "caché", "Kuwait", "1999", "ction plan"]:
        assert word not in page.text + files


def test_years_without_a_signature_keep_their_place_and_the_unknown_date_is_said(client):
    this_year = timezone.localdate().year
    factories.agreement(signed_on=str(this_year - 3))
    factories.agreement(signed_on=None)
    factories.agreement(is_signed=False)

    page = client.get("/en/chiffres/")

    years = [(column.row.key, column.row.count) for column in page.context["signed"].columns]
    assert years == [(str(this_year - 3), 1), *((str(this_year - back), 0) for back in (2, 1, 0))]
    assert "1 signed agreement is of unknown date and stands in no column." in words(section(page, "annees"))


def test_a_column_leads_to_the_signatures_of_its_year(client):
    factories.agreement(signed_on="2019-04-09")

    chart = section(client.get("/en/chiffres/"), "annees")

    assert '<a href="/en/conventions/?year_from=2019&amp;year_to=2019" aria-label="2019: 1">' in chart
    assert '<th scope="row"><a href="/en/conventions/?year_from=2019&amp;year_to=2019">2019</a></th>' in chart
    assert 'role="group" aria-label="In the lead: 2019 (1 agreement)."' in chart


def test_a_long_history_is_drawn_by_decades_and_its_file_has_every_year(client):
    factories.agreement(signed_on="1956-05")
    factories.agreement(signed_on="1958", ends_on="1970-06")

    page = client.get("/en/chiffres/")
    rows = table_of(client.get("/en/chiffres/annees.csv"))

    first = page.context["signed"].columns[0].row
    assert (first.key, first.label, first.count) == ("1950", "1950–1959", 2)
    assert first.url == "/en/conventions/?year_from=1950&year_to=1959"
    assert [row.count for row in page.context["timeline"].in_force[:3]] == [1, 1, 0]
    assert rows[0] == ["Year", "Signed", "In force at the end of the year, or today"]
    assert rows[1:5] == [["1956", "1", "0"], ["1957", "0", "0"], ["1958", "1", "1"], ["1959", "0", "1"]]
    assert rows[-1] == ["date unknown", "0", ""]


def test_the_year_of_a_coming_signature_has_no_end_yet(client):
    next_year = timezone.localdate().year + 1
    factories.agreement(signed_on=str(next_year))

    rows = table_of(client.get("/en/chiffres/annees.csv"))

    assert rows[1:3] == [[str(next_year - 1), "0", "0"], [str(next_year), "1", ""]]


def test_what_was_in_force_is_one_picture_with_its_finding_and_its_table(client):
    factories.agreement(signed_on="2019", ends_on="2999")

    chart = section(client.get("/en/chiffres/"), "in-force")

    assert 'role="img" aria-label="1 agreement is in force today."' in chart
    assert "2019 1 2020 1" in words(chart)


def test_where_nothing_was_ever_in_force_a_sentence_says_so(client):
    factories.agreement(signed_on="2019")

    chart = section(client.get("/en/chiffres/"), "in-force")

    assert "No agreement is known to have been in force at the end of any year." in chart
    assert "<svg" not in chart


@pytest.mark.parametrize(
    ("name", "line", "address"),
    [
        ("types", "Memorandum of understanding 1", "?kind=memorandum"),
        ("etats", "Signed, term not stated 1", "?state=signed"),
        ("themes", "Savoirs fr 1", "?theme=savoirs"),
        ("pays", "Kuwait 1", "?country=KW"),
        ("institutions", "État du Koweït fr 1", "?party=koweit"),
    ],
)
def test_a_bar_stands_in_its_table_and_leads_to_the_list(client, name, line, address):
    kuwait = factories.institution(name="État du Koweït", slug="koweit", country=factories.country("KW"))
    factories.agreement([kuwait], kind="memorandum").themes.set([factories.theme("savoirs", name="Savoirs")])

    chart = section(client.get("/en/chiffres/"), name)

    assert line in words(chart)
    assert f'<a href="/en/conventions/{address}">' in chart
    assert f'href="/en/chiffres/{name}.csv"' in chart


def test_a_network_leads_to_its_agreements(client):
    network = factories.network(slug="ucesif", name_en="UCESIF")
    factories.agreement([network])

    assert '<a href="/en/conventions/?network=ucesif">UCESIF</a>' in section(client.get("/en/chiffres/"), "reseaux")


def test_twenty_institutions_are_shown_and_the_others_said(client):
    factories.agreement([factories.institution() for _ in range(23)])

    page = client.get("/en/chiffres/")

    institutions = section(page, "institutions")
    assert institutions.count('scope="row"') == 20
    assert '3 more have as many or fewer. <a href="/en/institutions/">See all institutions</a>' in institutions
    assert len(table_of(client.get("/en/chiffres/institutions.csv"))) == 24


def test_twenty_countries_are_shown_and_the_others_said(client):
    codes = ["AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU"]
    codes += ["LV", "MT", "NL", "PL"]
    factories.agreement([factories.institution(country=factories.country(code)) for code in codes])

    page = client.get("/en/chiffres/")

    countries = section(page, "pays")
    assert countries.count('scope="row"') == 20
    assert '2 more have as many or fewer. <a href="/en/carte/">See all countries</a>' in countries
    assert "with partners of 22 countries" in words(page.text)
    assert len(table_of(client.get("/en/chiffres/pays.csv"))) == 23


def test_the_own_institutions_and_their_country_stand_in_the_files_alone(client, loaded_register):
    page = client.get("/en/chiffres/")

    for slug, own in (("pays", "Morocco"), ("institutions", "Economic, Social and Environmental Council of Morocco")):
        assert f"{own}</a></th>" not in section(page, slug)
        assert "in the file alone." in section(page, slug)
        assert own in [row[0] for row in table_of(client.get(f"/en/chiffres/{slug}.csv"))]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ([("protocol", 2), ("convention", 1)], "In the lead: protocol (2 agreements)."),
        ([("protocol", 1), ("convention", 1)], "Level in the lead, with 1 agreement each: convention and protocol."),
        (
            [(kind, 1) for kind in ("protocol", "convention", "minutes", "declaration")],
            "None has more than 1 agreement.",
        ),
    ],
)
def test_each_chart_begins_with_what_it_shows(client, counts, sentence):
    for kind, number in counts:
        for _ in range(number):
            factories.agreement(kind=kind)

    assert f"<caption>{sentence}</caption>" in section(client.get("/en/chiffres/"), "types")


def test_a_file_opens_in_a_french_spreadsheet_with_headings_in_the_language_of_its_address(client):
    kuwait = factories.institution(country=factories.country("KW"))
    factories.agreement([kuwait])

    french, english = client.get("/chiffres/pays.csv"), client.get("/en/chiffres/pays.csv")

    assert english["Content-Type"] == "text/csv; charset=utf-8"
    assert english["Content-Disposition"] == 'attachment; filename="pays.csv"'
    assert english.getvalue().decode() == "\ufeffCountry;Code;Agreements\r\nKuwait;KW;1\r\n"
    assert french.getvalue().decode().splitlines()[0].startswith("\ufeffPays;")
    assert table_of(client.get("/chiffres/pays.csv"))[1] == ["Koweït", "KW", "1"]


def test_no_cell_of_a_file_is_run_by_a_spreadsheet(client):
    factories.agreement([factories.institution(name="=1+1", slug="somme")])

    rows = table_of(client.get("/en/chiffres/institutions.csv"))

    assert rows[1] == ["'=1+1", "somme", "1"]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("prefix", ["", "/ar", "/en"])
def test_every_series_has_its_file_even_in_an_empty_register(client, prefix, name):
    response = client.get(f"{prefix}/chiffres/{name}.csv")

    assert response.status_code == 200
    assert len({len(row) for row in table_of(response)}) == 1


@pytest.mark.parametrize("name", ["inconnu", "annees.csv", "TYPES", "x" * 300])
def test_a_series_that_does_not_exist_has_no_file(client, name):
    assert client.get(f"/chiffres/{name}.csv").status_code == 404


def test_the_page_costs_the_same_queries_however_much_it_counts(client, django_assert_num_queries):
    small_register(1)
    with django_assert_num_queries(12):
        client.get("/en/chiffres/")

    small_register(3)
    with django_assert_num_queries(12):
        client.get("/en/chiffres/")


@pytest.mark.parametrize(("name", "queries"), [("annees", 3), ("types", 2), ("pays", 4), ("institutions", 4)])
def test_a_file_costs_the_same_queries_however_much_it_counts(client, django_assert_num_queries, name, queries):
    for number in (1, 3):
        small_register(number)
        with django_assert_num_queries(queries):
            client.get(f"/en/chiffres/{name}.csv").getvalue()


def test_in_arabic_time_runs_from_right_to_left(client):
    factories.agreement(signed_on="2019")
    factories.agreement(signed_on="2020")

    arabic, english = (client.get(f"/{code}/chiffres/").context["signed"].columns for code in ("ar", "en"))

    assert arabic[0].row.key == english[0].row.key == "2019"
    assert [column.x for column in english] == sorted(column.x for column in english)
    assert [round(column.x + column.width, 1) for column in arabic] == [round(100 - c.x, 1) for c in english]


def test_the_page_is_light(client, loaded_register):
    page = client.get("/chiffres/", headers={"accept-encoding": "gzip"})

    assert page["Content-Encoding"] == "gzip"
    assert len(page.content) < 8_000


def test_what_is_not_dated_is_led_to(client):
    factories.agreement()
    factories.agreement(signed_on="2019")

    page = client.get("/en/chiffres/")

    assert '<a href="/en/conventions/?year=unknown">date unknown</a></th><td class="number">1</td>' in page.text
