import pytest
from django.utils import translation

from partners.models import Institution
from register.translated import any_language, columns, reading_order, translated
from tests import factories

EVERY_NAME = {"name_fr": "Conseil", "name_ar": "مجلس", "name_en": "Council"}


@pytest.mark.parametrize(
    ("language", "order"),
    [
        ("fr", ["fr", "ar", "en"]),
        ("ar", ["ar", "fr", "en"]),
        ("en", ["en", "fr", "ar"]),
        ("ar-ma", ["ar", "fr", "en"]),
        ("es", ["fr", "ar", "en"]),
    ],
)
def test_a_text_is_looked_for_in_the_language_asked_then_french_arabic_english(language, order):
    assert reading_order(language) == order
    with translation.override(language):
        assert reading_order() == order


def test_without_an_active_language_french_comes_first():
    with translation.override(None):
        assert reading_order() == ["fr", "ar", "en"]


@pytest.mark.parametrize(
    ("language", "empty", "shown"),
    [
        ("fr", [], ("Conseil", "fr", False)),
        ("ar", [], ("مجلس", "ar", False)),
        ("en", [], ("Council", "en", False)),
        ("fr", ["name_fr"], ("مجلس", "ar", True)),
        ("fr", ["name_fr", "name_ar"], ("Council", "en", True)),
        ("ar", ["name_ar"], ("Conseil", "fr", True)),
        ("ar", ["name_ar", "name_fr"], ("Council", "en", True)),
        ("en", ["name_en"], ("Conseil", "fr", True)),
        ("en", ["name_en", "name_fr"], ("مجلس", "ar", True)),
        ("en", list(EVERY_NAME), ("", "en", False)),
    ],
)
def test_a_missing_translation_falls_back_and_says_so(language, empty, shown):
    institution = Institution(**{**EVERY_NAME, **dict.fromkeys(empty, "")})

    with translation.override(language):
        name = institution.name

    assert (name, name.language, name.is_fallback) == shown


def test_the_columns_of_a_text_are_named_after_its_languages():
    assert columns("name") == ["name_fr", "name_ar", "name_en"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "names"),
    [("fr", ["Alpha", "Beta", "ألف"]), ("ar", ["Alpha", "ألف", "باء"]), ("en", ["Alpha", "Zulu", "ألف"])],
)
def test_ordering_by_a_translated_text_loses_no_row(language, names):
    factories.institution(name_fr="", name_ar="ألف")
    factories.institution(name_fr="Beta", name_ar="باء", name_en="Zulu")
    factories.institution(name_fr="", name_en="Alpha")

    with translation.override(language):
        ordered = [str(institution.name) for institution in Institution.objects.by_name()]
        read = Institution.objects.annotate(shown=translated("name")).order_by("shown").values_list("shown", flat=True)

    assert (ordered, list(read)) == (names, names)


@pytest.mark.django_db
def test_ordering_can_follow_a_language_that_is_not_active():
    factories.institution(name_fr="B", name_en="A")
    factories.institution(name_fr="A", name_en="B")

    with translation.override("fr"):
        ordered = Institution.objects.order_by(translated("name", "en"))

    assert [institution.name_en for institution in ordered] == ["A", "B"]


@pytest.mark.django_db
def test_one_language_is_enough_for_a_condition():
    for code in ("fr", "ar", "en"):
        factories.institution(**{"name_fr": "", f"name_{code}": "Nom"})

    assert Institution.objects.filter(any_language("name")).count() == 3
