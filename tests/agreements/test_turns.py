"""The states of an agreement as turns, held to the rules that the database follows."""

from collections import Counter
from datetime import date

import pytest

from agreements.models import Agreement
from agreements.states import State
from agreements.turns import turns_of
from register.search import counts, index
from register.search.days import holding, number_of
from tests import factories
from tests.agreements.varied import boundaries, varied_agreements

REPLACEMENTS = [
    {"signed_on": "2017-02"},
    {"signed_on": "2017", "publication": "draft"},
    {"is_signed": False},
    {"signed_on": None},
    {"signed_on": "2018-01-31"},
]


def turn(day, state):
    return f"{number_of(date.fromisoformat(day))}{state}"


@pytest.mark.parametrize(
    ("facts", "turns"),
    [
        ({"is_signed": False}, ["0negotiated"]),
        ({}, ["0signed"]),
        ({"signed_on": "2015-11"}, ["0unsigned", turn("2015-11-30", "signed")]),
        (
            {"signed_on": "2015", "entry_into_force_on": "2016-02", "ends_on": "2020"},
            [
                "0unsigned",
                turn("2015-12-31", "not_yet_in_force"),
                turn("2016-02-29", "in_force"),
                turn("2021-01-01", "expired"),
            ],
        ),
        (
            {"ends_on": "2020-06-30", "renewal": "express"},
            ["0in_force", turn("2020-01-02", "to_renew"), turn("2020-07-01", "expired")],
        ),
        ({"ends_on": "2020", "renewal": "tacit"}, ["0in_force"]),
        (
            {"suspended_on": "2018", "terminated_on": "2019-05"},
            ["0signed", turn("2018-12-31", "suspended"), turn("2019-05-31", "terminated")],
        ),
        ({"ends_on": "1000-03", "renewal": "express"}, ["0to_renew", turn("1000-04-01", "expired")]),
        ({"signed_on": "2999"}, ["0unsigned", turn("2999-12-31", "signed")]),
    ],
)
@pytest.mark.django_db
def test_the_turns_of_an_agreement_are_the_days_on_which_its_state_changes(facts, turns):
    assert turns_of(factories.agreement(**facts)).split() == turns


@pytest.mark.django_db
def test_a_replaced_agreement_turns_on_the_day_that_takes_its_place():
    old, unsigned = factories.agreement(ends_on="2020"), factories.agreement(is_signed=False)

    assert turns_of(old, date(2018, 5, 31)).split() == ["0in_force", turn("2018-05-31", "replaced")]
    assert turns_of(unsigned, date(2018, 5, 31)) == "0negotiated"


@pytest.fixture
def varied_register(db):
    """Many sorts of agreements, the first of them replaced or nearly so."""
    with index.collecting():
        agreements = list(varied_agreements())
        replacing = [factories.agreement(**facts) for facts in REPLACEMENTS]
        for old, new in zip(agreements, replacing, strict=False):
            factories.link(new, "replaces", old)
        factories.link(replacing[4], "replaces", agreements[0])
        for facts in [{"ends_on": "1000-03"}, {"signed_on": "1000", "ends_on": "2999"}, {"signed_on": "2999-12"}]:
            agreements.append(factories.agreement(renewal="express", **facts))
        factories.agreement(publication="draft", signed_on="2016")
    return [*agreements, *replacing]


def replaced_on(agreement):
    links = agreement.links_to.filter(kind="replaces", source__publication="published", source__is_signed=True)
    return min((link.source.signed_on.last_day for link in links if link.source.signed_on), default=None)


def test_on_each_day_that_changes_something_the_turns_say_what_the_database_says(varied_register):
    turns = {row.pk: turns_of(row, replaced_on(row)) for row in varied_register}
    different, met = [], set()

    for day in [date(1000, 1, 1), *boundaries(varied_register), date(2999, 12, 31)]:
        expected = dict(Agreement.objects.published().with_state(day).order_by().values_list("pk", "state"))
        found = dict(zip(turns, holding(turns.values(), day), strict=True))
        different += [(day, pk, found.get(pk), state) for pk, state in expected.items() if found.get(pk) != state]
        met |= set(found.values())

    assert different == []
    assert met == set(State.values)


def test_the_counts_of_the_index_are_those_of_the_database_on_any_day(varied_register):
    days = [date(1000, 1, 1), *boundaries(varied_register), date(2999, 12, 31)]
    different = []

    kept = counts.holding_on_days(days, State.values)
    for day in days:
        states = Agreement.objects.published().with_state(day).order_by().values_list("state", flat=True)
        if +kept[day] != Counter(states):
            different.append((day, kept[day], Counter(states)))

    assert different == []


def test_the_counts_of_one_day_are_those_of_several(varied_register):
    day = date(2018, 6, 1)

    assert counts.holding_on(day, State.values) == counts.holding_on_days([day], State.values)[day]
    assert sum(counts.holding_on(day, State.values).values()) == Agreement.objects.published().count()
    assert counts.holding_on(day, ["in_force", "unheard_of"])["unheard_of"] == 0
