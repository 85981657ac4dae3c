import pytest
from django.utils.translation import override

from agreements.sentences import citation, listed, opening
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"signed_on": "2019-04-09", "place_en": "Kuwait"}, "Between A and B: signed on 9 April 2019 in Kuwait."),
        ({"signed_on": "2019-04-09"}, "Between A and B: signed on 9 April 2019."),
        ({"signed_on": "2015-11"}, "Between A and B: signed in November 2015."),
        ({}, "Between A and B: signed on a date that the sources do not give."),
        ({"is_signed": False}, "Between A and B: being negotiated, no signature is recorded."),
    ],
)
def test_the_opening_says_who_when_and_where_as_far_as_known(facts, sentence):
    record = factories.agreement(**facts)
    for name in ("A", "B"):
        factories.party(agreement=record, name_at_signature_fr=name)

    with override("en"):
        assert opening(record).replace("\u00a0", " ") == sentence


def test_an_agreement_without_parties_has_no_opening():
    assert opening(factories.agreement()) == ""


def test_a_citation_names_title_parties_date_register_and_reference():
    record = factories.agreement(title="Accord", signed_on="2015-11", reference="CC-0042")
    factories.party(agreement=record, name_at_signature_fr="A")

    with override("fr"):
        assert citation(record, "Registre") == "Accord. A. novembre 2015. Registre CC-0042"


@pytest.mark.parametrize(
    ("language", "names", "written"),
    [
        ("en", ["A"], "A"),
        ("en", ["A", "B", "C"], "A, B and C"),
        ("fr", ["A", "B", "C"], "A, B et C"),
        ("ar", ["أ", "ب", "ت"], "أ وب وت"),
    ],
)
def test_names_are_listed_as_each_language_does(language, names, written):
    with override(language):
        assert listed(names) == written
