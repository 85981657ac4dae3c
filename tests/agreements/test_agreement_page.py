import re
from datetime import date

import pytest

from register.models import Identity
from register.publication import Publication
from tests import factories
from tests.pages import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: TODAY)


def headings(page):
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", page.text)


def test_the_page_asks_as_a_person_would(client):
    record = factories.agreement([factories.institution()], objective="But", signed_on="2019", place="Rabat")

    assert headings(client.get(record.get_absolute_url())) == [
        "Who",
        "What",
        "When",
        "Where",
        "Until when",
        "What became of it",
        "Sources and proofs",
    ]


def test_the_last_day_to_give_notice_is_said_to_be_computed(client):
    record = factories.agreement(signed_on="2019", ends_on="2027-05-01", notice_months=3)

    page = client.get(record.get_absolute_url())

    assert "1 February 2027 (computed, stated by no source)" in words(page)
    assert 'class="mark mark-notice"' in page.text


def test_the_end_of_a_running_tacit_renewal_is_said_to_be_computed(client):
    record = factories.agreement(signed_on="2012", ends_on="2017-06", renewal="tacit", renewal_months=24)

    page = words(client.get(record.get_absolute_url()))

    assert "End June 2017" in page
    assert "End of the running renewal June 2027 (computed, stated by no source)" in page


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        ("planned", "Planned"),
        ("under_way", "Under way"),
        ("done", "Done"),
        ("dropped", "Dropped"),
    ],
)
def test_each_undertaking_tells_its_progress_by_a_mark_and_a_word(client, progress, said):
    commitment = factories.commitment(progress=progress)

    page = client.get(commitment.agreement.get_absolute_url())

    assert f'<span class="progress progress-{progress}">{said}</span>' in page.text


def test_that_no_progress_is_stated_is_said_once(client):
    record = factories.agreement()
    for _ in range(2):
        factories.commitment(agreement=record)

    page = client.get(record.get_absolute_url())

    assert page.text.count("How far these undertakings have got is not stated.") == 1
    assert "Progress not stated" not in page.text


def test_one_undertaking_without_progress_among_others_says_so_itself(client):
    record = factories.agreement()
    for progress in ("done", "not_stated"):
        factories.commitment(agreement=record, progress=progress)

    page = client.get(record.get_absolute_url())

    assert re.findall(r'<span class="progress [^>]*>([^<]*)<', page.text) == ["Done", "Progress not stated"]
    assert "is not stated." not in page.text


@pytest.mark.parametrize(
    ("facts", "standing"),
    [
        ({"is_signed": False}, '<span class="state state-negotiated">under negotiation</span>'),
        ({"signed_on": "2019"}, '<span class="state state-signed">signed, term not stated</span>'),
        (
            {"ends_on": "2020"},
            '<span class="state state-expired">expired</span> <span class="quiet">in 2020</span>',
        ),
    ],
)
def test_the_state_comes_with_its_reason_where_that_says_more(client, facts, standing):
    page = client.get(factories.agreement(**facts).get_absolute_url())

    assert " ".join(re.search(r'(?s)<p class="standing">(.*?)</p>', page.text)[1].split()) == standing


def test_the_citation_ends_with_the_register_and_the_reference(client):
    Identity.objects.create(name_en="Register of agreements")
    record = factories.agreement(title_en="Accord", signed_on="2019-04-09")
    factories.party(agreement=record, name_at_signature_en="Conseil")

    page = words(client.get(record.get_absolute_url()))

    assert f"Accord. Conseil. 9 April 2019. Register of agreements {record.reference}. http" in page


def test_undertakings_of_a_meeting_stand_under_that_meeting(client):
    record = factories.agreement()
    meeting = factories.meeting([record], title="Réunion de Rabat")
    factories.commitment(agreement=record, text="Dans la convention")
    factories.commitment(meeting=meeting, text="À la réunion")

    page = words(client.get(record.get_absolute_url()))

    assert re.search(r"What the parties undertook Dans la convention .* What was agreed there À la réunion", page)
    assert page.count("Dans la convention") == page.count("À la réunion") == 1


def test_relations_are_a_tree_in_which_this_agreement_is_marked(client):
    framework, specific = factories.agreement(title="Cadre"), factories.agreement(title="Spécifique")
    factories.link(specific, "implements", framework)

    page = client.get(specific.get_absolute_url())

    [current] = re.findall(r'(?s)<li aria-current="true"><p>(.*?)</p>', page.text)
    assert "Implemented by" in current
    assert "Spécifique" in current
    assert f'<a href="{framework.get_absolute_url()}">' in page.text
    assert "Related agreements Cadre date unknown Implemented by Spécifique date unknown" in words(page)


def test_without_relations_no_tree_is_shown(client):
    record = factories.agreement()

    assert "Related agreements" not in headings(client.get(record.get_absolute_url()))


def test_the_button_to_copy_the_citation_is_hidden_until_its_script_runs(client):
    record = factories.agreement(title="Accord", signed_on="2019")

    page = client.get(record.get_absolute_url())

    assert re.search(r'<button type="button" data-copies="citation"[^>]* hidden>Copy the citation</button>', page.text)
    assert '<span role="status" data-tells="citation"></span>' in page.text
    assert '<script src="/static/js/copy.js" defer></script>' in page.text


def test_pages_without_a_citation_load_no_script(client):
    assert "<script" not in client.get("/en/conventions/").text


def test_an_agreement_under_negotiation_is_not_asked_where_nor_until_when(client):
    record = factories.agreement(is_signed=False)

    assert headings(client.get(record.get_absolute_url())) == [
        "Who",
        "When",
        "What became of it",
        "Sources and proofs",
    ]


def rich_agreement(rows):
    record = factories.agreement(signed_on="2019", ends_on="2030", notice_months=6)
    for _ in range(rows):
        factories.former_name(factories.party(record).institution)
        factories.signatory(agreement=record)
        record.themes.add(factories.theme())
        factories.commitment(agreement=record, responsible=factories.institution())
        meeting = factories.meeting([record])
        factories.participant(meeting, institution=factories.institution())
        factories.commitment(meeting=meeting, responsible=factories.institution())
        factories.programme([record])
        factories.component(implementing_agreement=record)
        factories.source([record], publisher=factories.institution())
    return record


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    record = rich_agreement(rows)

    client.get(record.get_absolute_url())

    with django_assert_num_queries(9):
        client.get(record.get_absolute_url())


def test_neither_links_nor_commitments_are_asked_for_where_there_are_none(client, django_assert_num_queries):
    record = factories.agreement()

    client.get(record.get_absolute_url())

    with django_assert_num_queries(4):
        client.get(record.get_absolute_url())


@pytest.mark.parametrize("rows", [1, 3])
def test_each_further_level_of_relations_costs_one_query_more(client, django_assert_num_queries, rows):
    record = rich_agreement(rows)
    for _ in range(rows):
        below = factories.agreement()
        factories.link(below, "implements", record)
        factories.link(factories.agreement(), "amends", below)

    client.get(record.get_absolute_url())

    with django_assert_num_queries(12):
        client.get(record.get_absolute_url())


def test_an_unpublished_institution_is_named_neither_as_responsible_nor_as_participant_nor_as_publisher(client):
    hidden = factories.institution(name="Nom que le public ignore", publication=Publication.DRAFT)
    record = factories.agreement()
    factories.commitment(agreement=record, responsible=hidden)
    meeting = factories.meeting([record])
    factories.commitment(meeting=meeting, responsible=hidden)
    factories.participant(meeting, institution=hidden, name="Une personne")
    factories.source([record], publisher=hidden)

    page = client.get(record.get_absolute_url())

    assert "Une personne" in page.text
    assert "Nom que le public ignore" not in page.text


def test_a_source_says_when_it_was_published_and_consulted(client):
    record = factories.agreement()
    factories.source([record], title="Coopération bilatérale", published_on="2020", consulted_on="2021-05-03")

    page = words(client.get(record.get_absolute_url()))

    assert "Coopération bilatérale, published in 2020, consulted on 3 May 2021." in page.replace("\u00a0", " ")
