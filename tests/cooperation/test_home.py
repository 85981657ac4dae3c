import re

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db


def test_an_empty_register_has_a_kind_home_page(client):
    page = client.get("/en/")

    assert page.status_code == 200
    assert "The register is new: no agreement is published yet." in page.text


def test_home_says_how_much_the_register_holds_and_what_falls_due(client, loaded_register):
    page = client.get("/en/")

    assert (page.context["agreement_count"], page.context["programme_count"]) == (18, 2)
    assert [deadline.date.edtf for deadline in page.context["deadlines"]] == ["2030", "2030"]


def test_unsigned_and_unpublished_agreements_are_not_among_the_latest_signatures(client, loaded_register):
    references = [agreement.reference for agreement in client.get("/").context["latest"]]

    assert references[0] == "CC-0018"
    assert "CC-0008" not in references


def test_each_country_on_the_map_leads_to_its_sheet(client):
    home, partner = factories.country("MA"), factories.country("KW")
    ours, theirs = factories.institution(country=home), factories.institution(country=partner)
    factories.agreement([ours, theirs])
    before = drawn(client.get("/en/"))

    factories.agreement([ours, factories.institution(country=factories.country("PT"))])

    assert before == {"/en/pays/ma/", "/en/pays/kw/"}
    assert drawn(client.get("/en/")) == {*before, "/en/pays/pt/"}


def drawn(page):
    """Where the countries of its map lead."""
    return set(re.findall(r'<a class="tone-[0-4]" href="([^"]*)"', page.text))


@pytest.mark.parametrize(
    ("address", "language", "direction"), [("/", "fr", "ltr"), ("/ar/", "ar", "rtl"), ("/en/", "en", "ltr")]
)
def test_the_address_alone_decides_the_language(client, address, language, direction):
    page = client.get(address, headers={"accept-language": "en"})

    assert f'<html lang="{language}" dir="{direction}">' in page.text


def test_public_pages_set_no_cookie(client, loaded_register):
    for address in ["/", "/conventions/", "/conventions/CC-0001/", "/institutions/", "/programmes/PR-0001/"]:
        assert client.get(address).cookies == {}


def test_a_page_that_does_not_exist_answers_404_in_the_dress_of_the_site(client):
    page = client.get("/nulle-part/")

    assert page.status_code == 404
    assert 'class="masthead"' in page.text


def test_a_failure_answers_500_in_the_dress_of_the_site(client, monkeypatch):
    monkeypatch.setattr("cooperation.views.home._nearest", lambda day: 1 / 0)
    client.raise_request_exception = False

    page = client.get("/en/")

    assert page.status_code == 500
    assert "Something went wrong on our side." in page.text


def test_a_form_without_its_token_is_refused_in_the_dress_of_the_site(administrator):
    client = Client(enforce_csrf_checks=True)

    page = client.post("/en/gestion/login/", {"username": "x"})

    assert page.status_code == 403
    assert "This form was open for too long." in page.text


def test_an_account_without_rights_is_told_so_in_the_dress_of_the_site(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("lectrice", is_staff=True))

    page = client.get("/en/gestion/partners/country/")

    assert page.status_code == 403
    assert "Your account may not do this." in page.text


@pytest.mark.parametrize("purpose", ["", "Ce que le Conseil a signé."])
def test_every_page_describes_itself_to_search_engines(client, purpose):
    factories.identity(purpose=purpose)
    records = factories.programme(objective=""), factories.meeting(summary=""), factories.institution()

    for address in ["/", "/rapports/", *(record.get_absolute_url() for record in records)]:
        said = purpose or "Ce qui a été signé, avec qui, et ce qui en est issu."
        assert f'<meta name="description" content="{said}">' in client.get(address.replace("/en/", "/")).text
