from datetime import date

import pytest

from agreements.feed import entries_ahead
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 15)


def entries(day=DAY):
    return entries_ahead(day, "https://example.org/")


def told(day=DAY):
    return [(entry.first.isoformat(), entry.last.isoformat(), entry.summary) for entry in entries(day)]


def test_deadlines_and_meetings_ahead_stand_in_the_order_of_their_last_days():
    record = factories.agreement(title="Accord", ends_on="2026-12-31", notice_months=6)
    factories.meeting(title="Bruxelles", kind="mission", starts_on="2026-03-30", ends_on="2026-04-02")
    factories.commitment(agreement=record, text="Rapport", due_on="2026-05-01")

    assert told() == [
        ("2026-03-30", "2026-04-02", "mission: Bruxelles"),
        ("2026-05-01", "2026-05-01", "commitment: Rapport"),
        ("2026-06-30", "2026-06-30", "last day to give notice: Accord"),
        ("2026-12-31", "2026-12-31", "end of the agreement: Accord"),
    ]


def test_what_is_known_to_the_month_fills_the_month_and_says_so():
    factories.agreement(title="Accord", ends_on="2028-02")
    factories.meeting(title="Rabat", kind="mission", starts_on="2026-04", ends_on="2026-05-02")

    assert told() == [
        ("2026-04-01", "2026-05-02", "mission (in the month, day not known): Rabat"),
        ("2028-02-01", "2028-02-29", "end of the agreement (in the month, day not known): Accord"),
    ]


def test_what_is_known_to_the_year_only_is_left_out():
    factories.agreement(ends_on="2027")
    factories.meeting(starts_on="2026-12-01", ends_on="2027")

    assert told() == []


def test_what_is_behind_is_left_out_and_what_lasts_is_kept():
    factories.agreement(ends_on="2026-01-14")
    factories.agreement(title="Aujourd’hui", ends_on="2026-01-15")
    factories.meeting(title="En cours", kind="mission", starts_on="2026-01-13", ends_on="2026-01-15")
    factories.meeting(starts_on="2026-01-13", ends_on="2026-01-14")
    factories.agreement(ends_on="2026-04-14", notice_months=3, title="Préavis passé")

    assert [entry.summary for entry in entries()] == [
        "mission: En cours",
        "end of the agreement: Aujourd’hui",
        "end of the agreement: Préavis passé",
    ]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_handed_out(state):
    record = factories.agreement(ends_on="2026-12-31", notice_months=1, publication=state)
    meeting = factories.meeting(starts_on="2026-03-30", publication=state)
    factories.commitment(agreement=record, due_on="2026-05-01")
    factories.commitment(meeting=meeting, due_on="2026-05-01")
    programme = factories.programme(ends_on="2026-12-31", publication=state)
    factories.target(programme=programme, due_on="2026-05-01")

    assert entries() == []


def test_each_entry_keeps_its_name_and_says_when_its_record_changed():
    record = factories.agreement(reference="CC-0001", ends_on="2026-12-31")
    first = factories.commitment(agreement=record, due_on="2026-05-01")
    second = factories.commitment(agreement=record, due_on="2026-05-01")
    programme = factories.programme(reference="PR-0001", ends_on="2027-01-01")

    assert [(entry.uid, entry.changed_at) for entry in entries()] == [
        (f"CC-0001-commitment-{first.pk}@example.org", record.changed_at),
        (f"CC-0001-commitment-{second.pk}@example.org", record.changed_at),
        ("CC-0001-end@example.org", record.changed_at),
        ("PR-0001-programme_end@example.org", programme.changed_at),
    ]


def test_an_extended_programme_keeps_the_name_of_its_end():
    programme = factories.programme(reference="PR-0001", ends_on="2027-01-01")
    factories.extension(programme=programme, new_end="2028-01-01")

    assert [entry.uid for entry in entries()] == ["PR-0001-programme_end@example.org"]


def test_an_entry_leads_to_the_page_of_its_record():
    factories.agreement(reference="CC-0001", ends_on="2026-12-31")

    assert [entry.url for entry in entries()] == ["https://example.org/en/conventions/CC-0001/"]
