from datetime import date

from agreements.lifeline import Axis, Event, LifeLine, events_of, life_of
from agreements.models import Agreement, Meeting
from register.dates import PartialDate

TODAY = date(2026, 7, 1)


def agreement(**dates):
    return Agreement(**{name: PartialDate.parse(text) for name, text in dates.items()})


def test_an_axis_runs_from_the_first_year_to_the_year_after_today():
    axis = Axis.around([Event("signature", "signature", PartialDate(2015, 11))], TODAY)

    assert (axis.first, axis.last) == (2015, 2027)


def test_a_day_a_month_and_a_year_take_more_and_more_room():
    axis = Axis(2010, 2020)
    widths = []
    for text in ["2015-06-15", "2015-06", "2015"]:
        line = LifeLine(agreement(signed_on=text), axis, TODAY)
        widths.append(line.marks[0].width)

    assert widths == [2, 2, 10.0]
    assert [mark.is_span for mark in LifeLine(agreement(signed_on="2015-06"), axis, TODAY).marks] == [True]


def test_arabic_lines_are_mirrored():
    places = [Axis(2010, 2020, is_mirrored).span(2012, 2013) for is_mirrored in (False, True)]

    assert places == [(20.0, 10.0), (70.0, 10.0)]


def test_nothing_is_drawn_beyond_the_axis():
    assert Axis(2010, 2020).span(1990, 2050) == (0, 100)
    assert Axis(2010, 2020).span(2030, 2031) == (98, 2)


def test_an_unknown_end_stays_open_until_today_and_a_known_one_is_drawn():
    axis = Axis(2010, 2030)

    open_line = LifeLine(agreement(signed_on="2015-01-01"), axis, TODAY)
    closed = LifeLine(agreement(signed_on="2015-01-01", ends_on="2020-12-31"), axis, TODAY)

    assert (open_line.term, open_line.open) == (None, (25.0, 57.48))
    assert (closed.term, closed.open) == ((25.0, 30.0), None)


def test_an_undated_agreement_has_an_event_but_no_mark():
    line = LifeLine(Agreement(is_signed=True), Axis(2010, 2020), TODAY)

    assert [(event.kind, event.date) for event in line.events] == [("signature", None)]
    assert (line.marks, line.term, line.open, line.summary) == ([], None, None, "")


def test_an_agreement_under_negotiation_has_no_signature_to_show():
    assert life_of(Agreement(is_signed=False)) == []


def test_meetings_stand_among_the_events_in_order_and_undated_ones_last():
    signed = agreement(signed_on="2016-05-16", ends_on="2020")
    meetings = [Meeting(title_fr="sans date"), Meeting(title_fr="2018", starts_on=PartialDate(2018, 3))]

    assert [event.kind for event in events_of(signed, meetings)] == ["signature", "meeting", "end", "meeting"]


def test_ticks_are_whole_years_far_enough_from_each_other():
    assert [year for year, _x in Axis(2011, 2027).ticks()] == [2015, 2020, 2025]
    assert [year for year, _x in Axis(2024, 2027).ticks()] == [2025, 2026]
    assert len(Axis(1610, 2027).ticks()) <= 6


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
