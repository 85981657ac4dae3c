"""Content in three languages: explicit columns (``title_fr``, ``title_ar``, ``title_en``), one way to read them."""

from functools import cache, wraps

from django.db import models
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

LANGUAGES = ("fr", "ar", "en")
# Around text of another language, so that both are read in their own direction.
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
_PLACES = {language: place for place, language in enumerate(LANGUAGES)}


class TranslatedText(str):
    """A text that knows which language it is in and whether that is the language asked for."""

    __slots__ = ("is_fallback", "language")

    def __new__(cls, text, language, is_fallback):
        self = super().__new__(cls, text)
        self.language, self.is_fallback = language, is_fallback
        return self


def reading_order(language=None):
    """The languages in which to look for a text: the one asked for (default: the active one), then fr, ar, en."""
    return _order((language or get_language() or "fr")[:2])


@cache
def _order(wanted):
    return [wanted, *(code for code in LANGUAGES if code != wanted)] if wanted in LANGUAGES else list(LANGUAGES)


def in_each_language(said):
    """Let what is said, with no argument, be worked out once for each language; it is shared: nobody changes it."""
    in_language = cache(lambda language: said())
    return wraps(said)(lambda: in_language(get_language()))


def first_filled(texts, order):
    """The text to show of three that were read as values (fr, ar, en): the first that is filled, in reading order."""
    for language in order:
        if text := texts[_PLACES[language]]:
            return TranslatedText(text, language, language != order[0])
    return TranslatedText("", order[0], False)


def apart(text):
    """A text inside a sentence: one of another language is isolated, so that each is read in its own direction."""
    return f"{ISOLATE}{text}{END_OF_ISOLATE}" if getattr(text, "is_fallback", False) else str(text)


class Translated:
    """Reads ``NAME_fr``, ``NAME_ar`` or ``NAME_en``: the first that is filled, in reading order."""

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        languages = reading_order()
        for language in languages:
            if text := getattr(instance, f"{self.name}_{language}"):
                return TranslatedText(text, language, language != languages[0])
        return TranslatedText("", languages[0], False)


def translated(path, language=None):
    """An expression for ordering and filtering by a translated text with its fallback, so that no row vanishes.

    Without a parameter, so that SQLite finds an index that holds it.
    """
    empty = RawSQL("''", ())
    filled = (NullIf(f"{path}_{code}", empty) for code in reading_order(language))
    return Coalesce(*filled, empty, output_field=models.TextField())


def alphabetical(name="name"):
    """An expression for the alphabetical order of a reader: by the folded text in French, where accents do not count.

    The model has a ``folded`` column that begins with the French text; other languages order by the text they show.
    """
    return models.F("folded") if reading_order()[0] == "fr" else translated(name)


def any_language(name):
    """A condition for constraints: the text is filled in at least one language."""
    filled = [~models.Q(**{f"{name}_{code}": ""}) for code in LANGUAGES]
    return filled[0] | filled[1] | filled[2]


def texts(record, *names):
    """The texts of some translated fields of a record in all languages, in the order fr, ar, en; empty ones too."""
    return [getattr(record, column) for name in names for column in columns(name)]


def columns(name):
    """The three column names of a translated text."""
    return [f"{name}_{code}" for code in LANGUAGES]


def writing_of(name):
    """The ``lang`` and ``dir`` of what is typed into the column of that name; empty for one in no one language."""
    language = name[-2:] if name[-3:-2] == "_" and name[-2:] in LANGUAGES else None
    return {"lang": language, "dir": "rtl" if language == "ar" else "ltr"} if language else {}
