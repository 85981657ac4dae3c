from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation

from register.dates import PartialDate, moment_in_words

SAME_IN_EVERY_LANGUAGE = {
    "2015": "2015",
    "1000": "1000",
    "2999": "2999",
    " 2015 ": "2015",
    "2015\u00a0": "2015",
    "\u200f2015": "2015",
    "2015-11": "2015-11",
    "2015-1": "2015-01",
    "2015/11": "2015-11",
    "11/2015": "2015-11",
    "11-2015": "2015-11",
    "11.2015": "2015-11",
    "1/2015": "2015-01",
    "12/2015": "2015-12",
    "2024-05": "2024-05",
    "2015-11-23": "2015-11-23",
    "2015-1-5": "2015-01-05",
    "2015/11/23": "2015-11-23",
    "2015.11.23": "2015-11-23",
    "2015-11-23 00:00": "2015-11-23",
    "2015-11-23 00:00:00": "2015-11-23",
    "23/11/2015": "2015-11-23",
    "23-11-2015": "2015-11-23",
    "23.11.2015": "2015-11-23",
    "23 11 2015": "2015-11-23",
    "9/4/2019": "2019-04-09",
    "09/04/2019": "2019-04-09",
    "05/04/2024": "2024-04-05",
    "04/05/2024": "2024-05-04",
    "1/2/2015": "2015-02-01",
    "12/12/2012": "2012-12-12",
    "31/12/2024": "2024-12-31",
    "29/02/2024": "2024-02-29",
    "29/02/2000": "2000-02-29",
    "٢٠١٥": "2015",
    "٢٠١٥-١١": "2015-11",
    "١١/٢٠١٥": "2015-11",
    "١٥/٠٣/٢٠٢٤": "2024-03-15",
    "۱۵/۰۳/۲۰۲۴": "2024-03-15",
    "９/４/２０１９": "2019-04-09",
}
IN_FRENCH = {
    "janvier 2015": "2015-01",
    "février 2015": "2015-02",
    "fevrier 2015": "2015-02",
    "FÉVRIER 2015": "2015-02",
    "fe\u0301vrier 2015": "2015-02",
    "mars 2015": "2015-03",
    "avril 2015": "2015-04",
    "mai 2024": "2024-05",
    "juin 2015": "2015-06",
    "juillet 2015": "2015-07",
    "août 2015": "2015-08",
    "aout 2015": "2015-08",
    "septembre 2015": "2015-09",
    "octobre 2015": "2015-10",
    "novembre 2015": "2015-11",
    "Novembre 2015": "2015-11",
    "décembre 2015": "2015-12",
    "janv. 2015": "2015-01",
    "févr. 2015": "2015-02",
    "fév. 2015": "2015-02",
    "avr. 2015": "2015-04",
    "juil. 2015": "2015-07",
    "juill. 2015": "2015-07",
    "sept. 2015": "2015-09",
    "oct. 2015": "2015-10",
    "nov. 2015": "2015-11",
    "nov 2015": "2015-11",
    "NOV. 2015": "2015-11",
    "déc. 2015": "2015-12",
    "9 avril 2019": "2019-04-09",
    "09 avril 2019": "2019-04-09",
    "9\u00a0avril\u00a02019": "2019-04-09",
    "9\u202favril 2019": "2019-04-09",
    "9 avril 2019.": "2019-04-09",
    "le 9 avril 2019": "2019-04-09",
    "Le 9 avril 2019": "2019-04-09",
    "15 sept. 2015": "2015-09-15",
    "9-avr-2019": "2019-04-09",
    "1er juin 2015": "2015-06-01",
    "1ER JUIN 2015": "2015-06-01",
    "1 er juin 2015": "2015-06-01",
    "le 1er juin 2015": "2015-06-01",
    "29 février 2024": "2024-02-29",
}
IN_ARABIC = {
    "يناير 2015": "2015-01",
    "فبراير 2015": "2015-02",
    "مارس 2015": "2015-03",
    "أبريل 2015": "2015-04",
    "ابريل 2015": "2015-04",
    "إبريل 2015": "2015-04",
    "ماي 2024": "2024-05",
    "مايو 2024": "2024-05",
    "يونيو 2015": "2015-06",
    "يوليوز 2015": "2015-07",
    "يوليو 2015": "2015-07",
    "غشت 2015": "2015-08",
    "أغسطس 2015": "2015-08",
    "شتنبر 2015": "2015-09",
    "سبتمبر 2015": "2015-09",
    "أكتوبر 2015": "2015-10",
    "اكتوبر 2015": "2015-10",
    "نونبر 2015": "2015-11",
    "نوفمبر 2015": "2015-11",
    "نُونْبِر 2015": "2015-11",
    "نونبر ٢٠١٥": "2015-11",
    "دجنبر 2015": "2015-12",
    "ديسمبر 2015": "2015-12",
    "جوان 2015": "2015-06",
    "جويلية 2015": "2015-07",
    "23 نونبر 2015": "2015-11-23",
    "٩ أبريل ٢٠١٩": "2019-04-09",
    "1 يونيو 2015": "2015-06-01",
    "فاتح يونيو 2015": "2015-06-01",
    "فاتح\u00a0يونيو 2015": "2015-06-01",
    "فاتح يونيو ٢٠١٥": "2015-06-01",
}
IN_ENGLISH = {
    "January 2015": "2015-01",
    "February 2015": "2015-02",
    "March 2015": "2015-03",
    "April 2015": "2015-04",
    "May 2024": "2024-05",
    "may 2024": "2024-05",
    "June 2015": "2015-06",
    "July 2015": "2015-07",
    "August 2015": "2015-08",
    "September 2015": "2015-09",
    "October 2015": "2015-10",
    "November 2015": "2015-11",
    "NOVEMBER 2015": "2015-11",
    "November, 2015": "2015-11",
    "December 2015": "2015-12",
    "Jan 2015": "2015-01",
    "Feb. 2015": "2015-02",
    "Mar 2015": "2015-03",
    "Apr 2015": "2015-04",
    "Jun 2015": "2015-06",
    "Jul 2015": "2015-07",
    "Aug 2015": "2015-08",
    "Sep 2015": "2015-09",
    "Oct 2015": "2015-10",
    "Nov. 2015": "2015-11",
    "Dec 2015": "2015-12",
    "23 November 2015": "2015-11-23",
    "1st June 2015": "2015-06-01",
    "2nd June 2015": "2015-06-02",
    "3rd June 2015": "2015-06-03",
    "4th June 2015": "2015-06-04",
    "June 1, 2015": "2015-06-01",
    "June 1st, 2015": "2015-06-01",
    "July 4 2015": "2015-07-04",
    "09-Apr-2019": "2019-04-09",
}
READ = SAME_IN_EVERY_LANGUAGE | IN_FRENCH | IN_ARABIC | IN_ENGLISH

NO_DAY_OF_ANY_CALENDAR = {
    "31/02/2024": "this month has 29 days",
    "٣١/٠٢/٢٠٢٤": "this month has 29 days",
    "30 février 2024": "this month has 29 days",
    "29/02/2023": "this month has 28 days",
    "29/02/1900": "this month has 28 days",
    "2015-11-31": "this month has 30 days",
    "2015-11-00": "this month has 30 days",
    "32 mai 2015": "this month has 31 days",
    "0 mai 2015": "this month has 31 days",
    "00/01/2015": "this month has 31 days",
    "00/2015": "there are twelve months, from 1 to 12; the day comes first",
    "13/2015": "there are twelve months, from 1 to 12; the day comes first",
    "2015-13": "there are twelve months, from 1 to 12; the day comes first",
    "2015-00": "there are twelve months, from 1 to 12; the day comes first",
    "00/00/2015": "there are twelve months, from 1 to 12; the day comes first",
    "05/13/2024": "there are twelve months, from 1 to 12; the day comes first",
    "0000": "the year must lie between 1000 and 2999",
    "01/01/0000": "the year must lie between 1000 and 2999",
    "mai 0000": "the year must lie between 1000 and 2999",
    "0999": "the year must lie between 1000 and 2999",
    "3000": "the year must lie between 1000 and 2999",
}
NOT_A_DATE = [
    *("", " ", "-", "/", "\0", "2015\0", "\0 2015", "\ud800"),
    *("01/01/20024", "1/1/10000", "999", "15", "1", "7.5"),
    *("15/03/24", "03/24", "mai 24", "9-Apr-19", "1/2", "1/1/1"),
    *("43564.0", "43564,5", "20151123", "201511", "01012015"),
    *("2015.5", "2015.1", "2015,5", "11,2015", "0.5", "1e3", "½/2015", "²015"),
    *("-2015", "+2015", "--2015", "2015-", "2015--11", "-11-2015", "2015-11-", "11/-2015", "(2015)"),
    *("novembre", "bonjour", "bonjour 2015", "9 bonjour 2019", "نعم 2015", "m. 2015", "le 2015", "mars2015"),
    *("avant 2015", "vers 2015", "c. 2015", "~2015", "2015?", "2015~", "2015-XX", "20XX"),
    *("2015/2016", "2015-2016", "2015..2016", "2015 2016", "de 2015 à 2016", "2015, 2016"),
    *("2015-11-23 12:30", "2015-11-23T12:30:00", "12:30", "null", "None", "nan", "=2015", "2015;2016"),
    *("<b>2015</b>", "2015' OR 1=1", "%(text)s 2015", "2015年11月", "Ⅺ/2015"),
]


def every_day(year):
    first = date(year, 1, 1)
    return [PartialDate.of(first + timedelta(n)) for n in range((date(year + 1, 1, 1) - first).days)]


EVERY_PRECISION = [
    *every_day(2023),
    *every_day(2024),
    *(PartialDate(year, month) for year in (2023, 2024) for month in range(1, 13)),
    *(PartialDate(year) for year in (1000, 1956, 2023, 2024, 2999)),
]


def refusal(text):
    with translation.override("en"):
        with pytest.raises(ValidationError) as refused:
            PartialDate.parse(text)
        return refused.value.messages


@pytest.mark.parametrize(("text", "edtf"), READ.items())
def test_a_typed_date_is_read_with_the_precision_it_was_written_with(text, edtf):
    assert PartialDate.parse(text).edtf == edtf


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_reading_does_not_depend_on_the_active_language(language):
    with translation.override(language):
        read = {text: PartialDate.parse(text).edtf for text in READ}

    assert read == READ


@pytest.mark.parametrize(("text", "reason"), NO_DAY_OF_ANY_CALENDAR.items())
def test_a_day_that_no_calendar_has_is_refused_with_the_reason(text, reason):
    assert refusal(text) == [f"“{text}” is not a date: {reason}."]


@pytest.mark.parametrize("text", NOT_A_DATE)
def test_what_is_not_a_date_is_refused_with_the_forms_expected(text):
    assert refusal(text) == [
        f"“{text}” is not a date. Write 2015, 11/2015, November 2015 or 23/11/2015, the day first."
    ]


@pytest.mark.parametrize("character", ["x", "1", " ", ".", "ء"])
def test_a_very_long_text_is_refused_like_any_other(character):
    assert "is not a date" in refusal(character * 10_000 + "!")[0]


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ((999,), "the year must lie between 1000 and 2999"),
        ((3000,), "the year must lie between 1000 and 2999"),
        ((-2015,), "the year must lie between 1000 and 2999"),
        ((2015, 13), "there are twelve months, from 1 to 12; the day comes first"),
        ((2015, -1), "there are twelve months, from 1 to 12; the day comes first"),
        ((2015, 0, 5), "there are twelve months, from 1 to 12; the day comes first"),
        ((2015, 11, 31), "this month has 30 days"),
        ((2015, 11, -1), "this month has 30 days"),
    ],
)
def test_no_impossible_date_can_be_made(parts, reason):
    with pytest.raises(ValidationError) as refused:
        PartialDate(*parts)
    with translation.override("en"):
        assert refused.value.messages == [reason]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_what_is_displayed_can_be_typed_again(language):
    again = [PartialDate.parse(known.display(language)) for known in EVERY_PRECISION]

    assert again == EVERY_PRECISION


def test_edtf_text_number_and_plain_day_lead_back_to_the_same_date():
    assert [PartialDate.parse(known.edtf) for known in EVERY_PRECISION] == EVERY_PRECISION
    assert [PartialDate.from_number(int(known)) for known in EVERY_PRECISION] == EVERY_PRECISION
    assert [PartialDate.of(known.first_day) for known in every_day(2024)] == every_day(2024)


def test_day_month_year_is_never_read_month_first():
    read = [PartialDate.parse(f"{known.day}/{known.month}/{known.year}") for known in every_day(2024)]

    assert read == every_day(2024)


@pytest.mark.parametrize(
    ("edtf", "french", "arabic", "english"),
    [
        ("2015", "2015", "2015", "2015"),
        ("2015-11", "novembre\u00a02015", "نونبر\u00a02015", "November\u00a02015"),
        ("2015-06-01", "1er\u00a0juin\u00a02015", "فاتح\u00a0يونيو\u00a02015", "1\u00a0June\u00a02015"),
        ("2019-04-09", "9\u00a0avril\u00a02019", "9\u00a0أبريل\u00a02019", "9\u00a0April\u00a02019"),
        ("2024-05-31", "31\u00a0mai\u00a02024", "31\u00a0ماي\u00a02024", "31\u00a0May\u00a02024"),
        ("2024-08", "août\u00a02024", "غشت\u00a02024", "August\u00a02024"),
    ],
)
def test_a_date_reads_as_in_each_language(edtf, french, arabic, english):
    known = PartialDate.parse(edtf)

    assert [known.display(code) for code in ("fr", "ar", "en")] == [french, arabic, english]


@pytest.mark.parametrize(
    ("edtf", "said"),
    [
        ("2015", ("en 2015", "سنة 2015", "in 2015")),
        ("2015-06", ("en juin\u00a02015", "خلال يونيو\u00a02015", "in June\u00a02015")),
        ("2015-06-01", ("le 1er\u00a0juin\u00a02015", "بتاريخ فاتح\u00a0يونيو\u00a02015", "on 1\u00a0June\u00a02015")),
    ],
)
def test_a_date_in_a_sentence_takes_the_words_of_its_precision(edtf, said):
    found = []
    for language in ("fr", "ar", "en"):
        with translation.override(language):
            found.append(PartialDate.parse(edtf).when)

    assert tuple(found) == said


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", "mai\u00a02024"), ("ar", "ماي\u00a02024"), ("en", "May\u00a02024")]
)
def test_as_text_a_date_is_in_the_active_language(language, shown):
    with translation.override(language):
        assert str(PartialDate(2024, 5)) == shown


def test_a_month_is_named_alone_in_each_language():
    names = [PartialDate(2019, 8).month_name(language) for language in ("fr", "ar", "en", "ar-MA")]

    assert names == ["août", "غشت", "August", "غشت"]


def test_a_regional_variant_reads_as_its_language_and_no_language_as_french():
    assert PartialDate(2024, 5).display("fr-ma") == "mai\u00a02024"
    with translation.override(None):
        assert str(PartialDate(2024, 5)) == "mai\u00a02024"


@pytest.mark.parametrize(
    ("edtf", "precision", "number", "first", "last"),
    [
        ("2015", "year", 20150000, date(2015, 1, 1), date(2015, 12, 31)),
        ("2015-11", "month", 20151100, date(2015, 11, 1), date(2015, 11, 30)),
        ("2023-02", "month", 20230200, date(2023, 2, 1), date(2023, 2, 28)),
        ("2024-02", "month", 20240200, date(2024, 2, 1), date(2024, 2, 29)),
        ("2015-11-23", "day", 20151123, date(2015, 11, 23), date(2015, 11, 23)),
    ],
)
def test_a_date_spans_all_the_days_it_may_be(edtf, precision, number, first, last):
    known = PartialDate.parse(edtf)

    assert (known.precision, int(known), known.first_day, known.last_day) == (precision, number, first, last)


def test_dates_sort_by_first_possible_day_the_less_precise_first():
    sorted_dates = sorted(map(PartialDate.parse, ["2016", "2015-11-01", "2015-11", "2015", "2014-12-31", "2015-01"]))

    assert [known.edtf for known in sorted_dates] == ["2014-12-31", "2015", "2015-01", "2015-11", "2015-11-01", "2016"]


def test_dates_of_another_precision_are_not_equal_and_other_types_do_not_compare():
    assert PartialDate(2015) != PartialDate(2015, 1)
    assert len({PartialDate(2015, 11), PartialDate.parse("novembre 2015")}) == 1
    with pytest.raises(TypeError):
        PartialDate(2015) < 2016


@pytest.mark.parametrize("text", ["43564", "42331", "20024", "٤٢٣٣١"])
def test_the_day_number_of_a_spreadsheet_is_not_guessed_at(text):
    assert refusal(text) == [
        f"“{text}” may be how a spreadsheet counts days: give the column the format of a date there."
    ]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "24\u00a0novembre\u00a02026, 12:05"),
        ("ar", "24\u00a0نونبر\u00a02026، 12:05"),
        ("en", "24\u00a0November\u00a02026, 12:05"),
    ],
)
def test_a_moment_is_written_where_the_register_is(language, words):
    with translation.override(language):
        assert moment_in_words(datetime(2026, 11, 24, 12, 5, 59, tzinfo=UTC)) == words
