import pytest
from django.urls import reverse
from django.utils.translation import override

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    """Pages in other languages leave their language behind in the thread."""
    with override("fr"):
        yield


@pytest.fixture
def staff(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize("query", ["koweit", "Conseil economique", "cese"])
def test_institutions_are_proposed_by_folded_names_former_ones_too(staff, query):
    made = factories.institution(name="Conseil social", acronym="CESE", country=factories.country("KW"))
    factories.former_name(made, name="Conseil économique")
    factories.institution(name="Autre")
    field = {"app_label": "agreements", "model_name": "party", "field_name": "institution"}

    answer = staff.get(reverse("admin:autocomplete"), {**field, "term": query})

    assert [result["id"] for result in answer.json()["results"]] == [str(made.pk)]


def test_only_networks_are_proposed_as_networks(staff):
    network = factories.network(name="Union des conseils")
    factories.institution(name="Union nationale")
    field = {"app_label": "partners", "model_name": "membership", "field_name": "network"}

    answer = staff.get(reverse("admin:autocomplete"), {**field, "term": "union"})

    assert [result["id"] for result in answer.json()["results"]] == [str(network.pk)]


@pytest.mark.parametrize("model", ["institution", "membership", "country"])
@pytest.mark.parametrize("language", ["", "/ar", "/en"])
def test_every_page_of_the_floor_opens(staff, model, language):
    made = getattr(factories, model)()
    root = f"{language}/gestion/partners/{model}/"

    pages = [root, f"{root}add/", f"{root}{made.pk}/change/", f"{root}{made.pk}/history/", f"{root}?q=x"]

    assert [staff.get(page).status_code for page in pages] == [200] * 5


@pytest.mark.parametrize(("model", "queries"), [("institution", 8), ("membership", 8)])
def test_lists_cost_the_same_queries_for_one_row_as_for_three(staff, model, queries, django_assert_num_queries):
    for _count in (1, 2):
        getattr(factories, model)()
        with django_assert_num_queries(queries):
            staff.get(reverse(f"admin:partners_{model}_changelist"))
