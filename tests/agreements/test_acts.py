"""The life of an agreement, act by act, through the pages of the back office."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.acts import ACTS
from agreements.models import Agreement, AgreementLink
from tests import factories
from tests.forms import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def page(agreement, act):
    return reverse("admin:agreements_agreement_act", args=[agreement.pk, act])


def act(client, agreement, name, **typed):
    return client.post(page(agreement, name), fields(client.get(page(agreement, name))) | typed)


def test_an_agreement_that_was_negotiated_is_signed(staff):
    made = factories.agreement(is_signed=False)

    act(staff, made, "sign", signed_on="novembre 2015", place_fr="Rabat", ends_on="2020")

    made.refresh_from_db()
    assert (made.is_signed, made.signed_on.edtf, made.place_fr, made.ends_on.edtf) == (True, "2015-11", "Rabat", "2020")
    assert made.history.first().history_change_reason


@pytest.mark.parametrize(("name", "column"), [("suspend", "suspended_on"), ("terminate", "terminated_on")])
def test_an_agreement_is_suspended_or_terminated_on_a_day(staff, name, column):
    made = factories.agreement(signed_on="2015")

    act(staff, made, name, **{column: "01/06/2018"})

    made.refresh_from_db()
    assert getattr(made, column).edtf == "2018-06-01"


def test_a_suspension_ends(staff):
    made = factories.agreement(signed_on="2015", suspended_on="2016")

    act(staff, made, "resume")

    made.refresh_from_db()
    assert made.suspended_on is None


@pytest.mark.parametrize(
    ("name", "kind", "link"),
    [("amend", "amendment", "amends"), ("renew", "convention", "renews"), ("replace", "convention", "replaces")],
)
def test_what_follows_an_agreement_has_its_parties_and_themes_and_is_a_draft(staff, name, kind, link):
    conseil, bureau, theme = factories.home(name="Conseil"), factories.institution(name="Bureau"), factories.theme()
    made = factories.agreement([conseil, bureau], title="Convention", signed_on="2015", keeper=conseil)
    made.themes.set([theme])

    answer = act(staff, made, name, signed_on="2019")

    later = Agreement.objects.exclude(pk=made.pk).get()
    assert (later.kind, later.publication, later.keeper, later.signed_on.edtf) == (kind, "draft", conseil, "2019")
    assert [party.institution for party in later.parties.all()] == [conseil, bureau]
    assert list(later.themes.all()) == [theme]
    assert [(tie.source, tie.kind, tie.target) for tie in AgreementLink.objects.all()] == [(later, link, made)]
    assert "Convention" in later.title_fr
    assert answer.url == reverse("admin:agreements_agreement_change", args=[later.pk])


def test_an_amendment_moves_the_end_in_the_same_write(staff):
    made = factories.agreement(signed_on="2015", ends_on="2018")

    act(staff, made, "amend", signed_on="2017", new_end="2021")

    made.refresh_from_db()
    assert made.ends_on.edtf == "2021"


def test_an_amendment_that_cannot_be_written_writes_nothing(staff):
    made = factories.agreement(signed_on="2015", ends_on="2018")

    answer = act(staff, made, "amend", signed_on="2017", new_end="2010")

    made.refresh_from_db()
    assert answer.status_code == 422
    assert (made.ends_on.edtf, Agreement.objects.count()) == ("2018", 1)


def test_a_renewal_proposes_the_period_that_the_agreement_says(staff):
    made = factories.agreement(signed_on="2015", ends_on="2018-05-31", renewal="express", renewal_months=36)

    form = staff.get(page(made, "renew")).context["form"]

    assert form.initial["ends_on"].edtf == "2021-05-31"
    assert form.initial["entry_into_force_on"].edtf == "2018-05-31"


@pytest.mark.parametrize("name", [name for name in ACTS if name != "resume"])
def test_an_act_without_its_day_is_asked_for_again(staff, name):
    made = factories.agreement(is_signed=name != "sign")

    answer = act(staff, made, name)

    assert answer.status_code == 422
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    ("facts", "acts"),
    [
        ({"is_signed": False}, ["sign"]),
        ({"signed_on": "2015"}, ["amend", "renew", "replace", "suspend", "terminate"]),
        ({"signed_on": "2015", "suspended_on": "2016"}, ["amend", "renew", "replace", "resume", "terminate"]),
        ({"signed_on": "2015", "terminated_on": "2016"}, ["amend", "renew", "replace"]),
    ],
)
def test_only_acts_that_make_sense_are_offered(staff, facts, acts):
    made = factories.agreement(**facts)

    offered = staff.get(reverse("admin:agreements_agreement_change", args=[made.pk])).context["standing"]["acts"]

    assert [url.rstrip("/").rpartition("/")[2] for _label, url in offered] == acts


def test_an_act_that_was_done_meanwhile_is_not_done_twice(staff):
    made = factories.agreement(signed_on="2015", terminated_on="2016")

    answer = staff.post(page(made, "terminate"), {"terminated_on": "2017"})

    made.refresh_from_db()
    assert answer.status_code == 302
    assert made.terminated_on.edtf == "2016"


def test_no_act_of_an_unknown_name(staff):
    assert staff.get(page(factories.agreement(), "bless")).status_code == 404


@pytest.mark.parametrize(("publication", "status"), [("draft", 200), ("published", 403)])
def test_upon_what_the_public_reads_an_act_takes_a_publisher(publication, status):
    odco = factories.home()
    made, client = factories.agreement(keeper=odco, publication=publication), Client()
    client.force_login(factories.person("redactrice", ("contributor", odco)))

    assert client.get(page(made, "terminate")).status_code == status


def test_an_agreement_that_others_keep_is_not_acted_upon():
    made, client = factories.agreement(keeper=factories.home(), publication="draft"), Client()
    client.force_login(factories.person("editrice", ("publisher", factories.home())))

    assert client.post(page(made, "terminate"), {"terminated_on": "2017"}).status_code == 404
