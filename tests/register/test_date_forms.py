"""Some seven hundred ways to write a date: each is read as a Moroccan reader means it, the day first, or refused."""

from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from register.dates import PartialDate

ARABIC_INDIC, EXTENDED = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "abrégé": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.".split(),
    "ar": "يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر".split(),
    "en": "January February March April May June July August September October November December".split(),
    "short": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(),
}


def days():
    """Numbers only: the day before the month, whatever stands between, in the digits of three scripts."""
    for (day, month), separator in product([(5, 4), (4, 5), (12, 11), (31, 12), (29, 2)], "/-. "):
        edtf = f"2024-{month:02}-{day:02}"
        for text in (f"{day:02}{separator}{month:02}{separator}2024", f"{day}{separator}{month}{separator}2024"):
            yield text, edtf
            yield text.translate(ARABIC_INDIC), edtf
            yield text.translate(EXTENDED), edtf
            yield f"  {text} ", edtf
    for separator in "-/.":
        yield f"2024{separator}04{separator}05", "2024-04-05"
    yield from [
        ("2024-04-05T00:00:00", "2024-04-05"),
        ("2024-04-05 00:00:00", "2024-04-05"),
        ("2024-04-05 00:00", "2024-04-05"),
    ]


def named():
    """Months by their names, in capitals too, with and without the day."""
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            for month in (name, name.upper(), name.capitalize()):
                yield f"{month} 2015", f"2015-{number:02}"
                yield f"23 {month} 2015", f"2015-{number:02}-23"
            yield f"1 {name} 2015".translate(ARABIC_INDIC), f"2015-{number:02}-01"
    for number, name in enumerate(MONTHS["fr"], start=1):
        yield f"le 1er {name} 2015", f"2015-{number:02}-01"
        yield f"1er\u00a0{name}\u00a02015", f"2015-{number:02}-01"
    for number, name in enumerate(MONTHS["ar"], start=1):
        yield f"فاتح {name} 2015", f"2015-{number:02}-01"
    for number, name in enumerate(MONTHS["en"], start=1):
        yield f"{name} 3, 2015", f"2015-{number:02}-03"
        yield f"{name} 3rd, 2015", f"2015-{number:02}-03"
        yield f"3rd {name} 2015", f"2015-{number:02}-03"


def parts():
    """Months and years alone stay what they are."""
    for month, separator in product(range(1, 13), "/-. "):
        yield f"{month:02}{separator}2015", f"2015-{month:02}"
        yield f"{month}{separator}2015".translate(ARABIC_INDIC), f"2015-{month:02}"
        if separator != ".":
            yield f"2015{separator}{month:02}", f"2015-{month:02}"
    for year in (1000, 1912, 1999, 2000, 2015, 2999):
        yield str(year), str(year)
        yield str(year).translate(ARABIC_INDIC), str(year)


READ = [*days(), *named(), *parts()]
REFUSED = [
    # No day of any calendar, or none that is known here.
    *(
        f"{day}/{month}/2023"
        for day, month in [(31, 2), (29, 2), (30, 2), (31, 4), (31, 6), (31, 9), (31, 11), (32, 1)]
    ),
    *("00/01/2015", "01/00/2015", "13/2015", "0/2015", "2015-13", "2015-00", "2015-02-30", "04/13/2015", "12/25/2015"),
    *("0000", "0999", "3000", "20024", "29/02/1900", "01/01/0000", "31/12/20024", "0/0/0"),
    # Two digits of a year, and numbers that only a spreadsheet understands.
    *("05/04/24", "5.4.24", "24-04-05", "avril 24", "04/24", "42331", "42331.5", "1", "31", "042024", "05042024"),
    # More or less than one date.
    *(
        "2015-2017",
        "2015/2017",
        "2015 - 2017",
        "de 2015 à 2017",
        "2015 ou 2016",
        "avant 2015",
        "vers 2015",
        "2015?",
        "2015~",
    ),
    *(
        "05/04",
        "5 avril",
        "avril",
        "lundi 5 avril 2024",
        "05/04/2024 05/04/2025",
        "05//04//2024",
        "05/04-2024/x",
        "2024-04-05-06",
    ),
    *("2024-W14", "2024-Q2", "T2 2024", "2e trimestre 2024", "printemps 2024", "2024-04-05T10:30:00", "10:30"),
    # Another calendar, and no date at all.
    *(
        "15 رمضان 1445",
        "رمضان 1445",
        "1 محرم 1446",
        "15 ramadan 1445",
        "12 thermidor 2015",
        "juin2015x",
        "brumaire 2015",
    ),
    *(
        "n.d.",
        "s.d.",
        "-",
        "?",
        "inconnue",
        "غير معروف",
        "TBD",
        "N/A",
        "#REF!",
        "aujourd’hui",
        "x" * 5000,
        "١٢٣٤٥",
        "½",
        "Ⅻ 2015",
    ),
    *("2\u200b015x", "1²/04/2024", "05/04/2024;", "=DATE(2024;4;5)", "'05/04/2024", "05\n04\n2024x"),
]


def test_there_are_many_forms():
    assert len(set(READ)) > 500
    assert len({text for text, _edtf in READ} & set(REFUSED)) == 0


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_each_form_is_read_as_it_is_meant(language):
    with override(language):
        wrong = {text: found for text, edtf in READ if (found := PartialDate.parse(text).edtf) != edtf}

    assert wrong == {}


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_what_is_no_date_or_more_than_one_is_refused_with_a_sentence(language):
    taken = []
    for text in REFUSED:
        try:
            with override(language):
                taken.append((text, PartialDate.parse(text).edtf))
        except ValidationError as error:
            with override(language):
                assert len(error.messages[0]) > 20

    assert taken == []
