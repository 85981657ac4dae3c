import pytest
from django.utils.translation import override

from agreements.sentences import citation, listed, opening
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"signed_on": "2019-04-09", "place_en": "Kuwait"}, "Signed on 9 April 2019 in Kuwait by A and B."),
        ({"signed_on": "2019-04-09"}, "Signed on 9 April 2019 by A and B."),
        ({"signed_on": "2015-11", "place_en": "Rabat"}, "Signed in November 2015 in Rabat by A and B."),
        ({"signed_on": "2015"}, "Signed in 2015 by A and B."),
        ({}, "Signed by A and B, on a date that the sources do not give."),
        ({"is_signed": False}, "Being negotiated between A and B."),
    ],
)
def test_the_opening_says_who_when_and_where_as_far_as_known(facts, sentence):
    record = factories.agreement(**facts)
    for name in ("A", "B"):
        factories.party(agreement=record, name_at_signature_en=name)

    with override("en"):
        assert opening(record).replace("\u00a0", " ") == sentence


@pytest.mark.parametrize(
    ("language", "number", "sentence"),
    [
        ("fr", 1, "Texte signé en 2015 par la partie suivante : A."),
        ("fr", 2, "Texte signé en 2015 par les parties suivantes : A et B."),
        ("ar", 1, "نص موقَّع سنة 2015 من طرف \u2068A\u2069."),
        ("ar", 2, "نص موقَّع سنة 2015 بين \u2068A\u2069 و\u2068B\u2069."),
    ],
)
def test_the_opening_announces_one_party_or_several_and_sets_foreign_names_apart(language, number, sentence):
    record = factories.agreement(signed_on="2015")
    for name in "AB"[:number]:
        factories.party(agreement=record, name_at_signature_fr=name)

    with override(language):
        assert opening(record).replace("\u00a0", " ") == sentence


def test_an_agreement_without_parties_has_no_opening():
    assert opening(factories.agreement()) == ""


@pytest.mark.parametrize(
    ("facts", "date"),
    [
        ({"signed_on": "2015-11"}, "Novembre\u00a02015"),
        ({}, "Date inconnue"),
        ({"is_signed": False}, "En négociation"),
    ],
)
def test_a_citation_tells_title_parties_and_date_each_as_a_sentence_begins(facts, date):
    record = factories.agreement(title="Accord", **facts)
    for name in ("A", "B"):
        factories.party(agreement=record, name_at_signature_fr=name)

    with override("fr"):
        assert citation(record) == ["Accord", "A et B", date]


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
