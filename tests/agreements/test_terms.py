from datetime import date, timedelta

import pytest

from agreements.terms import Moment, end_of_renewal, moved
from register.dates import PartialDate


def moment(text):
    first, _to, last = text.partition("/")
    return Moment(PartialDate.parse(first), PartialDate.parse(last) if last else None)


def edtf(found):
    return found and "/".join(date.edtf for date in (found.date, found.until) if date)


@pytest.mark.parametrize(
    ("known", "months", "expected"),
    [
        ("2026-08-31", -6, "2026-02-28"),
        ("2024-08-31", -6, "2024-02-29"),
        ("2026-01-15", -13, "2024-12-15"),
        ("2026-06-30", 12, "2027-06-30"),
        ("2026-12", -6, "2026-06"),
        ("2026-01", -1, "2025-12"),
        ("2026", 24, "2028"),
        ("2026", -6, "2025-07/2026-06"),
        ("2026-01/2026-12", 3, "2026-04/2027-03"),
        ("1000-01", -1, None),
        ("2999-12-31", 1, None),
        ("2026", -32767, None),
    ],
)
def test_a_moment_moved_by_months_is_known_no_better_than_before(known, months, expected):
    assert edtf(moved(moment(known), months)) == expected


@pytest.mark.parametrize(
    ("end", "months", "on", "expected"),
    [
        ("2020-05-01", 24, date(2020, 5, 1), None),
        ("2020-05-01", 24, date(2020, 5, 2), "2022-05-01"),
        ("2020-05-01", 24, date(2022, 5, 1), "2022-05-01"),
        ("2020-05-01", 24, date(2022, 5, 2), "2024-05-01"),
        ("2020-01-31", 1, date(2020, 2, 15), "2020-02-29"),
        ("2020-01-31", 1, date(2020, 3, 1), "2020-03-31"),
        ("2017-06", 24, date(2026, 7, 1), "2027-06"),
        ("2017-06", 24, date(2027, 6, 30), "2027-06"),
        ("2017", 12, date(2026, 7, 1), "2026"),
        ("2017", 18, date(2018, 1, 1), "2018-07/2019-06"),
        ("2998", 24, date(2999, 1, 1), None),
    ],
)
def test_the_end_of_the_running_renewal_is_counted_from_the_stated_end(end, months, on, expected):
    assert edtf(end_of_renewal(PartialDate.parse(end), months, on)) == expected


@pytest.mark.parametrize("end", ["2019-02-28", "2020-01-31", "2019-12", "2019"])
@pytest.mark.parametrize("months", [1, 5, 12, 36])
def test_on_any_day_past_the_end_the_renewal_found_is_the_first_that_has_not_ended(end, months):
    stated = PartialDate.parse(end)
    every = [moved(Moment(stated), months * times) for times in range(1, 60)]

    for days in range(1, 1000, 7):
        on = stated.last_day + timedelta(days)
        assert end_of_renewal(stated, months, on) == next(found for found in every if found.last_day >= on)
