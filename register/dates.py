"""Dates as they are known: to the day, to the month or to the year (EDTF level 0)."""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, total_ordering

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from register.search import fold

FIRST_YEAR, LAST_YEAR = 1000, 2999
# No date takes more characters to write.
LONGEST = 60

# The Arabic names are those of Moroccan institutions; Django's catalogues have the eastern ones.
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(),
    "en": "January February March April May June July August September October November December".split(),
}
FIRST_OF_MONTH = {"fr": "1er", "ar": "فاتح"}
# A date inside a sentence takes other words when its day is known than when its month or year is.
WHEN = {
    "day": pgettext_lazy("day", "on %(date)s"),
    "month": pgettext_lazy("month", "in %(date)s"),
    "year": pgettext_lazy("year", "in %(date)s"),
}
SINCE = {
    "day": pgettext_lazy("day", "since %(date)s"),
    "month": pgettext_lazy("month", "since %(date)s"),
    "year": pgettext_lazy("year", "since %(date)s"),
}
UNTIL = {
    "day": pgettext_lazy("day", "until %(date)s"),
    "month": pgettext_lazy("month", "until %(date)s"),
    "year": pgettext_lazy("year", "until %(date)s"),
}
_OTHER_NAMES = [
    "janv jan جانفي",
    "fevr fev feb فيفري",
    "mar",
    "avr apr أفريل إبريل",
    "مايو",
    "jun جوان",
    "juil juill jul يوليو جويلية",
    "aug أغسطس أوت",
    "sept sep سبتمبر",
    "oct",
    "nov نوفمبر",
    "dec ديسمبر",
]
_MONTH_NUMBERS = {
    fold(name): number
    for number, others in enumerate(_OTHER_NAMES, start=1)
    for name in [*others.split(), *(names[number - 1] for names in MONTHS.values())]
}
# Folding has turned every separator into one space.
_FORMS = [
    re.compile(r"(?P<year>\d{4})( (?P<month>\d{1,2})( (?P<day>\d{1,2})( 00 00( 00)?)?)?)?"),
    re.compile(r"((?P<day>\d{1,2}) )?(?P<month>\d{1,2}) (?P<year>\d{4})"),
    re.compile(r"(le )?((?P<day>\d{1,2}|فاتح)( ?(er|st|nd|rd|th))? )?(?P<name>[^\W\d]+) (?P<year>\d{4})"),
    re.compile(r"(?P<name>[^\W\d]+) (?P<day>\d{1,2})(st|nd|rd|th)? (?P<year>\d{4})"),
]
_SEPARATORS = re.compile(r"[.,]? |[/.:-]")
_DECIMAL = re.compile(r"\d+\.\d{1,2}")
# What databases and spreadsheets add to a day.
_MIDNIGHT = re.compile(r"(?<=-\d\d)T00:00(:00(\.0+)?)?Z?$")
_SERIAL = re.compile(r"[1-9]\d{4}([.,]\d+)?")
_PART_CATEGORIES = {"Lu", "Ll", "Lo", "Lm", "Nd", "Mn", "Cf"}


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, a month (``day`` is 0) or a year (``month`` and ``day`` are 0). Sorts by its first possible day.

    As an integer it reads YYYYMMDD, zeros standing for what is not known: 20151100 is November 2015.
    Raises ValidationError for a day that no calendar has.
    """

    year: int
    month: int = 0
    day: int = 0

    def __post_init__(self):
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValidationError(
                _("the year must lie between %(first)s and %(last)s"),
                params={"first": FIRST_YEAR, "last": LAST_YEAR},
                code="year",
            )
        if not 0 <= self.month <= 12 or (self.day and not self.month):
            raise ValidationError(_("there are twelve months, from 1 to 12; the day comes first"), code="month")
        if self.day and not 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]:
            raise ValidationError(
                _("this month has %(days)s days"),
                params={"days": calendar.monthrange(self.year, self.month)[1]},
                code="day",
            )

    @classmethod
    def of(cls, day):
        """The partial date of a ``datetime.date``, known to the day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    @lru_cache(maxsize=10_000)
    def from_number(cls, number):
        """The date that an integer of ``int(date)`` stands for; a list reads the same ones again and again."""
        return cls(number // 10000, number // 100 % 100, number % 100)

    @classmethod
    def parse(cls, text):
        """Read what a person types: 2015, 2015-11, 11/2015, novembre 2015, نونبر 2015, 9 avril 2019, 09/04/2019.

        The day always comes before the month. Raises ValidationError saying what was read and what is expected.
        """
        text = _MIDNIGHT.sub("", text)
        folded = fold(text) if len(text) <= LONGEST and _is_plain(text) else ""
        for form in _FORMS:
            match = form.fullmatch(folded)
            if match and (found := _numbers(match)):
                try:
                    return cls(*found)
                except ValidationError as error:
                    raise ValidationError(
                        _("“%(text)s” is not a date: %(reason)s."),
                        params={"text": text, "reason": error.messages[0]},
                        code="invalid",
                    ) from None
        if _SERIAL.fullmatch(folded):
            raise ValidationError(
                _("“%(text)s” may be how a spreadsheet counts days: give the column the format of a date there."),
                params={"text": text},
                code="serial",
            )
        raise ValidationError(
            _("“%(text)s” is not a date. Write 2015, 11/2015, November 2015 or 23/11/2015, the day first."),
            params={"text": text[:LONGEST]},
            code="invalid",
        )

    @property
    def precision(self):
        return "day" if self.day else "month" if self.month else "year"

    @property
    def first_day(self):
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self):
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def edtf(self):
        """ISO 8601 / EDTF level 0 text: ``2015``, ``2015-11`` or ``2015-11-23``."""
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)])

    def display(self, language=None):
        """The date as a reader of fr, ar or en writes it: « 1er juin 2015 », «يونيو 2015», “1 June 2015”."""
        return _in_words(self.year, self.month, self.day, _code(language))

    @property
    def when(self):
        """The date as it stands in a sentence: « le 1er juin 2015 », « en juin 2015 », « en 2015 »."""
        return WHEN[self.precision] % {"date": self}

    @property
    def since(self):
        """« depuis le 1er juin 2015 », « depuis juin 2015 », « depuis 2015 »."""
        return SINCE[self.precision] % {"date": self}

    @property
    def until(self):
        """« jusqu’au 1er juin 2015 », « jusqu’en juin 2015 », « jusqu’en 2015 »."""
        return UNTIL[self.precision] % {"date": self}

    def month_name(self, language=None):
        """The name of a known month alone: « juin », «يونيو», “June”."""
        return _name_of_month(self.month, _code(language))

    def __int__(self):
        return self.year * 10000 + self.month * 100 + self.day

    def __str__(self):
        return _in_words(self.year, self.month, self.day, _code())

    def __lt__(self, other):
        return int(self) < int(other) if isinstance(other, PartialDate) else NotImplemented


def _code(language=None):
    return (language or get_language() or "fr")[:2]


def _name_of_month(month, code):
    return MONTHS.get(code, MONTHS["en"])[month - 1]


@lru_cache(maxsize=10_000)
def _in_words(year, month, day, code):
    if not month:
        return str(year)
    if not day:
        return f"{_name_of_month(month, code)}\u00a0{year}"
    said = FIRST_OF_MONTH.get(code, 1) if day == 1 else day
    return f"{said}\u00a0{_name_of_month(month, code)}\u00a0{year}"


def _is_plain(text):
    """Whether the text is made of words and numbers with one separator between them, as dates are."""
    words = " ".join(text.split())
    parts = _SEPARATORS.split(words.removesuffix("."))
    return not _DECIMAL.fullmatch(words) and all(
        part and {unicodedata.category(c) for c in part} <= _PART_CATEGORIES for part in parts
    )


def _numbers(match):
    parts = match.groupdict()
    month = _MONTH_NUMBERS.get(parts["name"]) if "name" in parts else int(parts["month"] or 0)
    if month is None:
        return None
    if month == 0 and parts.get("month"):
        month = 13
    day = 1 if parts["day"] == FIRST_OF_MONTH["ar"] else int(parts["day"] or 0)
    if day == 0 and parts["day"]:
        day = 32
    return int(parts["year"]), month, day


def moment_in_words(when):
    """A moment as the register writes it: its day in words and its time, where the register is."""
    local = timezone.localtime(when)
    return str(_("%(day)s, %(time)s") % {"day": PartialDate.of(local.date()), "time": f"{local:%H:%M}"})
