"""From a draft to the public and back: who moved a record, when and why; corrections that wait for a publisher."""

import pytest
from django.contrib.admin import site
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Document
from register.models import Revision
from tests import factories
from tests.forms import fields, save

pytestmark = pytest.mark.django_db


def page(of, record):
    return reverse(f"admin:agreements_agreement_{of}", args=[record.pk])


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


@pytest.fixture
def contributor(odco):
    return signed_in("redactrice", ("contributor", odco))


@pytest.fixture
def publisher(odco):
    return signed_in("editrice", ("publisher", odco))


def signed_in(name, *grants):
    client = Client()
    client.force_login(factories.person(name, *grants))
    return client


@pytest.fixture
def draft(odco):
    made = factories.agreement([odco], title="Convention", publication="draft", keeper=odco)
    factories.source([made])
    return made


@pytest.fixture
def published(draft):
    draft.publication = "published"
    draft.save()
    return draft


def state(record):
    record.refresh_from_db()
    return record.publication


def test_a_record_goes_from_its_author_to_the_public(contributor, publisher, draft):
    contributor.post(page("publication", draft), {"move": "submit"})
    assert state(draft) == "in_review"

    publisher.post(page("publication", draft), {"move": "publish"})

    assert state(draft) == "published"
    assert Client().get(draft.get_absolute_url()).status_code == 200


def test_a_record_is_returned_with_a_comment_that_its_author_reads(contributor, publisher, draft):
    contributor.post(page("publication", draft), {"move": "submit"})

    refused = publisher.post(page("publication", draft), {"move": "return"})
    publisher.post(page("publication", draft), {"move": "return", "why": "La date manque."})

    assert refused.status_code == 422
    assert state(draft) == "draft"
    assert "La date manque." in contributor.get(page("change", draft)).text
    steps = contributor.get(page("publication", draft)).context["steps"]
    assert [(step.publication, str(step.history_user)) for step in steps[:2]] == [
        ("draft", "editrice"),
        ("in_review", "redactrice"),
    ]


def test_what_is_missing_is_named_before_it_is_published(publisher, odco):
    bare = factories.agreement(title="Nue", publication="draft", keeper=odco)

    before = publisher.get(page("publication", bare)).context["missing"]
    publisher.post(page("publication", bare), {"move": "publish"})

    assert [str(sentence) for sentence in before] == ["it has no party.", "it has no source."]
    assert state(bare) == "draft"


@pytest.mark.parametrize("move", ["publish", "return", "withdraw", "nonsense", ""])
def test_no_move_is_made_that_the_state_or_the_right_does_not_allow(contributor, draft, move):
    answer = contributor.post(page("publication", draft), {"move": move, "why": "x"})

    assert answer.status_code == 403
    assert state(draft) == "draft"


def test_a_withdrawn_record_says_why_to_staff_and_is_gone_for_the_public(publisher, published):
    publisher.post(page("publication", published), {"move": "withdraw", "why": "Doublon."})

    assert state(published) == "withdrawn"
    assert Client().get(published.get_absolute_url()).status_code in (404, 410)
    assert "Doublon." in publisher.get(page("publication", published)).text


# --- Corrections ---


def propose(contributor, record, **typed):
    return save(contributor, page("change", record), **typed)


def test_the_public_keeps_the_published_record_until_a_correction_is_approved(contributor, publisher, published):
    answer = propose(contributor, published, title_fr="Titre corrigé", place_fr="Fès")
    assert answer.url == f"{page('correction', published)}?number={Revision.objects.get().pk}"
    assert "Convention" in Client().get(published.get_absolute_url()).text

    shown = publisher.get(page("correction", published))
    approved = publisher.post(page("correction", published), {"decision": "approve"})

    assert {(field, old, new) for _part, field, old, new in shown.context["lines"]} == {
        ("Title (French)", "Convention", "Titre corrigé"),
        ("Place of signature (French)", "", "Fès"),
    }
    assert approved.status_code == 302
    assert "Titre corrigé" in Client().get(published.get_absolute_url()).text
    revision = Revision.objects.get()
    assert (revision.state, str(revision.author), str(revision.decided_by)) == ("approved", "redactrice", "editrice")
    assert "redactrice" in published.history.first().history_change_reason


def test_a_correction_holds_parts_too(contributor, publisher, published):
    witness = factories.institution()
    row = {"parties-TOTAL_FORMS": 2, "parties-1-institution": witness.pk, "parties-1-role": "witness"}

    propose(contributor, published, **row, **{"parties-1-order": 2, "parties-1-id": ""})
    assert published.parties.count() == 1
    publisher.post(page("correction", published), {"decision": "approve"})

    assert [party.institution for party in published.parties.filter(role="witness")] == [witness]


def test_a_correction_leaves_no_trace_before_it_is_approved(contributor, published):
    versions = published.history.count()

    propose(contributor, published, title_fr="Titre corrigé")

    published.refresh_from_db()
    assert (published.title_fr, published.history.count()) == ("Convention", versions)
    assert "Titre corrigé" not in Client().get(reverse("agreements"), {"q": "corrigé"}).text


def test_a_correction_with_an_error_is_shown_with_it_and_not_kept(contributor, published):
    answer = propose(contributor, published, signed_on="2015", ends_on="2010")

    assert answer.status_code == 200
    assert answer.context["errors"]
    assert not Revision.objects.exists()


def test_a_correction_that_changes_nothing_is_not_kept(contributor, published):
    propose(contributor, published)

    assert not Revision.objects.exists()


def test_a_second_correction_takes_the_place_of_the_first(contributor, published):
    for title in ("Un", "Deux"):
        propose(contributor, published, title_fr=title)

    revisions = Revision.objects.order_by("pk")
    assert [(r.state, r.proposed["title_fr"]) for r in revisions] == [("withdrawn", ["Un"]), ("waiting", ["Deux"])]


def test_the_corrections_of_two_people_both_wait_and_none_is_lost(odco, contributor, publisher, published):
    colleague = signed_in("collegue", ("contributor", odco))
    propose(contributor, published, title_fr="De la première", _comment="Faute de frappe.")
    propose(colleague, published, title_fr="De la seconde", place_fr="Fès")
    first, second = Revision.objects.order_by("pk")
    seen = publisher.get(page("publication", published)).text

    publisher.post(f"{page('correction', published)}?number={first.pk}", {"decision": "approve"})
    conflict = publisher.post(f"{page('correction', published)}?number={second.pk}", {"decision": "approve"})
    save(publisher, page("change", published), conflict, **{"pick:title_fr": "theirs"})

    published.refresh_from_db()
    assert [f"?number={revision.pk}" in seen for revision in (first, second)] == [True, True]
    assert conflict.status_code == 409
    assert (published.title_fr, published.place_fr) == ("De la première", "Fès")
    assert {revision.state for revision in Revision.objects.all()} == {"approved"}
    assert published.history.filter(history_change_reason__contains="Faute de frappe.").exists()


def test_a_correction_is_returned_with_a_reason_or_taken_back(contributor, publisher, published):
    propose(contributor, published, title_fr="Un")
    assert publisher.post(page("correction", published), {"decision": "return"}).status_code == 422
    publisher.post(page("correction", published), {"decision": "return", "why": "Sans source."})
    propose(contributor, published, title_fr="Deux")

    contributor.post(page("correction", published), {"decision": "withdraw"})

    assert [(r.state, r.answer) for r in Revision.objects.order_by("pk")] == [
        ("returned", "Sans source."),
        ("withdrawn", ""),
    ]
    assert "Sans source." in contributor.get(page("publication", published)).text


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x"])
def test_a_correction_that_is_not_there_leads_to_the_page_of_publication(publisher, published, number):
    propose(publisher, published, title_fr="Sans objet")

    answer = publisher.get(f"{page('correction', published)}?number={number}")

    assert (answer.status_code, answer.url) == (302, page("publication", published))


@pytest.mark.parametrize("decision", ["approve", "return", "nonsense"])
def test_a_correction_is_decided_by_a_publisher_only(contributor, published, decision):
    propose(contributor, published, title_fr="Un")

    answer = contributor.post(page("correction", published), {"decision": decision, "why": "x"})

    assert answer.status_code == 403
    assert Revision.objects.get().state == "waiting"


def test_a_correction_of_a_record_that_changed_since_shows_both_versions(contributor, publisher, published):
    propose(contributor, published, title_fr="Proposé")
    save(publisher, page("change", published), title_fr="Entre-temps")

    conflict = publisher.post(page("correction", published), {"decision": "approve"})
    assert conflict.status_code == 409
    save(publisher, page("change", published), conflict, **{"pick:title_fr": "mine"})

    published.refresh_from_db()
    assert (published.title_fr, Revision.objects.get().state) == ("Proposé", "approved")


def test_a_draft_that_is_published_while_its_author_writes_is_not_written_over(contributor, draft, monkeypatch):
    """Between the moment it was looked at and the moment it was locked."""
    form = fields(contributor.get(page("change", draft)))
    admin = site._registry[Agreement]

    def published_meanwhile(*args):
        Agreement.objects.filter(pk=draft.pk).update(publication="published")
        return locked(*args)

    locked = admin.locked_page
    monkeypatch.setattr(admin, "locked_page", published_meanwhile)
    answer = contributor.post(page("change", draft), form | {"title_fr": "Sans relecture"})

    draft.refresh_from_db()
    assert (answer.status_code, draft.title_fr) == (403, "Convention")


def test_a_file_is_no_part_of_a_correction(contributor, published, private_documents):
    data = fields(contributor.get(page("change", published)))

    assert not any(name.startswith("documents-") for name in data)
    assert not Document.objects.exists()


def test_a_correction_of_an_agreement_with_files_leaves_them_as_they_are(
    contributor, publisher, published, private_documents
):
    kept = factories.document(published, title="Texte signé")
    propose(contributor, published, title_fr="Corrigé")

    approved = publisher.post(page("correction", published), {"decision": "approve"})

    published.refresh_from_db()
    assert (approved.status_code, published.title_fr) == (302, "Corrigé")
    assert [(document.pk, document.title) for document in Document.objects.all()] == [(kept.pk, "Texte signé")]


def test_a_publisher_writes_to_a_published_record_at_once(publisher, published):
    save(publisher, page("change", published), title_fr="Corrigé")

    assert Agreement.objects.get().title_fr == "Corrigé"
    assert not Revision.objects.exists()


@pytest.mark.parametrize(("whose", "status"), [("draft", 302), ("published", 403)])
def test_whoever_writes_throws_away_a_draft_that_the_public_never_saw(contributor, draft, whose, status):
    if whose == "published":
        publisher_moves = Agreement.objects.filter(pk=draft.pk)
        publisher_moves.update(publication="published")

    answer = contributor.post(page("delete", draft), {"post": "yes"})

    assert answer.status_code == status
    assert Agreement.objects.exists() is (status == 403)
