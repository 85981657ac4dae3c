"""Ways of a person in the back office: help under each field, what was chosen last time, a sheet to print."""

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from tests import factories
from tests.forms import fields

pytestmark = pytest.mark.django_db

# Not records of the register: Django's own forms of people, and what a file left behind.
OTHERS = {"auth.User", "register.FileImport", "register.FileMapping"}
PAGES = [model for model in admin.site._registry if model._meta.label not in OTHERS]


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def signed_in(*grants, name="agente"):
    client = Client()
    client.force_login(factories.person(name, *grants))
    return client


@pytest.mark.parametrize("model", PAGES)
def test_every_field_says_how_it_is_filled(rf, administrator, model):
    request = rf.get("/")
    request.user, request.resolver_match = administrator, type("Match", (), {"kwargs": {}})
    page = admin.site._registry[model]
    forms = [
        page.get_form(request)(),
        *(f(instance=model()).empty_form for f, _i in page.get_formsets_with_inlines(request)),
    ]

    silent = [
        (form._meta.model.__name__, name)
        for form in forms
        for name, field in form.fields.items()
        if not field.help_text and name not in ("DELETE", "id") and not field.widget.is_hidden
    ]

    assert [line for line in silent if not is_tie(form_model=line[0], name=line[1], owner=model)] == []


def is_tie(form_model, name, owner):
    """The hidden key by which a part belongs to its record."""
    return form_model != owner.__name__ and name == owner._meta.model_name


def test_a_new_record_begins_as_the_last_one_of_the_person(odco):
    client = signed_in(("publisher", odco))
    page = reverse("admin:agreements_agreement_add")
    client.post(page, fields(client.get(page)) | {"title_fr": "La première", "kind": "protocol", "_save": "1"})
    factories.agreement(kind="minutes", keeper=odco)

    assert fields(client.get(page))["kind"] == ["protocol"]
    assert fields(signed_in(("publisher", odco), name="autre").get(page))["kind"] == [""]


# --- The sheet ---


def sheet(client, agreement):
    return client.get(reverse("admin:agreements_agreement_sheet", args=[agreement.pk]))


def test_the_sheet_of_a_file_tells_what_staff_know(odco):
    party = factories.institution(name="Partenaire")
    agreement = factories.agreement([party], title="Convention de pêche", ends_on="2090", keeper=odco)
    factories.commitment(agreement=agreement, text="Former", follow_up="En cours d’achat")
    factories.commitment(meeting=factories.meeting([agreement], title="Comité", keeper=odco), text="Décider")
    factories.component(implementing_agreement=agreement, title="Bâtir")
    factories.link(factories.agreement(title="Avenant no 1"), "amends", agreement)
    factories.source([agreement], title="Communiqué")

    page = sheet(signed_in(("reader", odco)), agreement).text

    told = [
        "Partenaire",
        "Former",
        "En cours d’achat",
        "Comité",
        "Décider",
        "Bâtir",
        "Avenant no 1",
        "Communiqué",
        "2090",
    ]
    assert [word for word in told if word not in page] == []


def test_the_sheet_names_nothing_that_the_person_may_not_know(odco):
    agreement, other = factories.agreement(keeper=odco), factories.home()
    hidden = {"keeper": other, "publication": "draft"}
    factories.commitment(meeting=factories.meeting([agreement], title="SECRET", **hidden), text="SECRET")
    factories.component(factories.programme(title="SECRET", **hidden), implementing_agreement=agreement, title="SECRET")
    factories.link(factories.agreement(title="SECRET", **hidden), "amends", agreement)
    shown = factories.meeting([agreement], title="Comité", keeper=other)
    factories.commitment(meeting=shown, text="Décider", follow_up="SECRET")

    page = sheet(signed_in(("publisher", odco)), agreement).text

    assert "SECRET" not in page
    assert "Décider" in page


def test_the_sheet_of_others_is_not_shown(odco):
    client = signed_in(("publisher", odco))

    assert sheet(client, factories.agreement(keeper=factories.home())).status_code == 403
    assert sheet(client, factories.agreement(keeper=factories.home(), publication="draft")).status_code == 404
    assert Agreement.objects.count() == 2
