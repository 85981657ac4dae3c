"""How the cells of a file are read and written. Reading raises ValidationError with a sentence that helps."""

import re
from decimal import Decimal
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from import_export.widgets import Widget

from register.dates import PartialDate
from register.fields import to_partial_date
from register.search import fold
from register.translated import LANGUAGES

SEPARATOR = " | "
FILE_LANGUAGE = "fr"
YES = {"oui", "yes", "نعم", "vrai", "true", "1", "x"}
NO = {"non", "no", "لا", "faux", "false", "0"}

_SPACES = re.compile(r"[\s\u202f']+")
_AMOUNTS = [
    re.compile(r"(?P<whole>-?\d+)([.,](?P<cents>\d{1,2}))?"),
    re.compile(r"(?P<whole>-?\d{1,3}( \d{3})+)([.,](?P<cents>\d{1,2}))?"),
    re.compile(r"(?P<whole>-?\d{1,3}(\.\d{3}){2,}|-?\d{1,3}(\.\d{3})+(?=,))(,(?P<cents>\d{1,2}))?"),
    re.compile(r"(?P<whole>-?\d{1,3}(,\d{3}){2,}|-?\d{1,3}(,\d{3})+(?=\.))(\.(?P<cents>\d{1,2}))?"),
]
_AMBIGUOUS = re.compile(r"-?\d{1,3}[.,]\d{3}")
_WHOLE = re.compile(r"(\d{1,18})([.,]0+)?")
_ARABIC_SEPARATORS = str.maketrans("٫٬", ", ")


class CellWidget(Widget):
    """A widget that also says what a cell of a workbook holds: ``typed`` gives a text, a number, a day or None.

    ``example`` is what may stand in a cell, ``words`` those between which it has to choose.
    """

    example = ""
    words = ()

    def typed(self, value):
        return self.render(value)

    def cells(self, values):
        """What ``typed`` gives for each of many values; here records are told by their keys, dates by their numbers."""
        return list(map(self.typed, values))


class TextWidget(CellWidget):
    def cells(self, values):
        # Most columns of a part are empty, and most texts hold no other end of a line than ours.
        if not any(values):
            return [""] * len(values)
        return list(map(self.render if "\r" in "".join(values) else str.strip, values))

    def clean(self, value, row=None, **kwargs):
        return self.render(value)

    def render(self, value, **kwargs):
        return str(value or "").replace("\r\n", "\n").replace("\r", "\n").strip()


class PartialDateWidget(CellWidget):
    """A month or a year stays a text in every file: no day is invented."""

    example = "2015-11"

    def typed(self, value):
        return "" if value is None else _typed(int(value))

    def cells(self, values):
        return [_typed(number) if number else "" for number in values]

    def clean(self, value, row=None, **kwargs):
        return to_partial_date(value)

    def render(self, value, **kwargs):
        return to_partial_date(value).edtf if value else ""


@lru_cache(maxsize=10_000)
def _typed(number):
    """A day, or the text of a month or a year."""
    known = PartialDate.from_number(number)
    return known.first_day if known.day else known.edtf


class AmountWidget(CellWidget):
    """1 250 000,00 and 1250000.00 are read; 1,250 could be one or a thousand, and is refused."""

    example = Decimal("1250000.00")

    def typed(self, value):
        return value

    def clean(self, value, row=None, **kwargs):
        text = _SPACES.sub(" ", value.translate(_ARABIC_SEPARATORS)).strip()
        if not text:
            return None
        for form in _AMOUNTS:
            if match := form.fullmatch(text):
                whole = re.sub(r"[ .,]", "", match["whole"])
                return Decimal(f"{whole}.{match['cents'] or '0'}")
        if _AMBIGUOUS.fullmatch(text):
            raise ValidationError(
                _("“%(text)s” can be read in two ways: write 1250 or 1 250,00 for thousands, 1,25 for decimals."),
                params={"text": value},
                code="ambiguous",
            )
        raise ValidationError(
            _("“%(text)s” is not an amount. Write 1 250 000,00 or 1250000.00, two decimals at most."),
            params={"text": value},
            code="invalid",
        )

    def render(self, value, **kwargs):
        return "" if value is None else f"{value:.2f}".replace(".", ",")


class WholeNumberWidget(CellWidget):
    example = 12

    def typed(self, value):
        return value

    def clean(self, value, row=None, **kwargs):
        text = value.strip()
        if not text:
            return None
        match = _WHOLE.fullmatch(text)
        if match is None:
            raise ValidationError(_("“%(text)s” is not a whole number."), params={"text": value}, code="invalid")
        return int(match[1])

    def render(self, value, **kwargs):
        return "" if value is None else str(value)


class YesNoWidget(CellWidget):
    example = "oui"
    words = ("oui", "non")

    def clean(self, value, row=None, **kwargs):
        word = fold(value)
        if not word:
            return None
        if word not in YES | NO:
            raise ValidationError(_("“%(text)s” is neither yes nor no."), params={"text": value}, code="invalid")
        return word in YES

    def render(self, value, **kwargs):
        return "oui" if value else "non"


class ChoiceWidget(CellWidget):
    """Written as its French label; read as a label of any of the languages or as its code."""

    def __init__(self, choices):
        super().__init__()
        self.choices = choices

    def clean(self, value, row=None, **kwargs):
        word = fold(value)
        if not word:
            return ""
        if word not in self.codes:
            raise ValidationError(
                _("“%(text)s” is none of: %(choices)s."),
                params={"text": value, "choices": ", ".join(str(label) for _code, label in self.choices)},
                code="invalid",
            )
        return self.codes[word]

    @cached_property
    def codes(self):
        """The code of each folded label; where languages disagree, the first of fr, ar, en holds."""
        codes = {}
        for language in LANGUAGES:
            with override(language):
                for code, label in self.choices:
                    codes.setdefault(fold(label), code)
        return {fold(code): code for code, _label in self.choices} | codes

    @property
    def words(self):
        return list(self.labels.values())

    @property
    def example(self):
        return self.words[0]

    @cached_property
    def labels(self):
        with override(FILE_LANGUAGE):
            return {code: str(label) for code, label in self.choices}

    def render(self, value, **kwargs):
        return self.labels.get(value, value or "")

    def cells(self, values):
        labels = self.labels
        return [labels.get(value, value or "") for value in values]
