"""What a selection counts, held to what anyone could count in a small register by hand."""

from datetime import date
from itertools import product
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import QueryDict

from agreements.filters import AgreementFilter
from agreements.models import Agreement
from register import edition
from register.models import Tally
from register.search import engines, in_memory, latest, shares
from register.search.matching import Match, record_of
from tests import factories
from tests.agreements.mixed import DIMENSIONS, questions

pytestmark = pytest.mark.django_db

DAY = date(2017, 2, 1)


@pytest.fixture(autouse=True, params=[10_000, 15, 0], ids=["all in memory", "some in memory", "none in memory"])
def _in_memory(request, monkeypatch):
    monkeypatch.setattr(in_memory, "MOST", request.param)


def select(day=DAY, **asked):
    return AgreementFilter(QueryDict(urlencode({**asked, "on": day.isoformat()}, doseq=True))).selection


def ranked(counts):
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def facets_of(selection, most=50):
    """The facets, with programmes under their references."""
    references = {str(pk): reference for pk, reference in selection_programmes()}
    found = selection.facets(most)
    return {name: {references.get(value, value): count for value, count in found[name]} for name in DIMENSIONS}


def from_the_latest(years):
    """The years with their counts, what is not dated at the end."""
    return sorted(years.items(), key=lambda year: (year[0] != "unknown", year[0]), reverse=True)


def selection_programmes():
    return Agreement.programmes.rel.related_model.objects.values_list("pk", "reference")


def test_every_facet_counts_what_is_true_for_the_choices_made_in_the_others(mixed):
    different = []
    for asked in questions(mixed):
        found = facets_of(select(**asked))
        for name in DIMENSIONS:
            expected = mixed.counts(asked, DAY, name)
            if found[name] != expected:
                different.append((asked, name, found[name], expected))

    assert different == []


def test_totals_and_how_many_are_in_force_are_true_for_every_selection(mixed):
    different = []
    for asked in questions(mixed):
        selection, rows = select(**asked), mixed.selected(asked, DAY)
        in_force = sum(bool(row.values["state"] & {"in_force", "to_renew"}) for row in rows)
        found = (selection.total, selection.in_force, selection.is_small, selection.is_exact, selection.is_sampled)
        if found != (len(rows), in_force, True, True, False):
            different.append((asked, found, len(rows), in_force))

    assert different == []


def test_a_selection_holds_the_agreements_that_anyone_would_pick(mixed):
    different = []
    for asked in questions(mixed)[::2]:
        selection, expected = select(**asked), [row.record.pk for row in mixed.selected(asked, DAY)]
        listed = [record_of(number) for number in selection.newest(0, 50)]
        part = [record_of(number) for number in selection.newest(2, 3)]
        all_of_them = set(selection.agreements().values_list("pk", flat=True))
        if (listed, part, all_of_them) != (expected, expected[2:5], set(expected)):
            different.append(asked)

    assert different == []


def test_the_same_selection_on_another_day_counts_the_states_of_that_day(mixed):
    days = [date(2010, 1, 1), date(2011, 5, 31), date(2016, 12, 31), date(2019, 1, 1), date(2035, 1, 1)]

    found = [facets_of(select(day, kind="convention"))["state"] for day in days]

    assert found == [mixed.counts({"kind": "convention"}, day, "state") for day in days]


def test_the_highest_counts_come_first_and_are_the_same_however_many_are_asked_for(mixed):
    for asked in [{}, {"kind": "convention"}, {"party": "i0", "q": "eau"}]:
        every = select(**asked).facets(50)
        assert every["party"] == ranked(mixed.counts(asked, DAY, "party"))
        assert every["year"] == from_the_latest(mixed.counts(asked, DAY, "year"))
        for most in (1, 2, 3):
            assert select(**asked).facets(most) == {name: values[:most] for name, values in every.items()}


def test_equal_counts_stand_in_one_order_however_many_are_asked_for():
    for slug in ["delta", "alpha", "gamma", "beta"]:
        factories.agreement([factories.institution(slug=slug)])

    assert select().facets(2)["party"] == [("alpha", 1), ("beta", 1)]


def test_of_equal_counts_in_a_selection_none_is_left_out_for_being_rarer_elsewhere():
    alpha, zulu = (factories.institution(slug=slug) for slug in ("alpha", "zulu"))
    factories.agreement([alpha, zulu], kind="convention")
    factories.agreement([zulu], kind="protocol")

    assert select(kind="convention").facets(1)["party"] == [("alpha", 1)]


@pytest.mark.parametrize(("signed_on", "day"), [("2017-02-01", DAY), ("2017-01", date(2017, 1, 31))])
def test_what_was_signed_on_the_day_itself_is_among_what_holds_on_it(signed_on, day):
    record = factories.agreement(signed_on=signed_on, entry_into_force_on=signed_on)

    selection = select(day, state="in_force", kind=record.kind)

    assert (selection.total, select(date(2017, 1, 30), state="in_force", kind=record.kind).total) == (1, 0)
    assert [record_of(number) for number in selection.newest(0, 5)] == [record.pk]


def test_agreements_without_a_date_are_in_no_bounded_selection(mixed):
    undated = sum(row.number == 0 for row in mixed.rows)

    assert undated > 0
    assert select(year_from="1000").total == select(year_to="2999").total == 40 - undated


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ('"accord de pêche"', "Accord de pêche"),
        ("«accord de pêche»", "Accord de pêche"),
        ("“ACCORD DE PECHE”", "Accord de pêche"),
        ("pêche -accord", "Pêche en forêt"),
        ("accord -de", "Pêche et accords anciens"),
        ('accord -"de pêche"', "Pêche et accords anciens"),
        ("anci pech", "Pêche et accords anciens"),
    ],
)
def test_phrases_stay_together_and_what_is_left_out_stays_out(typed, title):
    for given in ["Accord de pêche", "Pêche et accords anciens", "Pêche en forêt"]:
        factories.agreement(title=given)

    assert [agreement.title_fr for agreement in select(q=typed).agreements()] == [title]


# --- The newest of many ----------------------------------------------------------------------------
@pytest.mark.parametrize("oldest_first", [False, True])
@pytest.mark.parametrize(
    ("times", "soon", "met", "longer"),
    [(1, 0, 3, (2, 8)), (3, 0, 3, (1, 1)), (9, 0, 3, (2, 2)), (3, 1_000, 3, (2, 8)), (3, 1_000, 0, (1, 2))],
)
def test_the_first_are_the_same_whatever_stretches_of_time_are_asked(
    mixed, monkeypatch, times, soon, met, longer, oldest_first
):
    """However many are taken to answer: where the first slices, or those that are met, hold too few, others follow."""
    selected = [(asked, select(**asked).match(), len(mixed.selected(asked, DAY))) for asked in questions(mixed)]
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(latest, "SOON", soon)
    monkeypatch.setattr(latest, "FEW", 2)
    monkeypatch.setattr(latest, "MET", met)
    monkeypatch.setattr(latest, "LONGER", longer)
    different, within_slices, gathered, matches = [], 0, engines.gathered, []
    monkeypatch.setattr(engines, "gathered", lambda match, *given: matches.append(match) or gathered(match, *given))
    for (asked, match, count), most in product(selected, (1, 2, 5, 50)):
        matches.clear()
        expected = engines.columns(match, ["id"], most, oldest_first)
        if latest.read(match, ["id"], most, times * count, oldest_first) != expected:
            different.append((asked, most))
        within_slices += matches[:1] not in ([], [match])

    assert different == []
    # On SQLite entries do not tell their slices.
    assert (within_slices > 50) is (connection.vendor == "postgresql")


def test_what_is_looked_at_in_what_the_rest_finds_is_found_as_well(mixed, monkeypatch):
    """SQLite asks its index for all."""
    factories.agreement(title="Pêcheries du détroit", kind="protocol")
    asked = [{"q": q, **more} for q in ("pec", "san ea", "pec -eau") for more in without_words(mixed)]
    monkeypatch.setattr(shares, "likely", lambda match: 1)
    monkeypatch.setattr(shares, "LOOKED_AT", -1)
    matches = [select(**one).match() for one in asked]

    found = {str(match): latest.read(match, ["id"], 50) for match in matches}

    assert found == {str(match): engines.columns(match, ["id"], 50) for match in matches}
    assert sum(bool(rows) for rows in found.values()) > 5


def without_words(mixed):
    return [asked for asked in questions(mixed) if asked and "q" not in asked][:30]


@pytest.mark.parametrize("oldest_first", [False, True])
def test_what_lies_at_the_other_end_is_found_in_stretches_that_grow(mixed, monkeypatch, oldest_first):
    """None of what is asked for is near: after the first stretch each is longer, and no entry is looked for twice."""
    records = sorted((row for row in mixed.rows if row.number), key=lambda row: row.number, reverse=not oldest_first)
    factories.party(records[-1].record, factories.institution(slug="rare"))
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(latest, "SOON", 0)
    asked_of, gathered = [], engines.gathered
    monkeypatch.setattr(engines, "gathered", lambda match, *given: asked_of.append(match) or gathered(match, *given))

    found = latest.read(select(party="rare").match(), ["id"], 1, 40, oldest_first)

    assert [record_of(number) for (number,) in found] == [records[-1].record.pk]
    bounds = [match.first if oldest_first else match.last for match in asked_of]
    assert len(set(bounds)) == len(bounds)
    # SQLite meets them in order.
    assert len(bounds) in (range(2, 7) if connection.vendor == "postgresql" else [0])


@pytest.mark.parametrize("most", [1, 5, 50])
def test_answers_are_counted_up_to_one_more_than_enough(mixed, monkeypatch, most):
    rows = {typed: [row.record.pk for row in mixed.selected({"q": typed}, DAY)] for typed in ("eau", "sante")}
    expected = {typed: (min(len(keys), most + 1), keys[: min(most, 3)]) for typed, keys in rows.items()}
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(latest, "SOON", 0)
    monkeypatch.setattr(shares, "likely", lambda match: 40)

    found = {typed: latest.counted(select(q=typed).match(), most, min(most, 3)) for typed in rows}

    assert {typed: (n, [record_of(number) for number in newest]) for typed, (n, newest) in found.items()} == expected


@pytest.mark.parametrize(("form", "tells_slices"), [("3", False), ("4", False), ("5", True)])
def test_an_index_that_does_not_tell_slices_of_time_is_asked_as_a_whole(mixed, monkeypatch, form, tells_slices):
    Tally.objects.filter(dimension="form").update(value=form)
    # What is remembered of an edition is asked again.
    edition.renew()
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(latest, "SOON", 0)
    asked_of, gathered = [], engines.gathered
    monkeypatch.setattr(engines, "gathered", lambda match, *given: asked_of.append(match) or gathered(match, *given))
    match = Match(choices=(("group=agreement",), ("kind=convention",)))

    found = latest.read(match, ["id"], 2, likely=16)

    assert (asked_of[0] != match) == tells_slices
    # Those of SQLite tell none, whatever form is written.
    assert len(found) == 2 or (tells_slices and connection.vendor == "sqlite")


def test_no_more_entries_are_met_in_order_than_are_asked_for():
    """SQLite, which meets none that does not answer, looks for all."""
    for year, kind in ((2021, "protocol"), (2022, "protocol"), (2023, "convention"), (2024, "convention")):
        factories.agreement(title=str(year), kind=kind, signed_on=str(year))
    factories.institution()
    protocols = Match(choices=(("group=agreement",), ("kind=protocol",)))

    found = {entries: engines.columns_in_order(protocols, ["name_fr"], 5, entries) for entries in (2, 3, 4)}

    everything = [("2022",), ("2021",)]
    met = {2: [], 3: everything[:1], 4: everything}
    assert found == (met if connection.vendor == "postgresql" else dict.fromkeys(met, everything))


# --- Beyond what is counted through --------------------------------------------------------------
def test_one_facet_of_a_large_register_is_counted_exactly(mixed, capped):
    for name, value in [("kind", "convention"), ("party", "i0"), ("network", "n1"), ("country", "MA"), ("theme", "t0")]:
        selection, expected = select(**{name: value}), len(mixed.selected({name: value}, DAY))
        assert expected > 5
        assert (selection.total, selection.is_exact, selection.is_small) == (expected, True, False)
    year, state = select(year_from="2011", year_to="2011"), select(state="in_force")
    assert (year.total, year.is_exact) == (len(mixed.selected({"year_from": "2011", "year_to": "2011"}, DAY)), True)
    assert (state.total, state.is_exact) == (len(mixed.selected({"state": "in_force"}, DAY)), True)


def test_several_values_of_a_facet_that_a_record_has_once_are_counted_exactly(mixed, capped):
    for asked in [{"kind": ["convention", "protocol"]}, {"state": ["in_force", "all_in_force", "expired"]}]:
        selection = select(**asked)
        assert (selection.total, selection.is_exact) == (len(mixed.selected(asked, DAY)), True)
        assert selection.total > 5

    countries = select(country=["MA", "KW"])
    assert (countries.total, countries.is_exact, countries.is_small) == (6, False, False)


def test_the_whole_of_a_large_register_is_counted_exactly(mixed, capped):
    selection = select()

    assert (selection.total, selection.is_exact, selection.is_small, selection.is_sampled) == (40, True, False, False)
    assert selection.in_force == sum(
        bool(row.values["state"] & {"in_force", "to_renew"}) for row in mixed.selected({}, DAY)
    )
    assert facets_of(selection) == {name: mixed.counts({}, DAY, name) for name in DIMENSIONS}


def test_a_larger_selection_of_a_large_register_is_said_to_be_more_than_the_limit(mixed, capped):
    selection = select(q="eau", country="MA")

    assert len(mixed.selected({"q": "eau", "country": "MA"}, DAY)) > 5
    assert (selection.limit, selection.total, selection.is_exact, selection.in_force) == (5, 6, False, None)


def test_the_facets_of_a_larger_selection_count_its_newest(mixed, capped):
    asked = {"q": "eau"}
    newest = mixed.selected(asked, DAY)[:5]

    selection = select(**asked)

    assert selection.is_sampled
    assert sum(facets_of(selection)["kind"].values()) == 5
    assert facets_of(selection)["state"] == mixed.counted(newest, "state")


def test_what_is_chosen_alone_keeps_exact_counts_of_its_own_facet(mixed, capped):
    assert facets_of(select(party="i0"))["party"] == mixed.counts({}, DAY, "party")
    assert facets_of(select(state="in_force"))["state"] == mixed.counts({}, DAY, "state")


def test_a_small_selection_of_a_large_register_is_counted_through(mixed, capped):
    different = []
    for asked in questions(mixed):
        rows, selection = mixed.selected(asked, DAY), select(**asked)
        if len(rows) <= 5:
            listed = [record_of(number) for number in selection.newest(0, 50)]
            if (selection.total, selection.is_exact, listed) != (len(rows), True, [row.record.pk for row in rows]):
                different.append(asked)
        elif selection.is_small or (selection.is_exact and selection.total != len(rows)):
            different.append(asked)

    assert different == []


@pytest.mark.parametrize("size", [10, 11])
def test_a_register_is_large_beyond_the_bound_only(capped, size):
    for _ in range(size):
        factories.agreement(title="Eau")

    assert select(q="eau").limit == (10 if size == 10 else 5)
    assert select(q="eau").is_exact is (size == 10)
