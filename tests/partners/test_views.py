import pytest

from tests import factories

pytestmark = pytest.mark.django_db


def test_the_page_of_ucesif_says_who_presided_it_in_2016(client, loaded_register):
    page = client.get("/institutions/ucesif/")

    text = " ".join(page.text.split())
    assert 'présidence, <span class="period">2015 – 2017</span>' in text.replace("\u00a0", " ")


def test_networks_list_their_members_with_role_and_period(client, loaded_register):
    page = client.get("/en/reseaux/")

    assert len(page.context["object_list"]) == 4
    assert "founding member, period not stated" in " ".join(page.text.split())


@pytest.mark.parametrize("query", ["ODCO", "odco", "coopération"])
def test_institutions_are_found_by_acronym_and_name(client, loaded_register, query):
    found = [institution.slug for institution in client.get("/institutions/", {"q": query}).context["page_obj"]]

    assert "odco" in found


def test_a_former_name_finds_the_institution_of_today(client, loaded_register):
    found = [i.slug for i in client.get("/institutions/", {"q": "egalite famille"}).context["page_obj"]]

    assert "ministere-solidarite-maroc" in found


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.party()

    with django_assert_num_queries(3):
        client.get("/institutions/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_networks_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.membership()

    with django_assert_num_queries(3):
        client.get("/reseaux/")


def test_an_institution_names_what_it_came_from_and_what_it_became(client):
    heir = factories.institution(name="Héritière")
    former = factories.institution(name="Ancienne", successor=heir)
    hidden = factories.institution(name="Cachée", successor=heir, publication="draft")

    assert "Ancienne" in client.get(heir.get_absolute_url()).text
    assert hidden.name_fr not in client.get(heir.get_absolute_url()).text
    assert "Héritière" in client.get(former.get_absolute_url()).text
