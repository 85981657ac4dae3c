"""What a reader subscribes to: the changes of a selection, and what lies ahead of it."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from agreements.models import Agreement
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client, query="", language="/en"):
    response = client.get(f"{language}/conventions.atom{query}")
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(response.content)


def titles(root):
    return [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")]


def changed(agreement, day):
    Agreement.objects.filter(pk=agreement.pk).update(changed_at=datetime(2026, 1, day, tzinfo=UTC))


def test_a_feed_tells_of_the_agreements_of_a_selection_that_changed_last(client):
    cese = factories.institution(slug="cese", name_en="Council")
    old = factories.agreement([cese], title_en="Old", signed_on="2015-11")
    new = factories.agreement([cese], title_en="New", kind="protocol", is_signed=False)
    factories.agreement(title_en="Other")
    changed(old, 2)
    changed(new, 1)

    root = feed(client, "?party=cese")

    assert titles(root) == ["Old", "New"]
    assert root.findtext(f"{ATOM}title") == "Register of cooperation agreements · Council"
    assert root.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00+00:00"
    assert root.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/en/conventions.atom?party=cese"
    first, second = root.iter(f"{ATOM}entry")
    address = f"http://testserver/en/conventions/{old.reference}/"
    assert (first.findtext(f"{ATOM}id"), first.find(f"{ATOM}link").get("href")) == (address, address)
    assert first.findtext(f"{ATOM}summary") == "November\u00a02015. Council. Signed, term not stated"
    assert second.findtext(f"{ATOM}summary") == "Council. Under negotiation"
    assert second.find(f"{ATOM}category").get("term") == "protocol"


def test_a_feed_tells_the_states_of_the_day_asked_for(client):
    factories.agreement(signed_on="2015-11", ends_on="2020")

    told = [feed(client, f"?on={day}").find(f".//{ATOM}summary").text for day in ("2015-01-01", "2019-01-01")]

    assert [text.rpartition(". ")[2] for text in told] == ["Not yet signed", "In force"]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_told(client, state):
    hidden = factories.agreement(title_en="Hidden", publication=state, ends_on="2999-01-31")
    factories.meeting([factories.agreement(title_en="Shown")], publication=state, starts_on="2999-02-01")

    assert titles(feed(client)) == ["Shown"]
    for query in ("", "?kind=convention", f"?q={hidden.reference}"):
        assert "BEGIN:VEVENT" not in client.get(f"/conventions.ics{query}").text


def test_texts_of_a_feed_are_texts(client):
    factories.agreement(title_en="<b>&amp; ]]>")

    assert titles(feed(client)) == ["<b>&amp; ]]>"]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_feed_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.agreement([factories.institution(), factories.institution()])
    feed(client)

    with django_assert_num_queries(6):
        feed(client)


def test_the_calendar_of_a_selection_holds_what_lies_ahead_of_it_alone(client):
    own, other = factories.agreement(title_en="Own", ends_on="2999-01-31", kind="protocol"), factories.agreement()
    factories.agreement(title_en="Other", ends_on="2999-03-31")
    factories.meeting([own], title_en="Council", kind="mission", starts_on="2999-02-01")
    factories.meeting([other], title_en="Elsewhere", starts_on="2999-02-02")
    factories.target(due_on="2999-04-01")

    calendar = client.get("/en/conventions.ics?kind=protocol")

    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    lines = calendar.text.split("\r\n")
    assert [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")] == [
        "end of the agreement: Own",
        "mission: Council",
    ]
    assert "X-WR-CALNAME:Register of cooperation agreements · protocol" in lines


@pytest.mark.parametrize("name", ["conventions.atom", "conventions.ics"])
def test_what_the_register_does_not_know_is_refused(client, name):
    refused = client.get(f"/en/{name}?country=XX")

    assert (refused.status_code, refused.text.partition(":")[0]) == (400, "Country")


def test_the_list_and_the_page_of_an_institution_lead_to_their_feeds(client):
    factories.agreement([factories.institution(slug="cese")])

    assert 'href="/en/conventions.atom?kind=convention"' in client.get("/en/conventions/?kind=convention").text
    assert 'href="/en/conventions.ics?kind=convention"' in client.get("/en/conventions/?kind=convention").text
    assert 'href="/en/conventions.atom?party=cese"' in client.get("/en/institutions/cese/").text
