from collections import Counter
from datetime import date, timedelta
from itertools import product

import pytest

from agreements.agenda import Day, Month, Year
from agreements.agenda import month as agenda_month
from agreements.agenda.nearest import month_after
from agreements.happenings import MEETING
from agreements.models import Meeting
from register.dates import PartialDate
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def days(year, month):
    """{day of the month: [(kind, title)]}, 0 standing for a day that is not known."""
    agenda = Month(year, month)
    found = {day.date.day: told(day.occasions) for day in agenda.days}
    return found | ({0: told(agenda.of_unknown_day)} if agenda.of_unknown_day else {})


def told(occasions):
    return [(occasion.kind.name, str(occasion.title)) for occasion in occasions]


def edtf(month):
    return month and month.edtf


def test_everything_that_happens_to_an_agreement_stands_on_its_day():
    factories.agreement(
        title="Accord",
        signed_on="2019-04-01",
        entry_into_force_on="2019-04-02",
        suspended_on="2019-04-03",
        terminated_on="2019-04-30",
    )

    assert days(2019, 4) == {
        1: [("signature", "Accord")],
        2: [("entry", "Accord")],
        3: [("suspension", "Accord")],
        30: [("termination", "Accord")],
    }


def test_what_is_due_stands_on_its_day():
    record = factories.agreement(title="Accord", ends_on="2019-04-30", notice_months=1)
    factories.commitment(agreement=record, text="Engagement", due_on="2019-04-02")
    factories.commitment(meeting=factories.meeting(), text="Suite", due_on="2019-04-02")
    factories.commitment(agreement=record, text="Fait", due_on="2019-04-02", progress="done")
    programme = factories.programme(title="Programme", starts_on="2019-04-03", ends_on="2019-04-04")
    factories.target(programme=programme, statement="Cible", due_on="2019-04-05")

    assert days(2019, 4) == {
        2: [("commitment", "Engagement"), ("commitment", "Suite")],
        3: [("programme_start", "Programme")],
        4: [("programme_end", "Programme")],
        5: [("target", "Cible")],
        30: [("end", "Accord")],
    }
    assert days(2019, 3) == {30: [("notice", "Accord")]}


def test_a_programme_ends_where_it_was_last_extended_to():
    programme = factories.programme(title="Programme", ends_on="2019-04")
    factories.extension(programme=programme, new_end="2020-06-30", decided_on="2019-03-01")
    factories.extension(programme=programme, new_end="2021-06-30", decided_on="2020-03")

    assert days(2019, 4) == {}
    assert days(2020, 6) == {}
    assert days(2021, 6) == {30: [("programme_end", "Programme")]}
    assert days(2019, 3) == {1: [("extension", "Programme")]}
    assert days(2020, 3) == {0: [("extension", "Programme")]}


def test_an_agreement_terminated_before_its_end_does_not_end_again():
    factories.agreement(ends_on="2019-04-30", terminated_on="2018-04", notice_months=3)

    assert days(2019, 4) == {}
    assert days(2019, 1) == {}
    assert [kind for kind, _title in days(2018, 4)[0]] == ["termination"]


def test_the_last_month_to_give_notice_of_an_end_known_to_the_year_only_is_counted_from_its_last_month():
    factories.agreement(title="Accord", ends_on="2019", notice_months=6)

    assert days(2019, 6) == {0: [("notice", "Accord")]}


def test_notice_is_counted_across_the_new_year_and_to_a_leap_day():
    factories.agreement(title="Janvier", ends_on="2020-01-31", notice_months=1)
    factories.agreement(title="Mars", ends_on="2020-03-31", notice_months=1)

    assert days(2019, 12) == {31: [("notice", "Janvier")]}
    assert days(2020, 2) == {29: [("notice", "Mars")]}


def test_what_is_known_to_the_month_stands_on_no_day():
    factories.agreement(title="Accord", signed_on="2015-11")

    assert days(2015, 11) == {0: [("signature", "Accord")]}


def test_what_is_known_to_the_year_stands_in_no_month():
    factories.agreement(title="Accord", signed_on="2015")

    assert [days(2015, month) for month in range(1, 13)] == [{}] * 12
    assert told(Year(2015).of_unknown_month) == [("signature", "Accord")]
    assert Year(2015).total == 0


def test_of_a_full_year_what_no_month_holds_is_listed_where_there_is_little_of_it(monkeypatch):
    monkeypatch.setattr("agreements.agenda.year.MOST", 3)
    monkeypatch.setattr("agreements.agenda.year.FEW", 1)
    for _ in range(2):
        factories.agreement(signed_on="2015")
        factories.agreement(signed_on="2015-11")
    factories.meeting(starts_on="2015")

    def shown():
        year = Year(2015)
        listed = Counter(occasion.kind.name for occasion in year.of_unknown_month)
        return listed, [(kind.name, number) for kind, number in year.cuts]

    assert shown() == ({"signature": 2, "meeting": 1}, [])

    factories.agreement(signed_on="2015-11")
    factories.agreement(signed_on="2015-11")

    assert shown() == ({"meeting": 1}, [("signature", 2)])


def test_events_of_one_name_are_counted_together_where_a_year_is_full(monkeypatch):
    monkeypatch.setattr("agreements.agenda.year.MOST", 0)
    monkeypatch.setattr("agreements.agenda.year.FEW", 2)
    record = factories.agreement(signed_on="2015-11")
    factories.commitment(agreement=record, due_on="2015")
    factories.commitment(meeting=factories.meeting(), due_on="2015")

    assert (len(Year(2015).of_unknown_month), Year(2015).cuts) == (2, [])

    factories.commitment(agreement=record, due_on="2015")

    assert Year(2015).of_unknown_month == []
    assert [(kind.name, number) for kind, number in Year(2015).cuts] == [("commitment", 3)]


def test_undated_records_appear_nowhere():
    factories.agreement()
    factories.meeting()
    factories.programme()

    assert Month(2019, 4).sorts == []
    assert Year(2019).counts == {}
    assert Month(2019, 4).previous_filled is None
    assert Month(2019, 4).next_filled is None


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_happens(state):
    record = factories.agreement(
        publication=state,
        signed_on="2019-04-01",
        entry_into_force_on="2019-04-02",
        suspended_on="2019-04-03",
        ends_on="2019-04-30",
        notice_months=0,
    )
    factories.agreement(publication=state, signed_on="2019-04", terminated_on="2019-04-04")
    meeting = factories.meeting(publication=state, starts_on="2019-03-31", ends_on="2019-05-01")
    programme = factories.programme(publication=state, starts_on="2019-04-01", ends_on="2019")
    extended = factories.programme(publication=state, starts_on="2019")
    factories.extension(programme=extended, new_end="2019-04-30", decided_on="2019-04-01")
    factories.target(programme=programme, due_on="2019-04-05")
    factories.commitment(agreement=record, due_on="2019-04-05")
    factories.commitment(meeting=meeting, due_on="2019-04-05")

    agenda = Month(2019, 4)

    assert (agenda.sorts, agenda.occasions, agenda.previous_filled, agenda.next_filled) == ([], [], None, None)
    assert Year(2019).counts == {}
    assert Year(2019).of_unknown_month == []


def test_a_meeting_of_several_days_stands_on_its_first_day_of_each_month():
    factories.meeting(title="Mission", starts_on="2024-01-31", ends_on="2024-02-02")

    assert days(2024, 1) == {31: [("meeting", "Mission")]}
    assert days(2024, 2) == {1: [("meeting", "Mission")]}
    assert days(2024, 3) == {}
    assert [entry.total for entry in Year(2024).months][:3] == [1, 1, 0]


def test_the_grid_marks_every_day_of_a_meeting_and_leads_to_the_one_that_tells_of_it():
    factories.meeting(starts_on="2024-02-27", ends_on="2024-03-01")

    marked = {day: address for week in Month(2024, 2).weeks for day, address in week if address}

    assert marked == {27: "#day-27", 28: "#day-27", 29: "#day-27"}
    assert {day: address for week in Month(2024, 3).weeks for day, address in week if address} == {1: "#day-1"}


def test_the_weeks_of_the_grid_begin_on_monday():
    assert [day for day, _told in Month(2024, 2).weeks[0]] == [0, 0, 0, 1, 2, 3, 4]
    assert [day for day, _told in Month(2024, 2).weeks[-1]] == [26, 27, 28, 29, 0, 0, 0]


def test_a_meeting_over_the_new_year_stands_in_both_years():
    factories.meeting(starts_on="2018-12-30", ends_on="2019-01-02")

    assert list(days(2018, 12)) == [30]
    assert list(days(2019, 1)) == [1]
    assert (Year(2018).total, Year(2019).total) == (1, 1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "months", "is_in_year_alone"),
    [
        ("2019-04", None, [4], False),
        ("2019", None, [], True),
        ("2019", "2019-04", [4], False),
        ("2019", "2019", [], True),
        ("2018", "2019", [], True),
        ("2018", "2019-02", [1, 2], False),
        ("2018-12", "2019", [], True),
        ("2019-11-10", "2020", [11, 12], False),
        ("2019-03-29", "2019", [3], False),
        ("2018-12-30", "2020-01-02", list(range(1, 13)), False),
        (None, "2019-04", [], False),
    ],
)
def test_a_meeting_stands_in_the_months_in_which_it_is_known_to_last(starts_on, ends_on, months, is_in_year_alone):
    factories.meeting(starts_on=starts_on, ends_on=ends_on)

    assert [month for month in range(1, 13) if Month(2019, month).occasions] == months
    assert [entry.month.date.month for entry in Year(2019).months if entry.total] == months
    assert [entry.month.date.month for entry in Year(2019).months if entry.month.in_order] == months
    assert bool(Year(2019).of_unknown_month) is is_in_year_alone
    assert bool(Year(2019).counts.get(0)) is is_in_year_alone


def test_the_database_and_the_page_agree_on_the_months_of_every_meeting():
    known = ["2018", "2018-12", "2018-12-31", "2019", "2019-01", "2019-01-29", "2019-01-31", "2019-02-01", "2020"]
    dates = [PartialDate.parse(text) for text in known]
    for start, end in product(dates, [None, *dates]):
        if end is None or end.last_day >= start.first_day:
            factories.meeting(starts_on=start, ends_on=end)

    occasions = [MEETING.occasion(record) for record in Meeting.objects.order_by("pk")]

    days = [(day, day) for day in (20181231, 20190101, 20190129, 20190130, 20190131, 20190201)]
    for first, last in [*days, (20181200, 20181231), (20190100, 20190131), (20190200, 20190231), (20190000, 20191231)]:
        found = {record.pk for record in MEETING.between(first, last)}
        assert found == {occasion.record.pk for occasion in occasions if occasion.is_between(first, last)}


def test_neighbours_that_hold_something_are_found_over_empty_months():
    factories.agreement(signed_on="2015-11")
    factories.meeting(starts_on="2024-01-31", ends_on="2024-02-01")
    factories.agreement(ends_on="2030-06-30", notice_months=3)
    factories.agreement(signed_on="2020")

    assert (edtf(Month(2019, 4).previous_filled), edtf(Month(2019, 4).next_filled)) == ("2015-11", "2024-01")
    assert (edtf(Month(2024, 1).previous_filled), edtf(Month(2024, 1).next_filled)) == ("2015-11", "2024-02")
    assert (edtf(Month(2024, 2).previous_filled), edtf(Month(2024, 2).next_filled)) == ("2024-01", "2030-03")
    assert (edtf(Month(2030, 6).previous_filled), edtf(Month(2030, 6).next_filled)) == ("2030-03", None)
    assert (edtf(Year(2020).previous_filled), edtf(Year(2020).next_filled)) == ("2015-11", "2024-01")


def test_plain_neighbours_cross_the_new_year_and_end_with_the_calendar():
    assert edtf(Month(2019, 12).next) == "2020-01"
    assert edtf(Month(2019, 1).previous) == "2018-12"
    assert (Month(1000, 1).previous, Month(2999, 12).next) == (None, None)
    assert (Year(1000).previous, Year(2999).next) == (None, None)
    assert edtf(month_after(PartialDate(2019, 5), -17)) == "2017-12"


def test_a_month_lists_so_many_of_each_kind_and_says_how_many_there_are(monkeypatch):
    monkeypatch.setattr(agenda_month, "MOST", 2)
    monkeypatch.setattr(agenda_month, "FEW", 1)
    for day in ("01", "02", "03"):
        factories.agreement(signed_on=f"2019-04-{day}")
    for day in ("09", "10"):
        factories.meeting(starts_on=f"2019-04-{day}")

    agenda = Month(2019, 4)

    assert [day.date.day for day in agenda.days] == [1, 9, 10]
    assert [(sort.name, len(sort)) for sort in agenda.cuts] == [("signature", 3)]
    assert agenda.weeks[0][0] == (1, "/en/calendrier/2019/04/01/")


def test_the_ends_of_programmes_extended_or_not_are_one_sort():
    programmes = [factories.programme(title=title, starts_on="2019", ends_on="2019-04-09") for title in "AB"]
    factories.programme(title="C", starts_on="2019", ends_on="2019-04-10")
    factories.extension(programme=programmes[1], new_end="2019-04-20", decided_on="2019-04-01")

    for agenda in (Month(2019, 4), Year(2019)):
        sort = agenda.sort("programme_end")
        assert (str(sort.words), len(sort)) == ("ends of programmes", 3)
        assert [told(sort[start : start + 1]) for start in range(4)] == [
            [("programme_end", title)] for title in "ACB"
        ] + [[]]
        assert told(sort[1:9]) == told(sort)[1:]
    assert [number for kind, number in Year(2019).months[3].counts if kind.name == "programme_end"] == [3]


def test_a_sort_holds_all_of_the_year_what_is_known_to_it_alone_too():
    for known in ("2019-12-31", "2019-04", "2019", "2018-12-31", "2020"):
        factories.agreement(title=known, signed_on=known)

    assert told(Year(2019).sort("signature")) == [("signature", known) for known in ("2019", "2019-04", "2019-12-31")]
    assert Year(2019).sort("meeting") is None


@pytest.mark.parametrize(
    ("ends_on", "notice_months", "day"),
    [
        ("2019-12-09", 3, date(2019, 9, 9)),
        ("2019-12-31", 3, date(2019, 9, 30)),
        ("2019-12-30", 3, date(2019, 9, 30)),
        ("2020-03-31", 1, date(2020, 2, 29)),
        ("2019-03-28", 1, date(2019, 2, 28)),
    ],
)
def test_the_last_day_to_give_notice_is_told_on_that_day_alone(ends_on, notice_months, day):
    factories.agreement(title="Accord", ends_on=ends_on, notice_months=notice_months)

    for around in (day - timedelta(1), day, day + timedelta(1)):
        notices = Day(around).sort("notice")
        assert bool(notices) is (around == day)
        assert Month(around.year, around.month).sort("notice") or around.month != day.month


def test_notice_known_to_the_month_is_told_on_no_day():
    factories.agreement(ends_on="2019-12", notice_months=3)
    factories.agreement(ends_on="2019", notice_months=3)

    assert [len(Month(2019, 9).sort("notice"))] == [2]
    assert not any(Day(date(2019, 9, day)).sorts for day in (1, 9, 30))


def test_a_year_counts_its_months_by_kind_and_lists_them_while_they_are_few(monkeypatch):
    factories.agreement(title="Avril", signed_on="2019-04", ends_on="2019-12-31")
    factories.meeting(title="Mai", starts_on="2019-05-09")

    year = Year(2019)

    assert [(edtf(entry.month.date), entry.total) for entry in year.months if entry.total] == [
        ("2019-04", 1),
        ("2019-05", 1),
        ("2019-12", 1),
    ]
    assert [(kind.name, number) for kind, number in year.months[11].counts] == [("end", 1)]
    assert [told(entry.month.in_order) for entry in year.months if entry.total] == [
        [("signature", "Avril")],
        [("meeting", "Mai")],
        [("end", "Avril")],
    ]

    monkeypatch.setattr("agreements.agenda.year.MOST", 2)
    crowded = Year(2019)
    assert [entry.total for entry in crowded.months] == [0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1]
    assert [entry.month.in_order for entry in crowded.months] == [[]] * 12
