import json
import sys
import unicodedata
from dataclasses import replace

import pytest
from django.core.management import call_command

from agreements.models import Agreement
from agreements.querysets import AGREEMENT_TEXTS
from partners.models import Country, Institution
from partners.querysets import INSTITUTION_TEXTS
from register.search import counts, engines, fold, postgresql, search
from register.search.matching import Match, identifier, record_of
from register.search.terms import Question
from tests import factories


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Égalité", "egalite"),
        ("ÉGALITÉ", "egalite"),
        ("e\u0301galite\u0301", "egalite"),
        ("Koweït", "koweit"),
        ("Garçon, forêt & maïs", "garcon foret mais"),
        ("ŒUVRE", "oeuvre"),
        ("œuvre", "oeuvre"),
        ("Æquo", "aequo"),
        ("Straße", "strasse"),
        ("Łódź", "lodz"),
        ("Ørsted", "orsted"),
        ("ﬁnance", "finance"),
        ("Ｒａｂａｔ", "rabat"),
        ("l'égalité", "l egalite"),
        ("l’égalité", "l egalite"),
        ("lʼégalité", "l egalite"),
        ("Porte-Parole", "porte parole"),
        ("A–B—C", "a b c"),
        ("a_b%c*d", "a b c d"),
        ("C.E.S.E.", "c e s e"),
        ("  deux   mots\t\n", "deux mots"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth", "zerowidth"),
        ("\u202eRabat\u202c", "rabat"),
        ("\0Rabat\0", "rabat"),
        ("Rabat\ud800", "rabat"),
        ("اتفاقية", "اتفاقيه"),
        ("اتِّفَاقِيَّة", "اتفاقيه"),
        ("اتفـــاقية", "اتفاقيه"),
        ("أحمد إبراهيم آدم ٱلله", "احمد ابراهيم ادم الله"),
        ("مستشفى", "مستشفي"),
        ("مسؤول", "مسوول"),
        ("هيئة", "هييه"),
        ("ﻻ", "لا"),
        ("کویت", "كويت"),
        ("المغرب، الكويت", "المغرب الكويت"),
        ("٢٠١٥", "2015"),
        ("۲۰۱۵", "2015"),
        ("", ""),
        ("!?…«»", ""),
        ("😀", ""),
        (None, "none"),
        (2015, "2015"),
    ],
)
def test_a_text_is_folded_to_what_a_reader_would_type(text, folded):
    assert fold(text) == folded


def test_folding_takes_any_character_and_folding_twice_changes_nothing():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))

    folded = fold(everything)

    assert fold(folded) == folded
    assert not {unicodedata.category(character)[0] for character in set(folded)} - {"L", "N", "Z"}


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", bytes(range(256)), b"\x80" * 1000])
def test_folding_takes_any_bytes(content):
    assert isinstance(fold(content), str)
    assert isinstance(fold(content.decode("latin-1")), str)
    assert isinstance(fold(content.decode("utf-8", "surrogateescape")), str)


# --- The folded column ---------------------------------------------------------------------------
@pytest.mark.django_db
def test_the_folded_column_follows_every_save():
    institution = factories.institution(name_fr="Conseil économique", name_ar="المجلس", acronym="CESE")
    written = Institution.objects.get().folded

    institution.name_fr = "Œuvres"
    institution.save()

    assert [written, Institution.objects.get().folded] == ["conseil economique المجلس cese", "oeuvres المجلس cese"]


@pytest.mark.django_db
def test_the_folded_column_is_written_by_bulk_create_and_update_or_create():
    Institution.objects.bulk_create([Institution(slug="a", kind="agency", name_fr="Élan")])
    Institution.objects.update_or_create(slug="b", create_defaults={"kind": "agency", "name_fr": "Été"})
    Institution.objects.update_or_create(slug="b", defaults={"name_fr": "Noël"})

    assert list(Institution.objects.order_by("slug").values_list("folded", flat=True)) == ["elan", "noel"]


@pytest.mark.django_db
def test_the_folded_column_is_written_by_loaddata_whatever_the_file_says(tmp_path):
    path = tmp_path / "countries.json"
    rows = [("KW", {"name_fr": "Koweït"}), ("PE", {"name_fr": "Pérou", "folded": "faux"})]
    path.write_text(json.dumps([{"model": "partners.country", "pk": pk, "fields": fields} for pk, fields in rows]))

    call_command("loaddata", path, verbosity=0)

    assert list(Country.objects.values_list("folded", flat=True)) == ["koweit", "perou"]


# --- What staff search by parts of words ---------------------------------------------------------
def staff_search(agreements, query):
    return search(agreements, query, *AGREEMENT_TEXTS)


@pytest.fixture
def memorandum():
    """A memorandum of the CESE with a Kuwaiti council and UNICEF; another agreement with neither."""
    cese = factories.institution(name_fr="Conseil économique et social", acronym="CESE", country=factories.country())
    kuwaiti = factories.institution(name_fr="Conseil national", country=factories.country("KW"))
    unicef = factories.institution(name_fr="Fonds pour l’enfance", acronym="UNICEF", kind="international")
    factories.agreement(parties=[cese], title="Convention d’Évora")
    return factories.agreement(
        parties=[cese, kuwaiti, unicef],
        title="Mémorandum d’entente",
        title_ar="مذكرة تفاهم",
        objective="Échanger l’expérience",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "query",
    [
        *("koweit", "Koweït", "KOWEÏT", "Kuwait", "kuwait", "الكويت", "كويت", "الكُويت", "الكـويت"),
        *("cese unicef", "UNICEF cese", "memorandum koweit", "l'experience", "l’expérience", "mémo enten"),
        *("مذكره", "مُذكّرة تفاهم", "conseil national unicef", "enfance الكويت experience"),
    ],
)
def test_the_words_of_a_query_may_stand_in_different_places(memorandum, query):
    assert list(staff_search(Agreement.objects.all(), query)) == [memorandum]


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["perou", "cese perou", "koweit evora", "kuwaitt", "مصر"])
def test_an_agreement_that_lacks_one_word_is_not_found(memorandum, query):
    assert list(staff_search(Agreement.objects.all(), query)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["", "   ", "%", "_", "…", "\0", "''"])
def test_a_query_without_words_asks_for_nothing_in_particular(memorandum, query):
    assert staff_search(Agreement.objects.all(), query).count() == 2


@pytest.mark.django_db
def test_each_agreement_is_found_once_however_many_parties_match(memorandum):
    assert [agreement.pk for agreement in staff_search(staff_search(Agreement.objects.all(), "conseil"), "koweit")] == [
        memorandum.pk
    ]


@pytest.mark.django_db
def test_a_search_stays_within_the_rows_it_is_given(memorandum):
    assert list(search(Agreement.objects.exclude(pk=memorandum.pk), "koweit", "parties__institution__folded")) == []


@pytest.mark.django_db
def test_institutions_are_found_by_former_name_acronym_and_country(memorandum):
    odco = factories.institution(name_fr="Office du développement de la coopération", acronym="ODCO")
    factories.former_name(odco, name_fr="Bureau de la coopération")

    assert list(search(Institution.objects.all(), "bureau odco", *INSTITUTION_TEXTS)) == [odco]
    assert [row.name_fr for row in search(Institution.objects.all(), "الكويت", *INSTITUTION_TEXTS)] == [
        "Conseil national"
    ]


PIECES = ["%", "_", "\\", "'", '"', "\0", "\ud800", "\u202e", ";--", "(", "[a-z", "*", "😀", "ء", "١", "é", "%s", "{0}"]
HOSTILE = [
    *(first + second for first in PIECES for second in PIECES[:11]),
    *("' OR 1=1 --", "a" * 5_000, "%" * 5_000, "\u0301" * 500, "<script>", "../../etc/passwd", "\r\n\t\v\f"),
]


@pytest.mark.django_db
def test_no_query_is_an_error(memorandum):
    assert len(HOSTILE) > 200

    assert {staff_search(Agreement.objects.all(), query).count() <= 2 for query in HOSTILE} == {True}


@pytest.mark.django_db
@pytest.mark.parametrize("few", [0, 1, 3, 100])
def test_few_answers_and_many_come_in_the_same_order(monkeypatch, few):
    monkeypatch.setattr(postgresql, "FEW", few)
    for year in (2013, 2011, 2015, 2012, 2014):
        factories.agreement(title="Littoral", signed_on=str(year))
    match = Match(question=Question.parse("littoral"))

    first = engines.numbers(match, 3)
    then = engines.numbers(replace(match, last=first[-1]), 3)

    found = Agreement.objects.in_bulk([record_of(number) for number in first + then])
    years = [found[record_of(number)].signed_on.year for number in first + then]
    assert years == [2015, 2014, 2013, 2012, 2011]


def test_numbers_grow_with_the_day_then_the_record_and_stay_below_eight_bytes():
    days = [
        0,
        1000_00_00,
        2015_00_00,
        2015_01_00,
        2015_01_31,
        2015_02_00,
        2015_12_00,
        2015_12_31,
        2016_00_00,
        9999_12_31,
    ]
    numbers = [identifier(day, record, group) for day in days for record in (1, 10**9 - 1) for group in (1, 9)]

    assert numbers == sorted(set(numbers))
    assert numbers[-1] < 2**56
    assert {record_of(number) for number in numbers} == {1, 10**9 - 1}


@pytest.mark.django_db
def test_postgresql_is_asked_for_each_thing_by_itself_and_for_what_is_unwanted_beside_what_is_wanted():
    choices = (("group=agreement",), ("kind=protocol", "kind=convention"), ("country=FR",))
    match = Match(choices=choices, question=Question.parse('"eau potable" peche -sante'))

    where, values = postgresql.PostgreSQL().conditions(match)

    assert where == [*["vector @@ %s::tsquery"] * 4, "id %% 10 = 1"]
    assert values == [
        "('=kind=protocol' | '=kind=convention')",
        "('=country=FR')",
        "('eau' <-> 'potable')",
        "('peche':*) & !(('sante'))",
    ]


@pytest.mark.django_db
def test_postgresql_is_asked_for_the_words_that_begin_so_in_titles_of_the_largest_group():
    """Beginnings of digits, of other groups or with what is unwanted are looked for as they are."""
    plain, known = "vector @@ %s::tsquery", postgresql.KNOWN

    def conditions(typed, group="agreement"):
        match = Match(choices=((f"group={group}",),), question=Question.parse(typed), within="title")
        return postgresql.PostgreSQL().conditions(match)

    assert conditions("pech") == ([known], [64, "('^pech':*)", "('^pech')", "pech", "pech\U0010ffff", 65])
    assert conditions('"eau" pech 2019')[0] == [plain, plain, known]
    assert conditions("pech -eau") == ([plain], ["('^pech':*) & !(('eau'))"])
    assert conditions("pech", "institution") == ([plain, "id %% 10 <> 1"], ["('4^pech':*)"])


@pytest.mark.django_db
def test_counts_of_some_facets_are_told_however_many_are_asked_for():
    factories.agreement(kind="protocol"), factories.agreement(kind="convention")
    nobody = [f"party=nobody-{number}" for number in range(3000)]
    asked = [*nobody, "kind=protocol", "group=agreement", "kind=agreement"]

    found = counts.of(*asked)

    assert {facet: count for facet, count in found.items() if count} == {"kind=protocol": 1, "group=agreement": 2}
    assert set(found) == set(asked)
