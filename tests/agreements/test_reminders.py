"""What falls due, who is told of it, in which language, and that each thing is told once."""

from datetime import date, timedelta
from smtplib import SMTPException

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.due import due, late_programmes, with_late_commitments
from agreements.models import Agreement, FocalPoint, Programme, Reminder
from agreements.reminders import digests
from partners.models import Preference
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 23)


def found(days=180, on=TODAY):
    return [(one.what, one.last_day.isoformat()) for one in due(Agreement.objects.all(), on, days)]


@pytest.mark.parametrize(
    ("facts", "dues"),
    [
        ({"ends_on": "2026-12-15"}, [("end", "2026-12-15")]),
        ({"ends_on": "2026-11-23"}, [("end", "2026-11-23")]),
        ({"ends_on": "2026-11-22"}, []),
        ({"ends_on": "2026-12"}, [("end", "2026-12-31")]),
        ({"ends_on": "2026"}, [("end", "2026-12-31")]),
        ({"ends_on": "2027-05-22"}, [("end", "2027-05-22")]),
        ({"ends_on": "2027-05-23"}, []),
        ({"ends_on": "2027-08-31", "notice_months": 6}, [("notice", "2027-02-28")]),
        ({"ends_on": "2027-03-31", "notice_months": 3}, [("notice", "2026-12-31"), ("end", "2027-03-31")]),
        ({"ends_on": "2026-12-15", "notice_months": 1}, [("end", "2026-12-15")]),
        ({"ends_on": "2024-01-31", "renewal": "tacit", "renewal_months": 12}, [("end", "2027-01-31")]),
        (
            {"ends_on": "2024-03-31", "renewal": "tacit", "renewal_months": 12, "notice_months": 3},
            [("notice", "2026-12-31"), ("end", "2027-03-31")],
        ),
        ({"ends_on": "2024-01-31", "renewal": "express", "renewal_months": 12}, []),
        ({"ends_on": "2026-12-15", "terminated_on": "2026-01-01"}, []),
        ({"is_signed": False, "ends_on": "2026-12-15"}, []),
        ({}, []),
    ],
)
def test_what_falls_due_within_half_a_year(facts, dues):
    factories.agreement(**facts)

    assert found() == dues


@pytest.mark.parametrize(("days", "count"), [(30, 1), (60, 2), (90, 3), (180, 4)])
def test_each_horizon_holds_the_nearer_ones(days, count):
    for ahead in (30, 60, 90, 180):
        factories.agreement(ends_on=(TODAY + timedelta(days=ahead)).isoformat())

    assert len(found(days)) == count


@pytest.mark.parametrize(
    ("due_on", "progress", "is_late"),
    [("2026-11-22", "planned", True), ("2026-11-23", "planned", False), ("2026-11", "planned", False),
     ("2026-10", "under_way", True), ("2020", "done", False), ("2020", "dropped", False), (None, "planned", False)],
)  # fmt: skip
def test_a_commitment_is_late_once_the_whole_of_its_date_lies_behind(due_on, progress, is_late):
    made = factories.commitment(due_on=due_on, progress=progress).agreement

    assert list(with_late_commitments(Agreement.objects.all(), TODAY)) == ([made] if is_late else [])


@pytest.mark.parametrize(
    ("ends_on", "extension", "component", "is_late"),
    [
        ("2025", None, {"state": "under_way"}, True),
        ("2025", "2027", {"state": "under_way"}, False),
        ("2025", "2026", {"state": "planned"}, False),
        ("2025", None, {"state": "done"}, False),
        ("2030", None, {"state": "under_way", "ends_on": "2026-10"}, True),
        ("2030", None, {"state": "not_implemented", "ends_on": "2020"}, False),
        (None, None, {"state": "under_way"}, False),
    ],
)
def test_a_programme_is_late_with_work_undone_after_its_end_as_last_extended(ends_on, extension, component, is_late):
    made = factories.programme(ends_on=ends_on)
    if extension:
        factories.extension(made, new_end=extension)
    factories.component(made, **component)

    assert list(late_programmes(Programme.objects.all(), TODAY)) == ([made] if is_late else [])


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


@pytest.fixture
def ending(odco):
    return factories.agreement(title="Convention cadre", ends_on="2026-12-15", keeper=odco)


def write(on=TODAY):
    call_command("send_reminders", on=on, verbosity=0)
    return [(message.to, message.subject) for message in mail.outbox]


def test_each_thing_is_told_once_at_each_horizon(ending, odco):
    factories.person("agente", ("contributor", odco), email="agente@example.org")

    told = []
    for days in range(200, -1, -1):
        mail.outbox.clear()
        if write(date(2026, 12, 15) - timedelta(days=days)):
            told.append(days)

    assert told == [180, 90, 60, 30, 15]
    assert Reminder.objects.count() == 5


def test_late_decisions_of_meetings_are_told_once(odco):
    factories.person("agente", ("contributor", odco), email="agente@example.org")
    meeting = factories.meeting(title="Comité", keeper=odco)
    factories.commitment(meeting=meeting, text="Recruter", due_on="2026-10")
    factories.commitment(meeting=factories.meeting(keeper=factories.home()), text="Ailleurs", due_on="2026-10")

    write()
    write(TODAY + timedelta(days=1))

    (message,) = mail.outbox
    assert "Recruter" in message.body
    assert "Ailleurs" not in message.body
    assert f"agreements/meeting/{meeting.pk}/change/" in message.body


def test_what_was_undertaken_is_told_in_the_language_of_the_person(odco):
    person = factories.person("agente", ("contributor", odco), email="agente@example.org")
    Preference.objects.create(user=person, language="ar")
    undertaken = {"text_fr": "Former", "text_ar": "التكوين", "due_on": "2026-10"}
    factories.commitment(agreement=factories.agreement(keeper=odco), **undertaken)

    write()

    (message,) = mail.outbox
    assert ("التكوين" in message.body, "Former" in message.body) == (True, False)


def test_a_register_that_was_not_run_for_weeks_tells_the_nearest_only(ending, odco):
    factories.person("agente", ("contributor", odco), email="agente@example.org")

    write(date(2026, 12, 10))

    assert [reminder.key for reminder in Reminder.objects.all()] == [f"{ending.reference}:end:2026-12-15:15"]


@pytest.mark.parametrize(
    ("role", "whose", "is_told"),
    [("contributor", "own", True), ("publisher", "own", True), ("publisher", "all", True), ("reader", "own", False),
     ("auditor", "all", False), ("publisher", "other", False)],
)  # fmt: skip
def test_whoever_may_write_the_record_is_told(ending, odco, role, whose, is_told):
    where = {"own": odco, "all": None, "other": factories.home()}[whose]
    factories.person("agente", (role, where), email="agente@example.org")

    assert bool(write()) is is_told


@pytest.mark.parametrize("person", [{"email": ""}, {"email": "a@example.org", "is_active": False}])
def test_nobody_is_told_who_has_no_address_or_has_left(ending, odco, person):
    factories.person("agente", ("publisher", odco), **person)

    assert write() == []


def test_whoever_does_not_want_to_be_reminded_is_not(ending, odco):
    person = factories.person("agente", ("publisher", odco), email="a@example.org")
    Preference.objects.create(user=person, is_reminded=False)

    assert write() == []


@pytest.mark.parametrize(
    ("language", "words"),
    [("fr", "15 décembre 2026"), ("ar", "15 دجنبر 2026"), ("en", "15 December 2026")],
)
def test_the_digest_is_written_in_the_language_of_the_person(ending, odco, language, words):
    person = factories.person("agente", ("publisher", odco), email="a@example.org")
    Preference.objects.create(user=person, language=language)
    factories.commitment(agreement=ending, due_on="2026-10", text="Rapport <b>annuel</b>")

    write()

    (message,) = mail.outbox
    html = message.alternatives[0].content
    assert words in message.body.replace("\u00a0", " ")
    assert words in html.replace("\u00a0", " ")
    assert f'lang="{language}"' in html
    assert 'dir="rtl"' in html if language == "ar" else 'dir="ltr"' in html
    assert "Rapport &lt;b&gt;annuel&lt;/b&gt;" in html
    assert "Rapport <b>annuel</b>" in message.body
    prefix = "" if language == "fr" else f"{language}/"
    assert f"http://127.0.0.1:8000/{prefix}gestion/agreements/agreement/{ending.pk}/change/" in message.body


def test_what_could_not_be_sent_is_sent_the_next_time(ending, odco, monkeypatch):
    factories.person("agente", ("publisher", odco), email="a@example.org")

    def broken(message):
        raise SMTPException("nobody answers")

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMultiAlternatives.send", broken)
        with pytest.raises(CommandError, match="nobody answers"):
            write()

    assert not Reminder.objects.exists()
    assert len(write()) == 1


def test_a_dry_run_shows_and_sends_nothing(ending, odco, capsys):
    factories.person("agente", ("publisher", odco), email="a@example.org")

    call_command("send_reminders", dry_run=True, on=TODAY)

    assert "Convention cadre" in capsys.readouterr().out
    assert mail.outbox == []
    assert not Reminder.objects.exists()


def test_a_day_that_is_none_is_refused():
    with pytest.raises(CommandError, match="hier"):
        call_command("send_reminders", "--on=hier")


def test_a_record_of_many_people_asks_no_more_for_each_thing(ending, odco, django_assert_max_num_queries):
    factories.person("agente", ("publisher", odco), email="a@example.org")
    for _number in range(20):
        factories.agreement(ends_on="2026-12-15", keeper=odco)

    with django_assert_max_num_queries(12):
        assert len(next(digests(TODAY)).items) == 21


def test_whom_to_call_outlives_the_agreement(ending, odco):
    contact = FocalPoint.objects.create(institution=odco, agreement=ending, name="Direction", keeper=odco)

    ending.delete()

    contact.refresh_from_db()
    assert (contact.name, contact.agreement) == ("Direction", None)


# --- The page of a person and the private calendar ---


@pytest.fixture
def mine(odco):
    client = Client()
    client.force_login(factories.person("agente", ("contributor", odco), email="a@example.org"))
    return client


def calendar(mine):
    mine.post(reverse("admin:me"), {"calendar": "new"})
    return reverse("own_deadlines", args=[Preference.objects.get().calendar_key])


@pytest.fixture
def soon(odco):
    day = timezone.localdate() + timedelta(days=40)
    return factories.agreement(title="Bientôt", ends_on=day.isoformat(), keeper=odco, publication="draft")


def test_the_calendar_of_a_person_holds_the_deadlines_of_the_records_the_person_writes(mine, soon):
    factories.agreement(title="Ailleurs", ends_on=soon.ends_on.edtf, keeper=factories.home())

    answer = Client().get(calendar(mine))

    assert answer["Content-Type"].startswith("text/calendar")
    assert answer["Cache-Control"] == "private, no-store"
    assert "Bientôt" in answer.text
    assert "Ailleurs" not in answer.text


def test_the_calendar_holds_what_was_undertaken_and_is_not_done(mine, odco):
    ahead = (timezone.localdate() + timedelta(days=40)).isoformat()
    for keeper, text in ((odco, "Former"), (factories.home(), "Ailleurs")):
        factories.commitment(agreement=factories.agreement(keeper=keeper), text=text, due_on=ahead)
        factories.commitment(meeting=factories.meeting(keeper=keeper), text=f"{text} encore", due_on=ahead)
    factories.commitment(agreement=factories.agreement(keeper=odco), text="Fait", due_on=ahead, progress="done")

    text = Client().get(calendar(mine)).text

    assert ["Former" in text, "Former encore" in text] == [True, True]
    assert ["Ailleurs" in text, "Fait" in text] == [False, False]


def test_another_address_or_none_ends_the_first(mine, soon):
    first = calendar(mine)
    second = calendar(mine)
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]

    mine.post(reverse("admin:me"), {"calendar": "none"})

    assert Client().get(second).status_code == 404


@pytest.mark.parametrize("key", ["x", "é", "a" * 200])
def test_no_calendar_is_guessed(mine, key):
    assert Client().get(reverse("own_deadlines", args=[key])).status_code == 404


def test_the_calendar_of_a_person_who_left_is_gone(mine, soon):
    address = calendar(mine)
    person = Preference.objects.get().user
    person.is_active = False
    person.save()

    assert Client().get(address).status_code == 404


def test_a_person_chooses_the_language_and_sees_what_comes_next(mine, soon):
    mine.post(reverse("admin:me"), {"language": "ar", "is_reminded": "on"})

    assert Preference.objects.get().language == "ar"
    assert "Bientôt" in mine.get(reverse("admin:me")).text
