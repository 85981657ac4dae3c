from datetime import date
from random import Random

import pytest
from django.db.models import Q

from agreements.deadlines import upcoming
from register.dates import PartialDate
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)


def found(day=DAY):
    return [(deadline.date.edtf, deadline.title) for deadline in upcoming(day)]


def test_the_end_of_an_agreement_and_the_last_day_to_give_notice_fall_due():
    factories.agreement(title="Accord", ends_on="2026-12", notice_months=6)

    assert found() == [("2026-06", "Accord"), ("2026-12", "Accord")]


def test_a_notice_that_no_calendar_holds_does_not_fall_due():
    factories.agreement(title="Accord", ends_on="2026-12", notice_months=32000)

    assert found() == [("2026-12", "Accord")]


def test_a_deadline_of_this_month_or_year_is_still_ahead():
    factories.agreement(title="Mois", ends_on="2026-01")
    factories.agreement(title="Année", ends_on="2026")
    factories.agreement(title="Passé", ends_on="2026-01-14")

    assert found() == [("2026-01", "Mois"), ("2026", "Année")]


def test_a_programme_falls_due_at_its_extended_end():
    programme = factories.programme(title="Programme", starts_on="2016", ends_on="2019")
    factories.extension(programme=programme, new_end="2026-06")

    assert found() == [("2026-06", "Programme")]


def test_commitments_fall_due_until_they_are_done():
    record = factories.agreement()
    factories.commitment(agreement=record, text="À faire", due_on="2026-03")
    factories.commitment(agreement=record, text="Fait", due_on="2026-03", progress="done")

    assert found() == [("2026-03", "À faire")]


def test_nothing_unpublished_falls_due():
    record = factories.agreement(ends_on="2026-05", publication=Publication.DRAFT)
    factories.commitment(agreement=record, due_on="2026-03")
    programme = factories.programme(ends_on="2026-06", publication=Publication.WITHDRAWN)
    factories.target(programme=programme, due_on="2026-06")

    assert found() == []


def test_only_what_concerns_the_given_records_falls_due():
    ours = factories.agreement(title="Le nôtre", ends_on="2026-05")
    factories.commitment(agreement=ours, text="Le nôtre aussi", due_on="2026-06")
    other = factories.agreement(title="Un autre", ends_on="2026-05")
    factories.commitment(agreement=other, due_on="2026-06")
    factories.programme(ends_on="2026-06")

    due = upcoming(DAY, concerned=lambda path: Q(**{path: ours.pk}))

    assert [deadline.title for deadline in due] == ["Le nôtre", "Le nôtre aussi"]


def test_what_falls_due_after_the_last_day_asked_for_is_left_out():
    for end in ["2026-03-01", "2026-03-02", "2026-03", "2026", "2027"]:
        factories.agreement(title=end, ends_on=end)

    due = upcoming(DAY, until=date(2026, 3, 1))

    assert [deadline.title for deadline in due] == ["2026-03-01", "2026-03", "2026"]


def test_the_nearest_deadlines_of_each_kind_are_found_whatever_their_number():
    for number in range(1, 8):
        factories.agreement(title=f"Fin {number}", ends_on=f"2026-02-0{8 - number}")
        factories.agreement(title=f"Préavis {number}", ends_on=f"2026-07-3{number % 2}", notice_months=5)

    assert found() == [(f"2026-02-0{day}", f"Fin {8 - day}") for day in range(1, 6)]


def test_notices_of_one_month_stand_in_the_order_of_their_days():
    factories.agreement(title="31", ends_on="2026-03-31", notice_months=1)
    factories.agreement(title="30", ends_on="2026-04-30", notice_months=2)
    factories.agreement(title="5", ends_on="2026-05-05", notice_months=3)

    notices = [deadline for deadline in upcoming(DAY, most=9) if deadline.kind.name == "notice"]

    assert [(notice.date.edtf, notice.title) for notice in notices] == [
        ("2026-02-05", "5"),
        ("2026-02-28", "30"),
        ("2026-02-28", "31"),
    ]


def test_a_notice_whose_day_is_past_falls_due_no_more():
    factories.agreement(title="Hier", ends_on="2026-07-14", notice_months=6)
    factories.agreement(title="Aujourd’hui", ends_on="2026-07-15", notice_months=6)

    assert [deadline for deadline in found() if deadline[0].startswith("2026-01")] == [("2026-01-15", "Aujourd’hui")]


def test_a_notice_of_centuries_is_no_deadline_of_today():
    factories.agreement(title="Accord", ends_on="2026-12-31", notice_months=32000)

    assert found() == [("2026-12-31", "Accord")]


def test_an_agreement_without_notice_has_no_last_day_to_give_it():
    factories.agreement(title="Accord", ends_on="2026-12-31", notice_months=0)

    assert found() == [("2026-12-31", "Accord")]


def test_an_agreement_terminated_before_its_end_falls_due_no_more():
    factories.agreement(ends_on="2026-12-31", terminated_on="2026-06", notice_months=3)

    assert found() == []


def test_what_a_meeting_agreed_falls_due_on_the_page_of_the_meeting():
    record = factories.agreement(reference="CC-0001")
    meeting = factories.meeting(reference="RM-0001", agreements=[record])
    factories.commitment(meeting=meeting, text="Suite", due_on="2026-03")

    assert [(deadline.title, deadline.url) for deadline in upcoming(DAY)] == [("Suite", "/en/rencontres/RM-0001/")]


@pytest.mark.parametrize("seed", range(5))
def test_the_nearest_deadlines_are_those_whose_last_day_comes_first_however_well_they_are_known(seed):
    draw = Random(seed)
    ends = [
        PartialDate(draw.choice([2025, 2026, 2027]), month, draw.choice([0, 0, *range(1, 28)]) if month else 0)
        for month in draw.choices(range(13), k=40)
    ]
    for end in ends:
        factories.agreement(ends_on=end)

    ahead = sorted(end.last_day for end in ends if end.last_day >= DAY)
    for most in (1, 5, 100):
        assert [deadline.last_day for deadline in upcoming(DAY, most)] == ahead[:most]
