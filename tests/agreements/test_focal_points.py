"""Focal points: whom staff call; masked for auditors, forgotten a year after they left."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.models import FocalPoint
from tests import factories

pytestmark = pytest.mark.django_db

LIST, CHANGE = "admin:agreements_focalpoint_changelist", "admin:agreements_focalpoint_change"
PRIVATE = ["Nadia Exemple", "nadia@example.org", "0612345678"]


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def signed_in(*grants):
    client = Client()
    client.force_login(factories.person("agente", *grants))
    return client


def contact(keeper, **given):
    facts = dict(zip(("name", "email", "phone"), PRIVATE, strict=True)) | {"function": "Cheffe de service"}
    return FocalPoint.objects.create(**({"institution": keeper, "keeper": keeper} | facts | given))


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def pages(client, made, agreement):
    yield client.get(reverse(LIST))
    yield client.get(reverse(CHANGE, args=[made.pk]))
    yield client.get(reverse("admin:agreements_focalpoint_history", args=[made.pk]))
    yield client.get(reverse("admin:agreements_agreement_change", args=[agreement.pk]))
    yield client.get(reverse("admin:agreements_agreement_sheet", args=[agreement.pk]))


def test_auditors_see_that_there_is_someone_and_not_who(odco):
    agreement = factories.agreement(keeper=odco)
    made = contact(odco, agreement=agreement)

    seen = list(pages(signed_in(("auditor", None)), made, agreement))

    assert [answer.status_code for answer in seen] == [200] * 5
    assert not [word for answer in seen for word in PRIVATE if word in answer.text]
    assert "•••" in seen[0].text
    assert "Cheffe de service" in seen[0].text
    made.refresh_from_db()
    assert made.name == PRIVATE[0]


def test_auditors_do_not_find_them_by_name(odco):
    contact(odco)

    assert signed_in(("auditor", None)).get(reverse(LIST), {"q": "Nadia"}).context["cl"].result_count == 0


def test_staff_of_the_keeper_see_and_find_them(odco):
    agreement = factories.agreement(keeper=odco)
    made = contact(odco, agreement=agreement)
    client = signed_in(("reader", odco))

    assert all(word in client.get(reverse(LIST)).text for word in PRIVATE)
    assert client.get(reverse(LIST), {"q": "Nadia"}).context["cl"].result_count == 1
    assert PRIVATE[1] in client.get(reverse("admin:agreements_agreement_sheet", args=[agreement.pk])).text
    assert PRIVATE[1] in client.get(reverse(CHANGE, args=[made.pk])).text


def test_whoever_left_is_no_more_named_on_the_agreement(odco):
    agreement = factories.agreement(keeper=odco)
    contact(odco, agreement=agreement, left_on=days_ago(0))

    page = signed_in(("publisher", odco)).get(reverse("admin:agreements_agreement_change", args=[agreement.pk])).text

    assert PRIVATE[1] not in page


def test_a_year_after_they_left_they_are_masked_even_if_nothing_was_erased_yet(odco):
    made = contact(odco, left_on=days_ago(366))
    client = signed_in(("publisher", odco))

    assert not [word for word in PRIVATE if word in client.get(reverse(LIST)).text]
    answer = client.get(reverse(CHANGE, args=[made.pk]))
    assert not [word for word in PRIVATE if word in answer.text]
    assert client.post(reverse(CHANGE, args=[made.pk]), {"name": "x"}).status_code == 403


def test_the_command_erases_them_and_the_history_keeps_that_there_was_one(odco, capsys):
    old, recent, there = contact(odco, left_on=days_ago(366)), contact(odco, left_on=days_ago(365)), contact(odco)

    call_command("forget_contacts")

    assert set(FocalPoint.objects.all()) == {recent, there}
    assert FocalPoint.history.filter(id=old.pk, history_type="-", function="Cheffe de service").count() == 1
    assert capsys.readouterr().out == "1 former focal points erased.\n"
