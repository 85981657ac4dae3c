import re
from datetime import date

import pytest
from django.core.cache import caches

from tests import factories
from tests.pages import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


@pytest.fixture
def kuwaiti():
    return factories.institution(name="État du Koweït", country=factories.country("KW"))


def test_agreements_are_counted_by_state_and_theme_each_with_its_list(client, kuwaiti):
    health, women = factories.theme("sante", name_en="Health"), factories.theme("femmes", name_en="Women")
    in_force = {"signed_on": "2020", "entry_into_force_on": "2020"}
    factories.agreement([kuwaiti], **in_force).themes.set([health, women])
    factories.agreement([kuwaiti], **in_force).themes.set([women])
    factories.agreement([kuwaiti], signed_on="2020")
    factories.agreement(signed_on="2020").themes.set([health])

    page = client.get("/en/pays/kw/")

    assert (page.context["signed"].total, page.context["in_force"]) == (3, 2)
    assert page.context["states"] == [("signed", 1), ("in_force", 2)]
    assert page.context["themes"] == [("femmes", "Women", 2), ("sante", "Health", 1)]
    assert 'href="/en/conventions/?country=KW&amp;state=in_force"' in page.text
    assert 'href="/en/conventions/?country=KW&amp;theme=femmes"' in page.text


def test_the_counts_are_those_of_the_lists_they_lead_to(client, loaded_register):
    for code in ["be", "kw", "pt", "fr", "ma"]:
        page = client.get(f"/pays/{code}/")
        for address, count in re.findall(
            r'href="(/conventions/\?country=[^"]+)".*?<td class="number">(\d+)', page.text
        ):
            assert client.get(address.replace("&amp;", "&")).context["page"].selection.total == int(count)


def test_the_latest_ten_agreements_are_shown_and_a_link_leads_to_all(client, kuwaiti):
    for year in range(2000, 2012):
        factories.agreement([kuwaiti], signed_on=str(year))

    page = client.get("/en/pays/kw/")

    assert re.findall(r'<p class="entry-when">(.*?)</p>', page.text) == [str(year) for year in range(2011, 2001, -1)]
    assert '<a href="/en/conventions/?country=KW">All 12 agreements</a>' in page.text


def test_programmes_come_with_their_budgets_whether_by_a_role_or_by_an_agreement(client, kuwaiti):
    by_role, by_agreement = factories.programme(title="Par rôle"), factories.programme(title="Par convention")
    factories.programme_role(by_role, institution=kuwaiti)
    by_agreement.agreements.add(factories.agreement([kuwaiti]))
    factories.component(by_role, amount=1500, currency="EUR", state="done")
    factories.programme(title="Ailleurs")

    page = words(client.get("/en/pays/kw/"))

    assert "Par rôle period not stated 1,500 EUR planned in all 1,500 EUR Done" in page
    assert "Par convention period not stated budget not stated" in page
    assert "Ailleurs" not in page


def test_the_last_meetings_are_those_attended_or_about_the_agreements(client, kuwaiti):
    attended = factories.meeting(title="Mission", starts_on="2020")
    factories.participant(attended, institution=kuwaiti)
    record = factories.agreement([kuwaiti])
    factories.meeting([record], title="Commission mixte", starts_on="2021")
    factories.meeting([record], title="Brouillon", publication="draft")
    factories.meeting(title="Ailleurs")

    page = client.get("/en/pays/kw/")

    assert [meeting.title for meeting in page.context["meetings"]] == ["Commission mixte", "Mission"]
    assert 'href="/en/rencontres/RM-0002/"' in page.text


def test_what_ends_within_six_months_falls_due_and_nothing_later(client, kuwaiti):
    factories.agreement([kuwaiti], title="Bientôt", signed_on="2020", ends_on="2026-12-28")
    factories.agreement([kuwaiti], title="Plus tard", signed_on="2020", ends_on="2026-12-29")
    factories.agreement(title="Ailleurs", signed_on="2020", ends_on="2026-08")

    assert [due.title for due in client.get("/en/pays/kw/").context["deadlines"]] == ["Bientôt"]


def test_a_country_of_many_institutions_lists_the_first_and_leads_to_all(client, kuwaiti, monkeypatch):
    monkeypatch.setattr("agreements.views.country.INSTITUTIONS", 2)
    factories.institution(name="Zakat", country=kuwaiti.country)
    assert "Zakat" in client.get("/pays/kw/").text
    factories.institution(name="Autre", country=kuwaiti.country)

    page = client.get("/pays/kw/")

    assert "3 institutions" in words(page)
    assert "Zakat" not in page.text
    assert '<a href="/institutions/?country=KW">Voir les 3 institutions</a>' in page.text


def test_a_country_whose_institutions_are_not_published_has_no_page(client):
    factories.institution(country=factories.country("KW"), publication="draft")

    assert client.get("/pays/kw/").status_code == 404
    assert client.get("/pays/pt/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_costs_a_fixed_number_of_queries(client, django_assert_num_queries, monkeypatch, rows):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2026, 6, 1))
    for _ in range(rows):
        partner = factories.institution(country=factories.country("KW"))
        record = factories.agreement([partner, factories.institution()], ends_on="2026-09", notice_months=1)
        record.themes.add(factories.theme())
        factories.commitment(agreement=record, due_on="2026-09")
        programme = factories.programme([record])
        factories.component(programme)
        factories.extension(programme)
        factories.meeting([record])
    # What all pages ask once, whichever test comes first.
    client.get("/conventions/")

    with django_assert_num_queries(18):
        client.get("/pays/kw/")


def test_more_programmes_than_the_sheet_holds_are_cut_and_it_says_so(client, kuwaiti):
    for _ in range(11):
        factories.programme_role(institution=kuwaiti)

    page = client.get("/en/pays/kw/")

    assert len(page.context["programmes"]) == 10
    assert "The latest 10 programmes are shown." in words(page)


@pytest.mark.parametrize("today", [date(2020, 1, 1), date(2024, 6, 1)])
def test_what_is_shown_of_many_agreements_is_what_is_shown_of_few(client, loaded_register, monkeypatch, today):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: today)
    ending = factories.agreement([factories.institution(country=factories.country("PT"))], ends_on="2024-07")
    factories.commitment(agreement=ending, due_on="2024-08")

    def shown(code):
        context = client.get(f"/pays/{code}/").context
        deadlines = [(one.key, one.date) for one in context["deadlines"]]
        return deadlines, [one.pk for one in context["programmes"]], [one.pk for one in context["meetings"]]

    few = {code: shown(code) for code in ("be", "kw", "pt", "fr", "ma")}
    monkeypatch.setattr("agreements.concerning.MOST_COUNTED", 0)
    caches["default"].clear()

    assert {code: shown(code) for code in few} == few
    assert any(programmes for _deadlines, programmes, _meetings in few.values())
    assert any(meetings for _deadlines, _programmes, meetings in few.values())
    assert bool(few["pt"][0]) == (today.year == 2024)


@pytest.mark.parametrize(
    ("in_memory", "most", "counted", "caption"),
    [
        (2, 2, 2, "The latest 2 agreements by theme"),
        (2, 3, 3, "Agreements by theme"),
        (3, 2, 3, "Agreements by theme"),
    ],
)
def test_themes_of_more_agreements_than_are_counted_are_those_of_the_latest(
    client, kuwaiti, monkeypatch, in_memory, most, counted, caption
):
    monkeypatch.setattr("register.search.in_memory.MOST", in_memory)
    monkeypatch.setattr("register.search.finding.MOST_COUNTED", most)
    for _ in range(3):
        factories.agreement([kuwaiti, factories.institution()]).themes.add(factories.theme())

    page = client.get("/en/pays/kw/")

    assert f"<caption>{caption}</caption>" in page.text
    assert [count for _code, _name, count in page.context["themes"]] == [1] * counted
    assert bool(page.context["states"]) is (counted == 3)


@pytest.mark.parametrize(("facts", "is_link"), [({"entry_into_force_on": "2020"}, True), ({}, False)])
def test_those_in_force_are_led_to_where_there_are_any(client, facts, is_link):
    kuwaiti = factories.institution(country=factories.country("KW"))
    factories.agreement([kuwaiti], **facts)

    page = client.get("/en/pays/kw/")

    assert ('<a href="/en/conventions/?country=KW&amp;state=all_in_force">1</a>' in page.text) is is_link
