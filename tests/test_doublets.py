"""The list of likely doublets: which pairs are found, who sees them, and pairs that are told apart."""

import random

import pytest
from django.test import Client
from django.urls import reverse

from agreements.doublets import doublets as agreements_alike
from agreements.models import Agreement
from partners.doublets import doublets as institutions_alike
from partners.models import Institution
from register.likeness import alike, are_alike
from tests import factories

pytestmark = pytest.mark.django_db

PAGE = "admin:agreements_agreement_doublets"


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def signed_in(*grants, name="agente"):
    client = Client()
    client.force_login(factories.person(name, *grants))
    return client


def found(client, page=PAGE, **asked):
    pairs = client.get(reverse(page), asked).context["pairs"]
    return [tuple(record.pk for record, _key in pair) for pair in pairs]


def twins(keeper=None, **given):
    facts = {"title": "Convention de pêche", "signed_on": "2015-11", "keeper": keeper} | given
    return tuple(factories.agreement(**facts).pk for _number in range(2))


# --- Words ---


def test_pairs_are_those_that_comparing_each_with_each_would_find():
    chance = random.Random(5)
    named = [(key, frozenset(chance.sample("abcdefghij", chance.randint(0, 8)))) for key in range(120)]

    slowly = {(a, b) for a, some in named for b, others in named if a < b and are_alike(some, others)}

    assert set(alike(named)) == slowly
    assert len(slowly) > 20


# --- Agreements ---


def test_agreements_of_one_title_and_year_are_a_pair():
    pair = twins()
    twins(signed_on="2016", title="Autre convention de pêche")
    factories.agreement(title="Convention de pêche", signed_on="2014")
    factories.agreement(title="Convention de pêche")

    assert pair in list(agreements_alike(Agreement.objects.all()))
    assert len(list(agreements_alike(Agreement.objects.all()))) == 2


def test_one_language_is_enough():
    facts = {"title": "Convention de pêche", "signed_on": "2015"}
    whole = factories.agreement(title_ar="اتفاقية الصيد", title_en="Fishing", **facts)
    arabic = factories.agreement(title_fr="", title_ar="اتفاقيّة الصيد", signed_on="2015")
    french = factories.agreement(**facts)

    assert set(agreements_alike(Agreement.objects.all())) == {(whole.pk, arabic.pk), (whole.pk, french.pk)}


@pytest.mark.parametrize(
    ("title", "signed_on", "is_pair"),
    [
        ("Tout autre titre", "2015-11", True),
        ("Tout autre titre", "2015-10", False),
        ("Convention de la pêche durable côtière", "2015-03", True),
        ("Convention de la pêche durable côtière", "2016-11", False),
    ],
)
def test_the_same_signatories_are_a_pair_in_the_same_month_or_under_a_like_title(title, signed_on, is_pair):
    parties = [factories.institution(), factories.institution()]
    factories.agreement(parties, title="Convention de pêche durable côtière", signed_on="2015-11-23")
    factories.agreement(parties, title=title, signed_on=signed_on)

    assert bool(list(agreements_alike(Agreement.objects.all()))) is is_pair


# --- Institutions ---


@pytest.mark.parametrize(
    ("some", "others", "is_pair"),
    [
        ({"name": "Office national de la pêche"}, {"name": "Office National des Pêche"}, True),
        ({"name": "Office", "acronym": "ONP"}, {"name": "Bureau", "acronym": "O.N.P"}, False),
        ({"name": "Office", "acronym": "ONP"}, {"name": "Bureau", "acronym": "onp"}, True),
        ({"name": "Un", "name_ar": "مكتب الصيد البحري"}, {"name": "Deux", "name_ar": "مكتب الصَّيد البحري"}, True),
        ({"name": "Office de la pêche"}, {"name": "Ministère de la santé"}, False),
    ],
)
def test_institutions_of_like_names_or_one_acronym_are_a_pair(some, others, is_pair):
    factories.institution(**some)
    factories.institution(**others)

    assert bool(list(institutions_alike(Institution.objects.all()))) is is_pair


def test_former_names_tell_and_countries_keep_apart():
    renamed = factories.institution(name="Agence bleue", country=factories.country("MA"))
    factories.former_name(renamed, name="Office de la pêche côtière")
    same = factories.institution(name="Office de la pêche côtière")
    factories.institution(name="Office de la pêche côtière", country=factories.country("PT"))

    pairs = list(institutions_alike(Institution.objects.all()))

    assert (renamed.pk, same.pk) in pairs
    assert all({renamed.country, factories.country("PT")} != set(countries(pair)) for pair in pairs)


def countries(pair):
    return [Institution.objects.get(pk=key).country for key in pair]


# --- The page ---


def test_publishers_see_the_pairs_that_they_may_merge(odco):
    mine, others = twins(odco), twins(factories.home(), title="Ailleurs")

    assert found(signed_in(("publisher", odco))) == [mine]
    assert found(signed_in(("publisher", None), name="tout")) == [mine, others]
    assert signed_in(("contributor", odco), name="redactrice").get(reverse(PAGE)).status_code == 403


def test_a_pair_told_apart_is_not_listed_again_until_that_is_taken_back(odco):
    pair = twins(odco)
    client = signed_in(("publisher", odco))

    client.post(reverse(PAGE), {"record": pair})
    assert (found(client), found(client, apart="")) == ([], [pair])
    client.post(reverse(PAGE), {"record": pair})
    assert found(client, apart="") == [pair]

    client.post(reverse(PAGE), {"record": pair, "together": "1"})
    assert (found(client), found(client, apart="")) == ([pair], [])


@pytest.mark.parametrize("sent", [[], ["x", "y"], ["1"], ["9" * 30, "1"], ["-1", "1"]])
def test_a_pair_of_nonsense_is_not_found(odco, sent):
    assert signed_in(("publisher", odco)).post(reverse(PAGE), {"record": sent}).status_code == 404


def test_pairs_of_others_cannot_be_told_apart(odco):
    pair = twins(factories.home())

    assert signed_in(("publisher", odco)).post(reverse(PAGE), {"record": pair}).status_code == 404


def test_the_list_leads_to_the_comparison_of_both(odco):
    first, second = twins(odco)
    client = signed_in(("publisher", odco))
    compare = (
        f"{reverse('admin:agreements_agreement_merge', args=[first])}?twin={Agreement.objects.get(pk=second).reference}"
    )

    assert compare in client.get(reverse(PAGE)).text
    assert reverse(PAGE) in client.get(reverse("admin:agreements_agreement_changelist")).text
    assert client.get(compare).context["gone"].pk == second


def test_institutions_have_their_list(odco):
    pair = tuple(factories.institution(name="Office de la pêche", keeper=odco).pk for _number in range(2))

    assert found(signed_in(("publisher", odco)), "admin:partners_institution_doublets") == [pair]
