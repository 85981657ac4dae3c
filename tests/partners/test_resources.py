import pytest
from django.db import transaction

from partners.models import Institution, Membership
from partners.resources import InstitutionResource, MembershipResource
from register.bulk import Author
from register.search.index import collecting
from register.tabular.storing import store
from register.tabular.writing import KINDS
from tests import factories

pytestmark = pytest.mark.django_db


def plan(resource, *lines):
    return resource().plan_file("\n".join(lines).encode())


def messages(made):
    return [(error.line, error.value, str(error.message)) for error in made.errors]


def apply(resource, user, *lines):
    made = plan(resource, *lines)
    assert messages(made) == []
    with transaction.atomic(), collecting():
        store(made.records, Author(user))
    return made


@pytest.fixture
def cese():
    made = factories.institution(
        slug="cese-maroc",
        name="Conseil économique, social et environnemental",
        name_ar="المجلس الاقتصادي والاجتماعي والبيئي",
        acronym="CESE",
        country=factories.country("MA"),
    )
    factories.former_name(made, name="Conseil économique et social")
    return made


@pytest.fixture
def network():
    return factories.network(slug="ucesif", name="Union des conseils", acronym="UCESIF")


@pytest.mark.parametrize(
    "reference",
    [
        "cese-maroc",
        "cese",
        "CONSEIL ECONOMIQUE SOCIAL ET ENVIRONNEMENTAL",
        "المجلس الإقتصادي والإجتماعي والبيئي",
        "conseil économique et social",
    ],
)
def test_an_institution_is_found_by_address_acronym_name_or_former_name(cese, network, reference):
    made = plan(MembershipResource, "institution;network;role;starts_on", f"{reference};UCESIF;president;2015")

    assert [record.instance.institution for record in made.new] == [cese]


def test_an_ambiguous_institution_is_refused_with_its_candidates(cese, network):
    factories.institution(slug="cese-france", name="Conseil français", acronym="CESE")

    made = plan(MembershipResource, "institution;network;role;starts_on", "CESE;UCESIF;president;2015")

    ((line, value, message),) = messages(made)
    assert (line, value) == (2, "CESE")
    assert "[cese-maroc]" in message
    assert "[cese-france]" in message


def test_an_unknown_institution_is_refused_with_what_is_expected(network):
    made = plan(MembershipResource, "institution;network;role;starts_on", "Inconnue;UCESIF;president;2015")

    ((_line, _value, message),) = messages(made)
    assert "“Inconnue”" in message
    assert str(MembershipResource.names["institution"].expected) in message


def test_a_membership_is_known_by_institution_network_role_and_beginning(cese, network, administrator):
    stored = factories.membership(institution=cese, network=network, role="president", starts_on="2015")

    made = apply(
        MembershipResource,
        administrator,
        "institution;network;role;starts_on;ends_on",
        "CESE;UCESIF;president;2015;2017",
        "CESE;UCESIF;president;2019;",
        "CESE;UCESIF;member;;",
    )

    stored.refresh_from_db()
    assert (len(made.changed), len(made.new)) == (1, 2)
    assert stored.ends_on.edtf == "2017"
    assert Membership.objects.count() == 3
    assert stored.history.first().history_user == administrator


def test_a_network_that_is_no_network_is_refused(cese):
    made = plan(MembershipResource, "institution;network;role;starts_on", "CESE;CESE;member;")

    assert [error.line for error in made.errors] == [2]


def test_an_empty_institution_is_refused(cese, network):
    made = plan(MembershipResource, "institution;network;role;starts_on", ";UCESIF;member;2015")

    assert [(error.line, error.value) for error in made.errors] == [(2, "")]


def test_new_institutions_are_drafts_and_may_be_parents_further_down(administrator):
    factories.country("MA")

    apply(
        InstitutionResource,
        administrator,
        "slug;kind;name_fr;acronym;country;parent",
        "ministere;ministry;Ministère;;maroc;",
        ";agency;Office du développement;ODCO;MA;Ministère",
    )

    odco = Institution.objects.get(slug="odco")
    assert (odco.parent.slug, odco.country_id, odco.publication) == ("ministere", "MA", "draft")


def test_an_institution_without_address_and_with_a_known_name_is_no_second_one(cese):
    made = plan(InstitutionResource, "slug;kind;name_fr", ";council;Conseil économique, social et environnemental")

    assert "cese-maroc" in messages(made)[0][2]


def test_the_whole_model_is_validated(cese):
    made = plan(InstitutionResource, "slug;kind;name_fr;website", "x y;ministry;;javascript:alert(1)")

    headings = {error.value for error in made.errors}
    assert {"x y", "javascript:alert(1)", ""} == headings


@pytest.mark.parametrize("column", ["id", "pk", "publication", "folded", "published_at", "history"])
def test_columns_of_the_machine_are_unknown_to_files(cese, column):
    made = plan(InstitutionResource, f"slug;{column}", "cese-maroc;1")

    assert [(error.line, error.column) for error in made.errors] == [(1, column)]


def test_a_repeated_heading_and_a_missing_key_are_named(cese):
    made = plan(InstitutionResource, "kind;name_fr;name_fr", "council;A;B")

    assert [error.line for error in made.errors] == [1, 1, 1]
    assert [error.column for error in made.errors][:2] == ["name_fr", "name_fr"]


def test_the_same_institution_twice_is_refused_with_both_lines(cese):
    made = plan(InstitutionResource, "slug;acronym", "cese-maroc;A", "cese-maroc;B")

    ((line, _value, message),) = messages(made)
    assert line == 3
    assert "2" in message


def test_a_control_character_is_refused_where_it_stands(cese):
    made = plan(InstitutionResource, "slug;acronym;website", "cese-maroc;A\u202eB;\0")

    assert [(error.line, error.value) for error in made.errors] == [(2, "A\u202eB"), (2, "\0")]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("resource", [InstitutionResource, MembershipResource])
def test_what_was_taken_out_changes_nothing_when_brought_in(loaded_register, resource, kind):
    parent = factories.network(name="Réseau d’essai")
    trap = factories.institution(slug="piege", name="=1+1 | deux", name_ar="'@x", parent=parent, acronym="-a")
    factories.membership(institution=trap, network=parent, role="member")
    factories.membership(institution=trap, network=parent, role="board", starts_on="2015-11", ends_on="2017-03-04")
    content = b"".join(KINDS[kind].pieces(resource().table(resource().get_queryset())))

    made = resource().plan_file(content)

    assert messages(made) == []
    assert [(record.title, record.all_differences) for record in made.new + made.changed] == []
    assert len(made.unchanged) == resource._meta.model.objects.count()
