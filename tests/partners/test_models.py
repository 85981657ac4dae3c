import pytest
from django.apps import apps
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import translation

from partners.models import Country, FormerName, Institution, Membership, Preference
from tests import factories

pytestmark = pytest.mark.django_db

NAMELESS = {"name_fr": "", "name_ar": "", "name_en": ""}


def own_parent():
    institution = factories.institution()
    return institution, {"parent": institution}


def own_successor():
    institution = factories.institution()
    return institution, {"successor": institution}


def member_of_itself():
    network = factories.network()
    return factories.membership(network=network), {"institution": network}


def same_membership(**dates):
    first = factories.membership(role="president", **dates)
    second = factories.membership(role="member", institution=first.institution, network=first.network, **dates)
    return second, {"role": "president"}


# For each constraint: a row that is right, what would make it wrong, and the message.
CONSTRAINTS = {
    "institution_named": (
        lambda: (factories.institution(), NAMELESS),
        "Give the name in at least one language.",
    ),
    "institution_not_own_parent": (own_parent, "An institution cannot be a part of itself."),
    "institution_not_own_successor": (own_successor, "An institution cannot succeed itself."),
    "former_name_named": (
        lambda: (factories.former_name(), NAMELESS),
        "Give the former name in at least one language.",
    ),
    "former_name_period": (
        lambda: (factories.former_name(), {"starts_on": "2015-12", "ends_on": "2015-11"}),
        "A name cannot end before it begins.",
    ),
    "membership_not_of_itself": (member_of_itself, "A network cannot be a member of itself."),
    "membership_period": (
        lambda: (factories.membership(), {"starts_on": "2016", "ends_on": "2015-12-31"}),
        "A mandate cannot end before it begins.",
    ),
    "membership_unique": (
        lambda: same_membership(starts_on="2015"),
        "This institution already holds this role in this network from that date.",
    ),
    "membership_unique_undated": (
        same_membership,
        "This institution already holds this role in this network, undated.",
    ),
    "grant_unique": (lambda: same_grant(factories.home()), "This person already has this right."),
    "preference_calendar_key": (lambda: same_calendar(), "This address of a calendar belongs to someone else."),
    "grant_unique_everywhere": (lambda: same_grant(None), "This person already has this right."),
}


def same_calendar():
    Preference.objects.create(user=factories.person("une"), calendar_key="x")
    return Preference.objects.create(user=factories.person("autre")), {"calendar_key": "x"}


def same_grant(where):
    person = factories.person("agente", ("reader", where))
    return person.grants.create(role="auditor", institution=where), {"role": "reader"}


def test_the_table_covers_every_constraint_declared():
    declared = {
        constraint.name
        for model in apps.get_app_config("partners").get_models()
        for constraint in model._meta.constraints
    }

    assert set(CONSTRAINTS) == declared


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_rule_is_told_in_a_sentence(name):
    make, message = CONSTRAINTS[name]
    row, wrong = make()
    row.full_clean()
    for field, value in wrong.items():
        setattr(row, field, value)

    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    with translation.override("en"):
        assert refused.value.messages == [message]


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_a_rule_is_kept_by_the_database_itself(name):
    make, _message = CONSTRAINTS[name]
    row, wrong = make()

    with pytest.raises(IntegrityError), transaction.atomic():
        type(row).objects.filter(pk=row.pk).update(**wrong)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        ("2015", "2015"),
        ("2015-11", "2015"),
        ("2015-11-23", "2015"),
        ("2015-11-30", "2015-11"),
        ("2015", "2015-01-01"),
        ("2015-11-23", "2015-11-23"),
        (None, "2015"),
        ("2015", None),
    ],
)
def test_a_period_whose_bounds_may_overlap_is_accepted(starts_on, ends_on):
    factories.membership(starts_on=starts_on, ends_on=ends_on).full_clean()
    factories.former_name(starts_on=starts_on, ends_on=ends_on).full_clean()


def test_an_institution_holds_a_role_again_from_another_date():
    first = factories.membership(starts_on="2015")
    for starts_on in ("2015-11", "2017", None):
        factories.membership(institution=first.institution, network=first.network, starts_on=starts_on).full_clean()

    assert Membership.objects.count() == 4


def test_a_membership_is_in_a_network():
    membership = factories.membership()
    membership.network = factories.institution(kind="association")

    with pytest.raises(ValidationError) as refused:
        membership.full_clean()
    with translation.override("en"):
        assert refused.value.message_dict["network"][-1] == "Choose an institution whose kind is “network”."


def test_a_permanent_address_belongs_to_one_institution():
    factories.institution(slug="cese")

    with pytest.raises(ValidationError) as refused:
        Institution(slug="cese", kind="council", name_fr="CESE").full_clean()

    assert list(refused.value.message_dict) == ["slug"]


def test_an_institution_that_has_links_cannot_be_deleted():
    membership = factories.membership()

    with pytest.raises(ProtectedError):
        membership.institution.delete()


def test_an_institution_is_called_by_its_name_and_acronym():
    named = factories.institution(name="Conseil économique", name_en="Economic Council", acronym="CESE")

    with translation.override("fr"):
        assert str(named) == "Conseil économique (CESE)"
    assert str(factories.institution(name="Office")) == "Office"
    with translation.override("en"):
        assert str(named) == "Economic Council (CESE)"


def test_countries_and_former_names_are_called_by_their_names():
    with translation.override("fr"):
        assert str(factories.country("KW")) == "Koweït"
    assert str(factories.former_name(name="Ancien conseil")) == "Ancien conseil"


def test_a_membership_tells_who_is_what_where():
    membership = factories.membership(
        institution=factories.institution(name="Conseil", acronym="CESE"),
        network=factories.network(name="Union", acronym="UCESIF"),
        role="president",
    )

    with translation.override("en"):
        assert str(membership) == "Conseil (CESE) · Union (UCESIF) · president"


def test_former_names_come_latest_first():
    institution = factories.institution()
    for name, ends_on in [("B", "2010"), ("A", "1990"), ("C", "2015-11")]:
        factories.former_name(institution, name=name, ends_on=ends_on)

    assert [former.name_fr for former in institution.former_names.all()] == ["C", "B", "A"]


def test_mandates_come_latest_first_and_the_undated_last():
    network = factories.network()
    for starts_on in ("2015", None, "2019-05", "2017"):
        factories.membership(network=network, starts_on=starts_on)

    ordered = [m.starts_on and m.starts_on.edtf for m in network.network_memberships.all()]
    assert ordered == ["2019-05", "2017", "2015", None]


def test_partners_go_through_a_file_by_their_natural_keys():
    president = factories.membership(role="president", starts_on="2015-11", ends_on="2017")
    factories.membership(institution=president.institution, network=president.network)
    factories.former_name(president.institution, name="Ancien", ends_on="2011")
    institutions = Institution.objects.filter(pk__in=[president.institution_id, president.network_id]).order_by("pk")
    rows = [*institutions, *Membership.objects.order_by("pk"), *FormerName.objects.all()]
    text = serializers.serialize("json", rows, use_natural_foreign_keys=True, use_natural_primary_keys=True)
    keys = [membership.natural_key() for membership in Membership.objects.order_by("pk")]
    Membership.objects.all().delete(), Institution.objects.all().delete()

    for record in serializers.deserialize("json", text):
        record.save()

    assert [membership.natural_key() for membership in Membership.objects.order_by("pk")] == keys
    assert Membership.objects.get_by_natural_key(*keys[0]).ends_on.edtf == "2017"
    assert Membership.objects.get_by_natural_key(*keys[1]).starts_on is None
    assert Institution.objects.get_by_natural_key(keys[0][0]).former_names.get().name_fr == "Ancien"


def test_every_change_of_an_institution_is_in_its_history():
    institution = factories.institution(name="Conseil")
    institution.name_fr = "Conseil économique"
    institution.save()

    assert [row.name_fr for row in institution.history.all()] == ["Conseil économique", "Conseil"]


def test_countries_are_listed_by_name():
    for code in ("PT", "KW", "MA"):
        factories.country(code)

    assert [country.code for country in Country.objects.all()] == ["KW", "MA", "PT"]
