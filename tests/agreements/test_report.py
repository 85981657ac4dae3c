import re
from datetime import date

import pytest

from agreements.models import Agreement, Meeting, Programme
from partners.models import Institution
from register.publication import Publication, set_publication
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("register.pages.Page.day", date(2026, 7, 15))


def words(page):
    return " ".join(re.sub(r"<[^>]+>", " ", page.text).split())


def test_a_report_bears_the_name_of_the_register_and_its_year(client, loaded_register):
    page = client.get("/rapports/2019/")

    assert "Registre des conventions de coopération" in page.text.partition('class="report-head"')[2]
    assert "<strong>2019</strong>" in page.text
    assert page.context["opening"][0].count("4") == 1


def test_a_report_says_which_dates_are_known_in_part(client, loaded_register):
    page = words(client.get("/en/rapports/2015/"))

    assert "Known to the month only: CC-0005 (signature), CC-0006 (signature), CC-0007 (signature)." in page
    assert "2 agreements were signed on dates that no source gives: they count in the report of no year." in page


def test_a_report_dated_to_the_day_says_so(client, loaded_register):
    assert "All that is listed here is dated to the day." in words(client.get("/en/rapports/2019/"))


def test_the_arabic_report_shows_moroccan_months(client, loaded_register):
    page = client.get("/ar/rapports/2016/")

    assert "23\u00a0نونبر\u00a02016" in page.text
    assert "16\u00a0ماي\u00a02016" in page.text
    assert "31\u00a0دجنبر\u00a02016" in page.text


def test_the_report_of_the_year_under_way_says_so(client):
    page = client.get("/en/rapports/2026/")

    assert page.status_code == 200
    assert "The year is under way" in page.text
    assert 'rel="next"' not in page.text


def test_a_year_without_anything_has_a_kind_report(client):
    page = words(client.get("/en/rapports/2018/"))

    assert "No agreement is known to have been signed in 2018." in page
    assert "The register knows of nothing else that happened in 2018." in page


def test_a_register_without_dates_has_a_kind_list_of_reports(client):
    assert "Nothing published has a date yet" in client.get("/en/rapports/").text


@pytest.mark.parametrize("year", ["2027", "2999", "3000", "0999", "0000", "19", "20199", "abcd", "٢٠١٩"])
def test_a_year_that_lies_ahead_or_nowhere_has_no_report(client, year):
    assert client.get(f"/rapports/{year}/").status_code == 404


def test_the_first_year_of_the_calendar_has_its_report(client):
    page = client.get("/rapports/1000/")

    assert page.status_code == 200
    assert 'rel="prev"' not in page.text


def test_the_list_leads_to_each_report_newest_first(client, loaded_register):
    page = client.get("/rapports/")

    assert re.findall(r'href="(/rapports/\d+/)"', page.text) == [
        f"/rapports/{year}/" for year in (2024, 2021, 2020, 2019, 2017, 2016, 2015, 2013, 2012, 2011)
    ]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_reported(client, loaded_register, state):
    for model in (Agreement, Programme, Institution, Meeting):
        set_publication(model.objects.all(), state)

    assert re.findall(r"/rapports/\d+/", client.get("/rapports/").text.partition("<main")[2]) == []
    for year in (2015, 2016, 2019, 2020, 2021):
        page = client.get(f"/rapports/{year}/")
        assert re.findall(r"CC-\d+|PR-\d+|RM-\d+", page.text) == []
        assert page.context["report"].undated_signatures == 0


def test_an_unpublished_party_is_named_as_it_signed_and_its_country_counts_for_nothing(client):
    hidden = factories.institution(country=factories.country("KW"), publication=Publication.DRAFT)
    record = factories.agreement(signed_on="2019", parties=[factories.institution()])
    factories.party(record, hidden, name_at_signature="Nom d’alors")

    page = client.get("/rapports/2019/")

    assert "Nom d’alors" in page.text
    assert "Koweït" not in page.text


def test_a_section_cut_short_says_so(client, monkeypatch):
    monkeypatch.setattr("agreements.reports.report.MOST", 2)
    monkeypatch.setattr("agreements.reports.report.FEW", 1)
    for _ in range(3):
        factories.agreement(signed_on="2019-04-09", entry_into_force_on="2019-05-01")

    page = client.get("/en/rapports/2019/")

    assert "3 in all, of which the first 1 are listed. All agreements signed in 2019" in words(page)
    assert "3 in all, of which the first 1 are listed. Calendar, 2019" in words(page)
    assert '<a href="/en/calendrier/2019/?kind=entry">Calendar, 2019</a>' in page.text
    assert client.get("/en/calendrier/2019/?kind=entry").context["page_obj"].paginator.count == 3


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/rapports/", 5), ("/rapports/2019/", 25)])
def test_reports_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows, address, queries):
    for _ in range(rows):
        party = factories.institution(country=factories.country("KW"))
        record = factories.agreement(
            signed_on="2019", entry_into_force_on="2019-02", ends_on="2019-06", terminated_on="2019-09", parties=[party]
        )
        record.themes.add(factories.theme())
        factories.link(factories.agreement(signed_on="2019"), "replaces", factories.agreement())
        factories.meeting(starts_on="2019", agreements=[record])
        factories.membership(starts_on="2019", ends_on="2019")
        programme = factories.programme(starts_on="2019", ends_on="2019")
        factories.extension(of=factories.programme(), new_end="2019", decided_on="2019")
        assert programme.pk

    with django_assert_num_queries(queries):
        client.get(address)
