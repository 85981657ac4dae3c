from datetime import date

import pytest

from agreements.lifeline import LifeLine, events_of, life_lines, life_of
from agreements.models import Agreement, Meeting
from agreements.states import State
from register.axis import Axis
from register.dates import PartialDate

TODAY = date(2026, 7, 1)


def agreement(state=State.IN_FORCE, **facts):
    """An unsaved agreement as ``with_state`` annotates it; what looks like a date is read as one."""
    dated = {name: PartialDate.parse(value) if name.endswith("_on") else value for name, value in facts.items()}
    made = Agreement(**dated)
    made.state, made.state_on = state, TODAY
    return made


def test_a_day_a_month_and_a_year_take_more_and_more_room():
    axis = Axis(2010, 2020)
    widths = []
    for text in ["2015-06-15", "2015-06", "2015"]:
        line = LifeLine(agreement(signed_on=text), axis, TODAY)
        widths.append(line.marks[0].width)

    assert widths == [2, 2, 10.0]
    assert [mark.is_span for mark in LifeLine(agreement(signed_on="2015-06"), axis, TODAY).marks] == [True]


def test_an_unknown_end_stays_open_to_the_edge_and_a_known_one_is_drawn():
    axis = Axis(2010, 2030)

    running = LifeLine(agreement(signed_on="2015-01-01"), axis, TODAY)
    unstated = LifeLine(agreement(State.SIGNED, signed_on="2015-01-01"), axis, TODAY)
    later = LifeLine(agreement(State.UNSIGNED, signed_on="2028-01-01"), axis, TODAY)
    closed = LifeLine(agreement(signed_on="2015-01-01", ends_on="2020-12-31"), axis, TODAY)

    assert (running.term, running.open) == ((25.0, 57.48), (82.48, 17.52))
    assert (unstated.term, unstated.open) == (None, (25.0, 75.0))
    assert (later.term, later.open) == (None, (90.0, 10.0))
    assert (closed.term, closed.open) == ((25.0, 30.0), None)


def test_an_undated_agreement_has_an_event_but_no_mark():
    line = LifeLine(agreement(is_signed=True), Axis(2010, 2020), TODAY)

    assert [(event.kind, event.date) for event in line.events] == [("signature", None)]
    assert (line.marks, line.term, line.open, line.summary()) == ([], None, None, "")


def test_an_agreement_under_negotiation_has_no_signature_to_show():
    assert life_of(agreement(State.NEGOTIATED, is_signed=False)) == []


def test_meetings_stand_among_the_events_in_order_and_undated_ones_last():
    signed = agreement(signed_on="2016-05-16", ends_on="2020")
    meetings = [Meeting(title_fr="sans date"), Meeting(title_fr="2018", starts_on=PartialDate(2018, 3))]

    assert [event.kind for event in events_of(signed, meetings)] == ["signature", "meeting", "end", "meeting"]


def test_days_years_and_today_stand_where_they_are_in_both_directions():
    for is_mirrored, places in [(False, (25.0, 25.0, 25.0)), (True, (75.0, 75.0, 75.0))]:
        axis = Axis(2010, 2030, is_mirrored)
        line = LifeLine(agreement(signed_on="2015-01-01"), axis, date(2015, 1, 1))

        assert (axis.point(2015), dict(axis.ticks())[2015], line.today) == places
        assert abs(line.marks[0].middle - places[0]) < 0.02  # the middle of that day


def test_a_ceremony_does_not_hide_the_signature_of_the_same_day():
    signed = agreement(signed_on="2020-12-28")
    ceremony = Meeting(title_fr="Cérémonie", starts_on=PartialDate(2020, 12, 28))

    line = LifeLine(signed, Axis(2020, 2027), TODAY, events_of(signed, [ceremony]))

    assert [mark.kind for mark in line.marks] == ["meeting", "signature"]


def computed(record):
    return [(event.kind, event.words) for event in life_of(record) if event.is_computed]


@pytest.mark.parametrize(
    ("ends_on", "notice"), [("2027-05-01", "1 February 2027"), ("2027-05", "February 2027"), ("2027", "2026")]
)
def test_the_last_day_to_give_notice_is_known_no_better_than_the_end(ends_on, notice):
    months = 12 if ends_on == "2027" else 3
    record = agreement(ends_on=ends_on, notice_months=months)

    assert [(kind, words.replace("\u00a0", " ")) for kind, words in computed(record)] == [("notice", notice)]


def test_a_notice_before_an_end_known_to_the_year_lies_between_two_months():
    assert computed(agreement(ends_on="2027", notice_months=6)) == [("notice", "July\u00a02026 – June\u00a02027")]


@pytest.mark.parametrize(
    "facts",
    [
        {"ends_on": "2027"},
        {"ends_on": "2027", "notice_months": 0},
        {"notice_months": 6},
        {"ends_on": "2027", "notice_months": 6, "terminated_on": "2026-01"},
        {"ends_on": "1001", "notice_months": 32000},
    ],
)
def test_no_notice_is_computed_without_an_end_and_a_period_or_once_notice_was_given(facts):
    assert computed(agreement(**facts)) == []


def test_a_tacit_renewal_gives_the_next_end_and_its_notice():
    record = agreement(ends_on="2017-06", renewal="tacit", renewal_months=24, notice_months=6)

    assert computed(record) == [("notice", "December\u00a02026"), ("renewed_end", "June\u00a02027")]


@pytest.mark.parametrize("state", [State.REPLACED, State.TERMINATED, State.EXPIRED])
def test_what_runs_no_longer_has_no_next_end(state):
    assert computed(agreement(state, ends_on="2017-06", renewal="tacit", renewal_months=24)) == []


def test_a_renewed_agreement_is_drawn_open_beyond_its_stated_end():
    record = agreement(signed_on="2015-01-01", ends_on="2019-12-31", renewal="tacit", renewal_months=60)

    line = LifeLine(record, Axis(2010, 2035), TODAY)

    assert (line.term, line.open) == ((20.0, 20.0), (40.0, 40.0))
    assert [(mark.kind, mark.middle) for mark in line.marks][-1] == ("renewed_end", pytest.approx(79.95, abs=0.1))


def test_the_lives_of_a_page_share_one_axis_with_room_for_what_was_computed():
    records = [agreement(signed_on="2011"), agreement(ends_on="2020", renewal="tacit", renewal_months=120)]

    first, second = life_lines(records, TODAY, is_mirrored=False)

    assert first.life_line.axis is second.life_line.axis
    assert (first.life_line.axis.first, first.life_line.axis.last) == (2011, 2031)
