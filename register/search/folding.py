"""One way of folding text, for what is stored and for what is typed; and the search of staff by parts of words."""

import unicodedata

from django.db import models
from django.db.models import Q


def fold(text):
    """The searchable form of any text: lower case, no accents or diacritics, one form for each Arabic letter.

    Apostrophes, hyphens and all other punctuation become one space; digits of any script become 0–9.
    Returns a str, empty when nothing can be searched for. Never raises.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", str(text)).casefold())
    return " ".join(decomposed.translate(_FOLDED).split())


class _Folded(dict):
    """The folded form of each character (by its number), worked out when it is first met."""

    def __missing__(self, number):
        character = chr(number)
        category = unicodedata.category(character)
        if category in ("Mn", "Me", "Cf"):
            folded = ""
        elif category == "Nd":
            folded = str(unicodedata.digit(character))
        else:
            folded = character if category[0] in "LN" else " "
        self[number] = folded
        return folded


# Letters that Unicode does not decompose but readers type interchangeably.
_FOLDED = _Folded(
    str.maketrans(
        {
            "œ": "oe",
            "æ": "ae",
            "ø": "o",
            "ł": "l",
            "đ": "d",
            "ı": "i",
            "ى": "ي",
            "ة": "ه",
            "ک": "ك",
            "ی": "ي",
            "ٱ": "ا",
            "ـ": "",
            "ʼ": " ",
        }
    )
)


class FoldedField(models.TextField):
    """The folded text of some fields of the same row, refreshed on every write."""

    def __init__(self, *sources, **kwargs):
        self.sources = sources
        super().__init__(**{"editable": False, "default": "", "blank": True, **kwargs})

    def deconstruct(self):
        name, path, _, kwargs = super().deconstruct()
        return name, path, self.sources, kwargs

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        models.signals.pre_save.connect(self._fold_raw, sender=cls)

    def _fold_raw(self, instance, raw, **kwargs):
        """loaddata writes what the file holds and asks no field: fold then too."""
        if raw:
            self.pre_save(instance, add=True)

    def pre_save(self, instance, add):
        text = fold(" ".join(str(getattr(instance, source) or "") for source in self.sources))
        setattr(instance, self.attname, text)
        return text


def search(queryset, query, *paths):
    """The rows of ``queryset`` for which each word of ``query`` stands in at least one of the folded columns.

    ``paths`` may cross relations; the words may be found in different related rows ("cese unicef").
    """
    for word in fold(query).split():
        anywhere = Q.create([(f"{path}__contains", word) for path in paths], connector=Q.OR)
        queryset = queryset.filter(pk__in=queryset.model._base_manager.filter(anywhere).values("pk"))
    return queryset
