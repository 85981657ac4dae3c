from datetime import date

import pytest

from agreements.models import Agreement, Meeting, Programme
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def titles(agreements):
    return sorted(agreement.title_fr for agreement in agreements)


def test_in_force_are_those_to_be_renewed_too_and_no_others():
    factories.agreement(title="running", signed_on="2015", ends_on="2025")
    factories.agreement(title="to renew", signed_on="2015", ends_on="2020", renewal="express")
    factories.agreement(title="tacitly renewed", signed_on="2015", ends_on="2018", renewal="tacit")
    factories.agreement(title="term not stated", signed_on="2015")
    factories.agreement(title="not yet", signed_on="2015", entry_into_force_on="2021")
    factories.agreement(title="over", signed_on="2015", ends_on="2018")
    factories.agreement(title="negotiated", is_signed=False)
    factories.agreement(title="suspended", signed_on="2015", ends_on="2025", suspended_on="2019")
    factories.agreement(title="terminated", signed_on="2015", ends_on="2025", terminated_on="2019")

    assert titles(Agreement.objects.in_force(date(2020, 10, 1))) == ["running", "tacitly renewed", "to renew"]


def test_in_force_can_be_asked_of_one_institution():
    institution = factories.institution()
    factories.agreement([institution], title="running", ends_on="2025")
    factories.agreement([institution], title="over", ends_on="2018")
    factories.agreement(title="of others", ends_on="2025")

    assert titles(institution.agreements.in_force(date(2020, 1, 1))) == ["running"]


@pytest.mark.parametrize("make", [factories.agreement, factories.programme, factories.meeting])
def test_the_public_sees_published_records_only(make):
    for state in Publication:
        shown = make(title=state.value, publication=state)

    assert [record.title_fr for record in type(shown).objects.published()] == ["published"]


def test_a_state_does_not_publish_a_draft():
    factories.agreement(ends_on="2025", publication=Publication.DRAFT)

    assert list(Agreement.objects.published().in_force(date(2020, 1, 1))) == []


def test_the_latest_programmes_come_first_and_the_undated_last():
    for starts_on in ("2015", None, "2019-05", "2017"):
        factories.programme(starts_on=starts_on)

    ordered = [one.starts_on and one.starts_on.edtf for one in Programme.objects.latest_first()]
    assert ordered == ["2019-05", "2017", "2015", None]


def test_agreements_of_one_date_come_by_reference_the_latest_first():
    for _ in range(3):
        factories.agreement(signed_on="2015")

    ordered = [agreement.reference for agreement in Agreement.objects.latest_first()]
    assert ordered == ["CC-0003", "CC-0002", "CC-0001"]


@pytest.mark.parametrize("count", [1, 3])
def test_parties_are_fetched_with_a_fixed_number_of_queries(count, django_assert_num_queries):
    for _ in range(count):
        factories.agreement([factories.institution(), factories.institution()])

    with django_assert_num_queries(2):
        names = [party.name for one in Agreement.objects.with_parties() for party in one.signatory_parties]

    assert len(names) == 2 * count


def test_records_are_found_by_their_reference():
    agreement, programme, meeting = factories.agreement(), factories.programme(), factories.meeting()

    assert Agreement.objects.get_by_natural_key("CC-0001") == agreement
    assert Programme.objects.get_by_natural_key("PR-0001") == programme
    assert Meeting.objects.get_by_natural_key("RM-0001") == meeting
