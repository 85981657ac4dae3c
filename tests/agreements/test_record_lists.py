"""The lists of meetings and of programmes, which a question narrows."""

import re

import pytest

from register.dates import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db


def listed(page):
    """The references of the records that a list leads to, in order."""
    return re.findall(r'href="/(?:en/)?(?:rencontres|programmes)/([A-Z]+-\d+)/"', page.text)


def test_meetings_are_listed_from_the_latest_those_of_unknown_date_last(client):
    undated = factories.meeting()
    old = factories.meeting(starts_on=PartialDate(2015, 11))
    new = factories.meeting(starts_on=PartialDate(2019))
    factories.meeting(publication="draft")

    page = client.get("/en/rencontres/")

    assert listed(page) == [new.reference, old.reference, undated.reference]
    assert "3 meetings" in page.text


def test_a_word_of_the_title_a_place_or_a_person_leaves_the_meetings_that_have_it(client):
    by_title = factories.meeting(title="Comité mixte")
    by_place = factories.meeting(place="Rabat")
    by_person = factories.participant(name="Amina Alaoui").meeting

    found = [listed(client.get("/rencontres/", {"q": typed})) for typed in ["comité", "rabat", "alaoui", "koweït"]]

    assert found == [[by_title.reference], [by_place.reference], [by_person.reference], []]
    assert "<mark>Rabat</mark>" in client.get("/rencontres/", {"q": "rabat"}).text


def test_a_word_of_the_title_a_reference_or_an_institution_leaves_the_programmes_that_have_it(client):
    by_title = factories.programme(title="Jeunesse")
    by_institution = factories.programme_role(institution=factories.institution(acronym="UCESIF")).programme

    found = [listed(client.get("/programmes/", {"q": typed})) for typed in ["jeunesse", by_title.reference, "ucesif"]]

    assert found == [[by_title.reference], [by_title.reference], [by_institution.reference]]


@pytest.mark.parametrize(
    ("address", "empty", "unanswered"),
    [
        ("/en/rencontres/", "No meeting is published yet.", "No meeting answers to this search."),
        ("/en/programmes/", "No programme is published yet.", "No programme answers to this search."),
    ],
)
def test_an_empty_list_says_whether_there_is_none_or_none_that_answers(client, address, empty, unanswered):
    assert empty in client.get(address).text
    assert unanswered in client.get(address, {"q": "introuvable"}).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_meetings_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.meeting()

    client.get("/rencontres/")

    with django_assert_num_queries(3):
        client.get("/rencontres/")


def test_a_search_leads_to_all_meetings_and_programmes_that_answer(client):
    for _ in range(6):
        factories.meeting(title="Jeunesse")
        factories.programme(title="Jeunesse")

    page = client.get("/en/recherche/", {"q": "jeunesse"})

    assert 'href="/en/rencontres/?q=jeunesse">All meetings found' in page.text
    assert 'href="/en/programmes/?q=jeunesse">All programmes found' in page.text
