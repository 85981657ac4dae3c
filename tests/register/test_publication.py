from datetime import UTC, datetime

import pytest

from agreements.models import Agreement
from partners.models import Institution
from register.publication import Publication, set_publication
from tests import factories

pytestmark = pytest.mark.django_db

FIRST = datetime(2020, 1, 1, tzinfo=UTC)
LATER = datetime(2024, 1, 1, tzinfo=UTC)


def states(model=Agreement):
    return list(model.objects.order_by("pk").values_list("publication", flat=True))


def test_a_new_record_is_a_draft_that_the_public_does_not_see():
    agreement = Agreement.objects.create(kind="convention", title_fr="Convention")

    assert (agreement.publication, agreement.is_published, agreement.published_at) == ("draft", False, None)
    assert list(Agreement.objects.published()) == []


def test_only_published_records_exist_for_the_public():
    for state in Publication:
        factories.agreement(title=state.value, publication=state)

    assert [agreement.title_fr for agreement in Agreement.objects.published()] == ["published"]
    assert [agreement.is_published for agreement in Agreement.objects.order_by("pk")] == [False, False, True, False]


def test_publishing_says_how_many_records_moved():
    factories.agreement(publication=Publication.DRAFT)
    factories.agreement(publication=Publication.IN_REVIEW)
    factories.agreement(publication=Publication.PUBLISHED)

    assert set_publication(Agreement.objects.all(), Publication.PUBLISHED) == 2
    assert set_publication(Agreement.objects.all(), Publication.PUBLISHED) == 0
    assert states() == ["published", "published", "published"]


def test_only_the_records_chosen_move():
    chosen, _other = factories.agreement(), factories.agreement()

    moved = set_publication(Agreement.objects.filter(pk=chosen.pk), Publication.WITHDRAWN)

    assert (moved, states()) == (1, ["withdrawn", "published"])


def test_the_moment_of_first_publication_is_kept_for_good():
    factories.agreement(publication=Publication.DRAFT)
    records = Agreement.objects.all()

    set_publication(records, Publication.PUBLISHED, now=FIRST)
    set_publication(records, Publication.WITHDRAWN, now=LATER)
    set_publication(records, Publication.PUBLISHED, now=LATER)

    assert Agreement.objects.get().published_at == FIRST


def test_a_record_that_is_not_published_gets_no_moment_of_publication():
    factories.agreement(publication=Publication.DRAFT)

    set_publication(Agreement.objects.all(), Publication.IN_REVIEW, now=FIRST)

    assert Agreement.objects.get().published_at is None


def test_every_move_is_in_the_history():
    factories.institution(publication=Publication.DRAFT)

    for state in (Publication.IN_REVIEW, Publication.PUBLISHED, Publication.PUBLISHED, Publication.WITHDRAWN):
        set_publication(Institution.objects.all(), state)

    rows = Institution.history.order_by("history_id").values_list("history_type", "publication")
    assert list(rows) == [("+", "draft"), ("~", "in_review"), ("~", "published"), ("~", "withdrawn")]


@pytest.mark.parametrize("make", [factories.agreement, factories.institution, factories.programme, factories.meeting])
def test_every_publishable_record_can_be_published_and_withdrawn(make):
    record = make(publication=Publication.DRAFT)
    records = type(record).objects.all()

    assert [set_publication(records, state) for state in (Publication.PUBLISHED, Publication.WITHDRAWN)] == [1, 1]
    assert states(type(record)) == ["withdrawn"]
