from datetime import date

import pytest
from django.utils import translation

from partners.models import Institution, Membership
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "day", "is_held"),
    [
        ("2015", "2017", date(2014, 12, 31), False),
        ("2015", "2017", date(2015, 1, 1), True),
        ("2015", "2017", date(2016, 6, 15), True),
        ("2015", "2017", date(2017, 12, 31), True),
        ("2015", "2017", date(2018, 1, 1), False),
        ("2015-11", "2016-02", date(2015, 10, 31), False),
        ("2015-11", "2016-02", date(2015, 11, 1), True),
        ("2015-11", "2016-02", date(2016, 2, 29), True),
        ("2015-11", "2016-02", date(2016, 3, 1), False),
        ("2015-11-23", "2015-11-23", date(2015, 11, 22), False),
        ("2015-11-23", "2015-11-23", date(2015, 11, 23), True),
        ("2015-11-23", "2015-11-23", date(2015, 11, 24), False),
        (None, "2017", date(1000, 1, 1), True),
        (None, "2017", date(2018, 1, 1), False),
        ("2015", None, date(2014, 12, 31), False),
        ("2015", None, date(2999, 12, 31), True),
        (None, None, date(2016, 1, 1), True),
    ],
)
def test_a_mandate_is_held_on_the_days_of_its_period(starts_on, ends_on, day, is_held):
    factories.membership(starts_on=starts_on, ends_on=ends_on)

    assert Membership.objects.held_on(day).exists() is is_held


def test_who_presided_a_network_on_a_day_has_an_answer():
    network = factories.network(acronym="UCESIF")
    for name, role, starts_on, ends_on in [
        ("Conseil A", "president", "2013", "2014"),
        ("Conseil B", "president", "2015", "2017"),
        ("Conseil C", "member", "2010", None),
    ]:
        institution = factories.institution(name=name)
        factories.membership(institution=institution, network=network, role=role, starts_on=starts_on, ends_on=ends_on)

    presidents = network.network_memberships.filter(role="president").held_on(date(2016, 7, 1))

    assert [membership.institution.name_fr for membership in presidents] == ["Conseil B"]


@pytest.mark.parametrize("hidden", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_a_membership_is_public_when_both_its_ends_are(hidden):
    factories.membership(institution=factories.institution(publication=hidden))
    factories.membership(network=factories.network(publication=hidden))
    shown = factories.membership()

    assert list(Membership.objects.public()) == [shown]


def test_the_public_sees_published_institutions_only():
    for state in Publication:
        factories.institution(name=state.value, publication=state)

    assert [institution.name_fr for institution in Institution.objects.published()] == ["published"]


def test_networks_are_institutions_of_that_kind():
    factories.institution()
    network = factories.network()

    assert list(Institution.objects.networks()) == [network]


def test_institutions_are_listed_in_the_order_of_the_active_language():
    factories.institution(name="B", name_en="Alpha", slug="b")
    factories.institution(name="A", name_en="Beta", slug="a")
    factories.institution(name="A", name_en="", slug="0")

    with translation.override("fr"):
        assert [institution.slug for institution in Institution.objects.by_name()] == ["0", "a", "b"]
    with translation.override("en"):
        assert [institution.slug for institution in Institution.objects.by_name()] == ["0", "b", "a"]
