from datetime import date

import pytest

from agreements.deadlines import months_before, upcoming
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)


def found(day=DAY):
    return [(deadline.date.edtf, deadline.title) for deadline in upcoming(day)]


def test_the_end_of_an_agreement_and_the_last_day_to_give_notice_fall_due():
    factories.agreement(title="Accord", ends_on="2026-12", notice_months=6)

    assert found() == [("2026-06-30", "Accord"), ("2026-12", "Accord")]


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


def test_months_are_counted_back_to_the_last_day_of_a_shorter_month():
    assert months_before(date(2026, 8, 31), 6) == date(2026, 2, 28)
    assert months_before(date(2026, 1, 15), 13) == date(2024, 12, 15)
