from datetime import date
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override

from agreements.models import Agreement
from register.dates import PartialDate
from register.models import Edition
from register.publication import Publication, set_publication
from register.search.index import collecting
from tests import factories

pytestmark = pytest.mark.django_db

PUBLIC = ["/", "/ar/conventions/", "/institutions/", "/carte/", "/chiffres/", "/conventions.csv", "/recherche/?q=cese"]


def again(client, page):
    """The answer to a repeat visit of the same address."""
    return client.get(page.request["PATH_INFO"], headers={"if-none-match": page["ETag"]})


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_page_says_of_which_edition_it_is_and_asks_to_be_checked(client, address):
    page = client.get(address)

    assert page["ETag"].startswith('W/"')
    assert page["Cache-Control"] == "public, no-cache"
    assert client.cookies == {}


def test_a_repeat_visit_is_answered_by_one_query_and_no_page(client, django_assert_num_queries):
    page = client.get("/conventions/")

    with django_assert_num_queries(1):
        repeat = again(client, page)

    assert (repeat.status_code, repeat.content, repeat["ETag"]) == (304, b"", page["ETag"])


@pytest.mark.parametrize(
    "write",
    [
        lambda record: record.save(),
        lambda record: set_publication(Agreement.objects.all(), Publication.WITHDRAWN),
        lambda record: record.themes.add(factories.theme()),
        lambda record: factories.commitment(agreement=record),
        lambda record: factories.source([record]),
        lambda record: factories.institution(),
        lambda record: factories.identity(),
        lambda record: record.delete(),
    ],
)
def test_after_a_write_the_page_is_made_anew(client, write):
    record = factories.agreement()
    page = client.get("/conventions/")

    write(record)

    assert again(client, page).status_code == 200


def test_many_writes_at_once_are_one_edition():
    factories.agreement()
    before = Edition.objects.get().mark

    with transaction.atomic(), collecting():
        factories.agreement()
        within = Edition.objects.get().mark
        factories.agreement()

    assert (within == before, Edition.objects.get().mark == before) == (True, False)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("", "Dernière modification du registre\u00a0: 1er\u00a0juin\u00a02026."),
        ("/ar", "آخر تعديل للسجل: فاتح\u00a0يونيو\u00a02026."),
        ("/en", "Last change of the register: 1\u00a0June\u00a02026."),
    ],
)
def test_every_page_says_when_the_register_was_last_written(client, language, said):
    factories.agreement()
    Edition.objects.update(mark=f"20260601T103000-{uuid4().hex}"[:32])
    assert said in client.get(f"{language}/carte/").text

    call_command("rebuild_search", verbosity=0)
    assert said in client.get(f"{language}/carte/").text

    factories.agreement()
    with override(language.strip("/") or "fr"):
        today = said.replace(str(PartialDate(2026, 6, 1)), str(PartialDate.of(timezone.localdate())))
    assert (said != today, today in client.get(f"{language}/carte/").text) == (True, True)


def test_a_page_of_yesterday_is_not_that_of_today(client, monkeypatch):
    page = client.get("/conventions/")
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: date(2030, 1, 1))

    assert again(client, page).status_code == 200


def test_staff_and_the_back_office_have_no_edition(client, admin_client):
    assert "ETag" not in client.get("/gestion/login/")
    assert "ETag" not in admin_client.get("/conventions/")


def test_the_name_of_the_register_is_that_of_the_edition(client):
    identity = factories.identity(name="Premier nom")
    first = client.get("/").text
    identity.name_fr = "Second nom"
    identity.save()

    assert ("Premier nom" in first, "Second nom" in client.get("/").text) == (True, True)


def test_a_theme_or_a_country_that_is_renamed_bears_its_new_name_at_once(client):
    theme, country = factories.theme("ess", name="Économie sociale"), factories.country("KW")
    agreement = factories.agreement([factories.institution(country=country), factories.institution()])
    agreement.themes.add(theme)
    factories.agreement()
    assert "Économie sociale" in client.get("/conventions/").text

    theme.name_fr, country.name_fr = "Économie solidaire", "État du Koweït"
    theme.save()
    country.save()

    for address in ["/conventions/", agreement.get_absolute_url().removeprefix("/en")]:
        assert "Économie solidaire" in client.get(address).text
    assert "État du Koweït" in client.get("/conventions/").text


def test_what_every_page_shares_follows_the_edition_and_speaks_the_language_of_the_page(client):
    identity = factories.identity(name_fr="Registre pilote", name_ar="سجل تجريبي")
    first = [client.get(address).text for address in ("/institutions/", "/ar/institutions/", "/programmes/")]

    identity.name_fr, identity.name_ar = "Registre national", "سجل وطني"
    identity.save()
    then = [client.get(address).text for address in ("/institutions/", "/ar/institutions/", "/programmes/")]

    for pages, names in ((first, ("Registre pilote", "سجل تجريبي")), (then, (identity.name_fr, identity.name_ar))):
        assert [name in page for page, name in zip(pages, (names[0], names[1], names[0]), strict=True)] == [True] * 3
    assert "Registre pilote" not in "".join(then)
    assert 'href="/institutions/" aria-current="page"' in then[0]
    assert 'href="/programmes/" aria-current="page"' in then[2]
