from datetime import date

import pytest

from register.axis import Axis, place
from register.dates import PartialDate

TODAY = date(2026, 7, 1)


def test_an_axis_runs_from_the_first_year_to_the_year_after_today():
    axis = Axis.around([None, PartialDate(2015, 11)], TODAY)

    assert (axis.first, axis.last) == (2015, 2027)


def test_an_axis_runs_to_the_year_after_the_last_date_when_it_lies_ahead():
    axis = Axis.around([PartialDate(2030)], TODAY)

    assert (axis.first, axis.last) == (2026, 2031)


def test_an_axis_without_dates_holds_the_year_of_today():
    axis = Axis.around([], TODAY)

    assert (axis.first, axis.last) == (2026, 2027)


@pytest.mark.parametrize(
    ("day", "share_gone", "expected"),
    [(date(2024, 1, 1), 0, 2024), (date(2024, 12, 31), 1, 2025), (date(2023, 7, 2), 0.5, 2023.5)],
)
def test_a_day_is_a_fraction_of_its_year(day, share_gone, expected):
    assert place(day, share_gone) == pytest.approx(expected, abs=0.001)


def test_arabic_axes_are_mirrored():
    places = [Axis(2010, 2020, is_mirrored).span(2012, 2013) for is_mirrored in (False, True)]

    assert places == [(20.0, 10.0), (70.0, 10.0)]


def test_nothing_is_drawn_beyond_the_axis():
    assert Axis(2010, 2020).span(1990, 2050) == (0, 100)
    assert Axis(2010, 2020).span(2030, 2031) == (98, 2)


def test_ticks_are_whole_years_far_enough_from_each_other():
    assert [year for year, _x in Axis(2011, 2027).ticks()] == [2015, 2020, 2025]
    assert [year for year, _x in Axis(2024, 2027).ticks()] == [2025, 2026]
    assert len(Axis(1610, 2027).ticks()) <= 6
