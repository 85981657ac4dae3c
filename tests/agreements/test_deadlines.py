from datetime import date

import pytest

from agreements.deadlines import upcoming
from agreements.models import Agreement, Programme
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

    due = upcoming(DAY, agreements=Agreement.objects.filter(pk=ours.pk), programmes=Programme.objects.none())

    assert [deadline.title for deadline in due] == ["Le nôtre", "Le nôtre aussi"]


def test_what_falls_due_after_the_last_day_asked_for_is_left_out():
    for end in ["2026-03-01", "2026-03-02", "2026-03", "2026", "2027"]:
        factories.agreement(title=end, ends_on=end)

    due = upcoming(DAY, until=date(2026, 3, 1))

    assert [deadline.title for deadline in due] == ["2026-03-01", "2026-03", "2026"]
