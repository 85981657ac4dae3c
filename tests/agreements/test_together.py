"""Many agreements changed together, none of them blindly."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement
from tests import factories
from tests.forms import fields

pytestmark = pytest.mark.django_db

LIST = "admin:agreements_agreement_changelist"


@pytest.fixture
def staff(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def ask(client, *agreements):
    chosen = {"action": "change_together", "_selected_action": [made.pk for made in agreements]}
    return client.post(reverse(LIST), chosen)


def change(client, asked, **typed):
    return client.post(reverse(LIST), fields(asked) | typed, follow=True)


def test_kind_themes_and_who_answers_are_changed_in_each(staff):
    one, two, other = factories.theme(), factories.theme(), factories.institution()
    made = [factories.agreement(), factories.agreement(kind="minutes")]
    for agreement in made:
        agreement.themes.add(one)
        factories.commitment(agreement=agreement)
        factories.commitment(agreement=agreement, progress="done")

    change(staff, ask(staff, *made), kind="protocol", add=[two.pk], remove=[one.pk], responsible=other.pk)

    for agreement in Agreement.objects.all():
        assert (agreement.kind, list(agreement.themes.all())) == ("protocol", [two])
        assert [c.responsible for c in agreement.commitments.order_by("progress")] == [None, other]
        assert agreement.history.exclude(history_change_reason=None).exists()


def test_what_is_left_open_stays_as_it_is(staff):
    made = factories.agreement(kind="minutes")

    change(staff, ask(staff, made), add=[factories.theme().pk])

    made.refresh_from_db()
    assert (made.kind, made.themes.count()) == ("minutes", 1)


@pytest.mark.parametrize("what", ["kind", "title", "themes"])
def test_what_someone_changed_meanwhile_stays_and_is_named(staff, what):
    made, untouched = factories.agreement(title="Entre-temps"), factories.agreement()
    asked = ask(staff, made, untouched)
    if what == "themes":
        made.themes.add(factories.theme())
    else:
        setattr(made, {"kind": "kind", "title": "title_fr"}[what], "minutes")
        made.save()

    answer = change(staff, asked, kind="protocol")

    made.refresh_from_db()
    untouched.refresh_from_db()
    assert (made.kind == "protocol", untouched.kind) == (False, "protocol")
    assert made.reference in str(list(answer.context["messages"])[-1])


def test_a_contributor_changes_together_only_what_is_not_public():
    odco = factories.home()
    client = Client()
    client.force_login(factories.person("redactrice", ("contributor", odco)))
    draft, public = (factories.agreement(keeper=odco, publication=state) for state in ("draft", "published"))
    others = factories.agreement(keeper=factories.home())

    asked = ask(client, draft, public, others)
    change(client, asked, kind="protocol")

    assert asked.context["kept_out"] == 2
    assert [made.kind for made in (*Agreement.objects.order_by("pk"),)] == ["protocol", "convention", "convention"]


def test_no_record_is_smuggled_into_the_form():
    odco = factories.home()
    client = Client()
    client.force_login(factories.person("redactrice", ("contributor", odco)))
    draft, hidden = factories.agreement(keeper=odco, publication="draft"), factories.agreement(publication="draft")

    change(client, ask(client, draft), kind="protocol", _selected_action=[draft.pk, hidden.pk])

    hidden.refresh_from_db()
    assert hidden.kind == "convention"
