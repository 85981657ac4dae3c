from decimal import Decimal

import pytest
from django.utils.translation import override

from register.dates import PartialDate
from register.templatetags.register import amount, first_sentence, initial, known, period, text
from register.translated import TranslatedText


@pytest.mark.parametrize(
    ("language", "value", "written"),
    [
        ("fr", "1250000", "1\u202f250\u202f000"),
        ("ar", "1250000.50", "1\u202f250\u202f000,50"),
        ("en", "1250000", "1,250,000"),
        ("fr", "80", "80"),
    ],
)
def test_amounts_are_written_as_each_language_does(language, value, written):
    with override(language):
        assert amount(Decimal(value)) == written


def test_an_unknown_date_says_so_and_a_known_one_shows():
    with override("fr"):
        assert known(None) == "date inconnue"
        assert str(known(PartialDate(2015, 11))) == "novembre\u00a02015"


def test_a_text_in_another_language_stands_apart_together_with_the_mark_of_its_language():
    with override("ar"):
        marked = text(TranslatedText("Accord", "fr", is_fallback=True))

    assert marked == (
        '<bdi dir="ltr"><span lang="fr">Accord</span>\u00a0'
        '<abbr class="fallback" title="لم يُترجم بعد: النص معروض باللغة الفرنسية">fr</abbr></bdi>'
    )
    assert text(TranslatedText("Accord", "fr", is_fallback=False)) == "Accord"


def test_a_text_in_another_language_is_escaped():
    assert "<script>" not in text(TranslatedText("<script>", "fr", is_fallback=True))


@pytest.mark.parametrize(
    ("whole", "first"),
    [
        ("Former. Puis suivre.", "Former."),
        ("Former à Rabat, puis suivre", "Former à Rabat, puis suivre"),
        ("هل من جديد؟ نعم.", "هل من جديد؟"),
        ("", ""),
    ],
)
def test_the_first_sentence_of_a_text_keeps_its_language(whole, first):
    found = first_sentence(TranslatedText(whole, "fr", is_fallback=True))

    assert (found, found.language, found.is_fallback) == (first, "fr", True)


@pytest.mark.parametrize(
    ("language", "starts_on", "ends_on", "said"),
    [
        ("fr", "2018", "2020", '<span class="period">2018 – 2020</span>'),
        ("fr", "2018", None, "depuis 2018"),
        ("fr", "2018-01", None, "depuis janvier\u00a02018"),
        ("fr", "2018-01-01", None, "depuis le 1er\u00a0janvier\u00a02018"),
        ("fr", None, "2020", "jusqu’en 2020"),
        ("fr", None, "2020-05", "jusqu’en mai\u00a02020"),
        ("fr", None, "2020-05-03", "jusqu’au 3\u00a0mai\u00a02020"),
        ("fr", None, None, "période non précisée"),
        ("ar", "2018", None, "منذ سنة 2018"),
        ("ar", "2018-01", None, "منذ يناير\u00a02018"),
        ("ar", None, "2020", "إلى غاية سنة 2020"),
        ("ar", None, "2020-05-03", "إلى غاية 3\u00a0ماي\u00a02020"),
        ("en", None, "2020-05-03", "until 3\u00a0May\u00a02020"),
    ],
)
def test_a_period_reads_by_what_is_known_of_its_dates(language, starts_on, ends_on, said):
    dates = [text and PartialDate.parse(text) for text in (starts_on, ends_on)]

    with override(language):
        assert period(*dates) == said


def test_initial_raises_the_first_letter_only():
    assert initial("à renouveler UNICEF") == "À renouveler UNICEF"
    assert initial("") == ""
