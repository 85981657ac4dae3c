from datetime import date, timedelta

import pytest
from django.utils import translation

from agreements.models import Agreement
from agreements.states import State
from register.publication import Publication
from tests import factories
from tests.agreements.varied import DATES, varied_agreements

pytestmark = pytest.mark.django_db

UNSIGNED = {"is_signed": False}
MONTH_END = {"signed_on": "2015-11", "ends_on": "2020-02"}
YEAR_END = {"signed_on": "2015", "ends_on": "2020"}
DAY_END = {"signed_on": "2015-11-23", "ends_on": "2020-06-30"}
ENTERED = {"signed_on": "2015-11-23", "entry_into_force_on": "2016-03-01"}
EXPRESS = {**ENTERED, "ends_on": "2020-06-30", "renewal": "express"}
TACIT = {**ENTERED, "ends_on": "2020-06-30", "renewal": "tacit"}
STOPPED = {**ENTERED, "ends_on": "2020", "suspended_on": "2018-05", "terminated_on": "2019"}

CASES = [
    # No signature, or not yet
    (UNSIGNED, "2015-11-23", "negotiated", ""),
    ({**UNSIGNED, "ends_on": "2020"}, "2021-01-01", "negotiated", ""),
    (DAY_END, "2015-11-22", "unsigned", "signature on 23 November 2015"),
    (DAY_END, "2015-11-23", "in_force", "until 30 June 2020"),
    (MONTH_END, "2015-11-29", "unsigned", "signature in November 2015"),
    (MONTH_END, "2015-11-30", "in_force", "until February 2020"),
    (YEAR_END, "2015-12-30", "unsigned", "signature in 2015"),
    (YEAR_END, "2015-12-31", "in_force", "until 2020"),
    # Signed, without a term
    ({}, "2015-11-23", "signed", ""),
    ({"signed_on": "2015-11"}, "2030-01-01", "signed", ""),
    ({"signed_on": "2015", "renewal": "tacit"}, "2030-01-01", "signed", ""),
    # Entry into force
    (ENTERED, "2015-11-23", "not_yet_in_force", "entry into force on 1 March 2016"),
    (ENTERED, "2016-02-29", "not_yet_in_force", "entry into force on 1 March 2016"),
    (ENTERED, "2016-03-01", "in_force", "since 1 March 2016"),
    (ENTERED, "2999-01-01", "in_force", "since 1 March 2016"),
    ({"entry_into_force_on": "2016-02"}, "2016-02-28", "not_yet_in_force", "entry into force in February 2016"),
    ({"entry_into_force_on": "2016-02"}, "2016-02-29", "in_force", "since February 2016"),
    ({"entry_into_force_on": "2016"}, "2016-12-30", "not_yet_in_force", "entry into force in 2016"),
    ({"entry_into_force_on": "2016"}, "2016-12-31", "in_force", "since 2016"),
    # The end
    (DAY_END, "2020-06-30", "in_force", "until 30 June 2020"),
    (DAY_END, "2020-07-01", "expired", "on 30 June 2020"),
    (MONTH_END, "2020-02-29", "in_force", "until February 2020"),
    (MONTH_END, "2020-03-01", "expired", "in February 2020"),
    (YEAR_END, "2020-12-31", "in_force", "until 2020"),
    (YEAR_END, "2021-01-01", "expired", "in 2020"),
    ({"ends_on": "2020"}, "2020-12-31", "in_force", "until 2020"),
    # Renewal
    (EXPRESS, "2020-01-01", "in_force", "since 1 March 2016"),  # 181 days before the end
    (EXPRESS, "2020-01-02", "to_renew", "end on 30 June 2020, unless it is renewed"),  # 180 days
    (EXPRESS, "2020-06-30", "to_renew", "end on 30 June 2020, unless it is renewed"),
    (EXPRESS, "2020-07-01", "expired", "on 30 June 2020"),
    (EXPRESS, "2016-02-01", "not_yet_in_force", "entry into force on 1 March 2016"),
    ({**YEAR_END, "renewal": "express"}, "2020-07-03", "in_force", "until 2020"),
    ({**YEAR_END, "renewal": "express"}, "2020-07-04", "to_renew", "end in 2020, unless it is renewed"),
    ({**MONTH_END, "renewal": "express"}, "2019-09-01", "in_force", "until February 2020"),
    ({**MONTH_END, "renewal": "express"}, "2019-09-02", "to_renew", "end in February 2020, unless it is renewed"),
    ({**DAY_END, "renewal": "none"}, "2020-06-01", "in_force", "until 30 June 2020"),
    (TACIT, "2020-06-30", "in_force", "since 1 March 2016"),
    (TACIT, "2020-07-01", "in_force", "by tacit renewal since 30 June 2020"),
    ({**YEAR_END, "renewal": "tacit"}, "2020-12-31", "in_force", "until 2020"),
    ({**YEAR_END, "renewal": "tacit"}, "2021-01-01", "in_force", "by tacit renewal since 2020"),
    # Suspension and termination
    (STOPPED, "2018-05-30", "in_force", "since 1 March 2016"),
    (STOPPED, "2018-05-31", "suspended", "since May 2018"),
    (STOPPED, "2019-12-30", "suspended", "since May 2018"),
    (STOPPED, "2019-12-31", "terminated", "in 2019"),
    (STOPPED, "2030-01-01", "terminated", "in 2019"),
    ({**DAY_END, "suspended_on": "2018"}, "2020-07-01", "expired", "on 30 June 2020"),
    ({**TACIT, "suspended_on": "2021-01-15"}, "2021-01-15", "suspended", "since 15 January 2021"),
    (
        {**TACIT, "terminated_on": "2021-01-15"},
        "2021-01-14",
        "in_force",
        "by tacit renewal since 30 June 2020",
    ),
    ({**TACIT, "terminated_on": "2021-01-15"}, "2021-01-15", "terminated", "on 15 January 2021"),
]


@pytest.mark.parametrize(("facts", "day", "state", "reason"), CASES)
def test_the_state_of_an_agreement_on_a_day_and_why(facts, day, state, reason):
    factories.agreement(**facts).full_clean()

    agreement = Agreement.objects.with_state(date.fromisoformat(day)).get()

    with translation.override("en"):
        assert (agreement.state, agreement.state_reason.replace("\u00a0", " ")) == (state, reason)
    assert agreement.state_on == date.fromisoformat(day)


def state_on(agreement, day):
    return Agreement.objects.with_state(date.fromisoformat(day)).get(pk=agreement.pk).state


def test_an_agreement_is_replaced_once_the_other_is_signed():
    old, new = factories.agreement(ends_on="2020"), factories.agreement(signed_on="2018-05")
    factories.link(new, "replaces", old)

    assert state_on(old, "2018-05-30") == "in_force"
    assert state_on(old, "2018-05-31") == "replaced"
    assert state_on(old, "2030-01-01") == "replaced"
    assert state_on(new, "2030-01-01") == "signed"
    with translation.override("en"):
        reason = Agreement.objects.with_state(date(2018, 5, 31)).get(pk=old.pk).state_reason
    assert reason == "another agreement has taken its place"


@pytest.mark.parametrize(
    ("kind", "replacement"),
    [
        ("replaces", {"publication": Publication.DRAFT, "signed_on": "2018"}),
        ("replaces", {"publication": Publication.IN_REVIEW, "signed_on": "2018"}),
        ("replaces", {"publication": Publication.WITHDRAWN, "signed_on": "2018"}),
        ("replaces", {"is_signed": False}),
        ("renews", {"signed_on": "2018"}),
        ("amends", {"signed_on": "2018"}),
        ("implements", {"signed_on": "2018"}),
    ],
)
def test_only_a_published_signed_agreement_that_replaces_it_takes_its_place(kind, replacement):
    old = factories.agreement(ends_on="2020")
    factories.link(factories.agreement(**replacement), kind, old)

    assert state_on(old, "2019-01-01") == "in_force"


def test_nothing_replaces_what_was_never_signed():
    old = factories.agreement(is_signed=False)
    factories.link(factories.agreement(signed_on="2018"), "replaces", old)

    assert state_on(old, "2019-01-01") == "negotiated"


def test_the_state_can_be_filtered_and_counted():
    factories.agreement(title="A", ends_on="2020")
    factories.agreement(title="B", ends_on="2015")
    factories.agreement(title="C", is_signed=False)
    agreements = Agreement.objects.with_state(date(2018, 1, 1))

    assert [agreement.title_fr for agreement in agreements.filter(state=State.EXPIRED)] == ["B"]
    assert agreements.filter(state__in=[State.IN_FORCE, State.NEGOTIATED]).count() == 2
    assert sorted(agreements.values_list("title_fr", "state")) == [
        ("A", "in_force"),
        ("B", "expired"),
        ("C", "negotiated"),
    ]


def test_every_state_is_met_by_a_case():
    assert {case[2] for case in CASES} | {"replaced"} == set(State.values)


# --- The same rules, written plainly -------------------------------------------------------------
def expected_state(agreement, replacements, day):
    """DESIGN's words in plain Python: a partial date has come to pass on its last possible day."""

    def has_come(known):
        return known is not None and known.last_day <= day

    if not agreement.is_signed:
        return "negotiated"
    if agreement.signed_on and not has_come(agreement.signed_on):
        return "unsigned"
    if any(new.is_published and new.is_signed and has_come(new.signed_on) for new in replacements):
        return "replaced"
    if has_come(agreement.terminated_on):
        return "terminated"
    end = agreement.ends_on
    if end and end.last_day < day and agreement.renewal != "tacit":
        return "expired"
    if has_come(agreement.suspended_on):
        return "suspended"
    if agreement.entry_into_force_on and not has_come(agreement.entry_into_force_on):
        return "not_yet_in_force"
    if not agreement.entry_into_force_on and not end:
        return "signed"
    if agreement.renewal == "express" and end and end.last_day - day <= timedelta(days=180):
        return "to_renew"
    return "in_force"


def days_of_ten_years(agreements):
    """The days around every boundary, and each fifth day between them, where nothing can change."""
    boundaries = {known.last_day for row in agreements for name in DATES if (known := getattr(row, name))}
    boundaries |= {day - timedelta(days=180) for day in boundaries}
    around = {day + timedelta(n) for day in boundaries for n in (-2, -1, 0, 1, 2)}
    every = [date(2014, 1, 1) + timedelta(n) for n in range(3652)]
    return [day for number, day in enumerate(every) if number % 5 == 0 or day in around]


def test_over_ten_years_the_database_says_what_the_rules_say():
    agreements = list(varied_agreements())
    replacing = [{"signed_on": "2017-02"}, {"signed_on": "2017", "publication": "draft"}, {"is_signed": False}]
    replacements = {agreement.pk: [] for agreement in agreements}
    for old, facts in zip(agreements, replacing, strict=False):
        new = factories.agreement(**facts)
        factories.link(new, "replaces", old)
        replacements[old.pk].append(new)
    different, met = [], set()

    for day in days_of_ten_years([*agreements, *(new for news in replacements.values() for new in news)]):
        found = dict(Agreement.objects.with_state(day).order_by().values_list("pk", "state"))
        expected = {old.pk: expected_state(old, replacements[old.pk], day) for old in agreements}
        different += [(day, pk, found[pk], state) for pk, state in expected.items() if found[pk] != state]
        met |= set(expected.values())

    assert different == []
    assert (len(agreements), met) == (29, set(State.values))
