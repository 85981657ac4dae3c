"""The story of a record, going back, and bringing back what was deleted."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db.models import F
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Component, Meeting, Party, Programme, Source
from partners.models import Institution
from register import bulk, history
from register.history import deleted, story
from tests import factories
from tests.forms import fields, save

pytestmark = pytest.mark.django_db

CHANGE, HISTORY = "admin:agreements_agreement_change", "admin:agreements_agreement_history"


@pytest.fixture
def staff(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def aged(monkeypatch):
    """Let every save be told apart, however soon it follows."""
    monkeypatch.setattr(history, "ONE_SAVE", timedelta(0))


def told(record):
    """[(added, changed or removed; what; name; differences)] of the last event."""
    event = story(record)[0]
    return [(change.kind, change.what, change.name, change.differences) for change in event.changes]


def test_a_save_is_told_with_its_parts_in_words(staff, aged):
    made = factories.agreement(title="Avant", publication="draft")
    conseil = factories.institution(name="Conseil", acronym="CESE")
    address = reverse(CHANGE, args=[made.pk])

    row = {"parties-TOTAL_FORMS": 1, "parties-0-institution": conseil.pk, "parties-0-role": "witness"}
    save(staff, address, title_fr="Après", kind="protocol", signed_on="novembre 2015", **row, **{"parties-0-order": 1})

    whole = [change for event in story(made) for change in event.changes]
    assert ("Title (French)", "Avant", "Après") in whole[1].differences
    assert ("Kind", "convention", "protocol") in whole[1].differences
    assert ("Signed on", "—", "November\u00a02015") in whole[1].differences
    assert (whole[0].kind, whole[0].what, whole[0].name) == ("+", "party", "Conseil")


def test_themes_are_told_by_their_names(staff, aged):
    made, theme = factories.agreement(), factories.theme(name="Jeunesse")

    made.themes.set([theme])

    differences = [pair for event in story(made) for change in event.changes for pair in change.differences]
    assert ("Themes", "", str(theme)) in differences


def test_versions_of_one_save_are_one_event(staff):
    made = factories.agreement([factories.institution(), factories.institution()])

    assert len(story(made)) == 1
    assert len(story(made)[0].changes) == 3


def test_the_page_names_who_and_links_to_each_earlier_version(staff, aged):
    made = factories.agreement(title="Avant", publication="draft")
    save(staff, reverse(CHANGE, args=[made.pk]), title_fr="Après")

    page = staff.get(reverse(HISTORY, args=[made.pk]))

    assert "administratrice" in page.text
    assert '<del dir="auto">Avant</del>' in page.text
    first = story(made)[-1]
    assert reverse("admin:agreements_agreement_restore", args=[made.pk, first.moment]) in page.text


def test_going_back_restores_the_record_its_parts_and_its_themes(staff, aged):
    theme, conseil, bureau = factories.theme(), factories.institution(), factories.institution()
    made = factories.agreement([conseil], title="Avant", signed_on="2015-11", publication="draft")
    made.themes.set([theme])
    moment = story(made)[0].moment
    row = {"parties-TOTAL_FORMS": 2, "parties-0-DELETE": "on", "parties-1-institution": bureau.pk, "parties-1-id": ""}
    row |= {"parties-1-role": "signatory", "parties-1-order": 1}
    save(staff, reverse(CHANGE, args=[made.pk]), title_fr="Après", signed_on="", themes=None, **row)
    restore = reverse("admin:agreements_agreement_restore", args=[made.pk, moment])
    assert [p.institution for p in made.parties.all()] == [bureau]

    shown = staff.get(restore)
    answer = staff.post(restore, fields(shown))

    made.refresh_from_db()
    assert answer.status_code == 302
    assert (made.title_fr, made.signed_on.edtf) == ("Avant", "2015-11")
    assert [party.institution for party in made.parties.all()] == [conseil]
    assert list(made.themes.all()) == [theme]
    assert "<del>Après</del>" in shown.text
    assert made.history.first().history_change_reason.startswith("As it was on ")


@pytest.mark.parametrize("touched", [False, True])
def test_going_back_keeps_parts_that_were_there_before_their_history_began(staff, aged, touched):
    """As those that were loaded: nobody knows in which state they were, but they were there."""
    conseil = factories.institution()
    made = factories.agreement([conseil], title="Avant", publication="draft")
    Party.history.all().delete()
    moment = story(made)[-1].moment
    save(staff, reverse(CHANGE, args=[made.pk]), title_fr="Après", **({"parties-0-order": 7} if touched else {}))
    restore = reverse("admin:agreements_agreement_restore", args=[made.pk, moment])

    staff.post(restore, fields(staff.get(restore)))

    made.refresh_from_db()
    assert made.title_fr == "Avant"
    assert [party.institution for party in made.parties.all()] == [conseil]


def test_going_back_over_what_someone_wrote_meanwhile_shows_both(staff, aged):
    made = factories.agreement(title="Un", publication="draft")
    moment = story(made)[-1].moment
    save(staff, reverse(CHANGE, args=[made.pk]), title_fr="Deux")
    restore = reverse("admin:agreements_agreement_restore", args=[made.pk, moment])
    shown = staff.get(restore)
    save(staff, reverse(CHANGE, args=[made.pk]), title_fr="Trois")

    answer = staff.post(restore, fields(shown))

    assert answer.status_code == 409
    assert Agreement.objects.get().title_fr == "Trois"


@pytest.mark.parametrize("moment", [0, 1, 10**20])
def test_no_version_of_a_time_before_the_record_or_beyond_the_calendar(staff, moment):
    made = factories.agreement()

    answer = staff.get(reverse("admin:agreements_agreement_restore", args=[made.pk, moment]))

    assert answer.status_code == 404


def test_a_deleted_record_comes_back_with_its_parts_under_its_old_reference(staff):
    theme = factories.theme()
    made = factories.agreement([factories.institution(name="Conseil")], title="Convention")
    factories.commitment(agreement=made, text="Publier un rapport")
    made.themes.set([theme])
    before = (made.pk, made.reference)
    staff.post(reverse("admin:agreements_agreement_delete", args=[made.pk]), {"post": "yes"})
    assert not Agreement.objects.exists()
    page = reverse("admin:agreements_agreement_deleted")

    staff.post(page, {"version": next(deleted(Agreement)).pk})

    back = Agreement.objects.get()
    assert (back.pk, back.reference) == before
    assert [party.name for party in back.parties.all()] == ["Conseil"]
    assert [commitment.text_fr for commitment in back.commitments.all()] == ["Publier un rapport"]
    assert list(back.themes.all()) == [theme]
    assert staff.get(page).context["rows"] == []


def test_links_that_others_had_come_back_with_a_deleted_record(staff):
    made = factories.agreement()
    source, meeting, programme = factories.source([made]), factories.meeting([made]), factories.programme([made])
    parted = factories.source([made])
    parted.agreements.remove(made)
    made.delete()

    staff.post(reverse("admin:agreements_agreement_deleted"), {"version": next(deleted(Agreement)).pk})

    back = Agreement.objects.get()
    assert [list(back.sources.all()), list(back.meetings.all()), list(back.programmes.all())] == [
        [source],
        [meeting],
        [programme],
    ]


def test_a_deleted_source_comes_back_with_what_rested_on_it(staff):
    kept, gone = factories.agreement(), factories.agreement()
    factories.source([kept, gone]).delete()
    gone.delete()

    staff.post(reverse("admin:agreements_source_deleted"), {"version": next(deleted(Source)).pk})

    assert list(Source.objects.get().agreements.all()) == [kept]


def test_the_story_of_a_meeting_tells_what_it_was_tied_to_and_goes_back_to_it(staff):
    first, second = factories.agreement(title="La première"), factories.agreement(title="La seconde")
    meeting = factories.meeting([first])
    Meeting.history.update(history_date=F("history_date") - timedelta(days=1))
    save(staff, reverse("admin:agreements_meeting_change", args=[meeting.pk]), agreements=[str(second.pk)])
    assert list(meeting.agreements.all()) == [second]

    events = story(meeting)
    told = [difference for event in events for change in event.changes for difference in change.differences]
    assert ("Agreements concerned", str(first), str(second)) in told
    back = reverse("admin:agreements_meeting_restore", args=[meeting.pk, events[-1].moment])
    page = staff.get(back)
    assert "La première" in page.text
    staff.post(back, fields(page))

    assert list(meeting.agreements.all()) == [first]


def test_links_written_from_the_other_side_make_a_version_of_the_record_that_holds_them(staff):
    made, other = factories.agreement(), factories.agreement()
    source = factories.source([other])

    made.sources.add(source)
    held = [history.linked(source.history.latest(), Source._meta.get_field("agreements"))]
    made.sources.remove(source)
    held.append(history.linked(source.history.latest(), Source._meta.get_field("agreements")))
    other.sources.clear()
    held.append(history.linked(source.history.latest(), Source._meta.get_field("agreements")))

    assert [sorted(keys) for keys in held] == [sorted([made.pk, other.pk]), [other.pk], []]
    assert made.history.count() == 1


def test_what_was_loaded_gets_a_first_version_and_only_one(loaded_register):
    tracked = [model for model in apps.get_models() if history.is_tracked(model)]
    Agreement.history.all().delete()
    kept = Meeting.history.count()

    for _twice in range(2):
        bulk.begin_histories()

    assert Agreement.history.count() == Agreement.objects.count()
    assert Meeting.history.count() >= kept
    assert [
        model for model in tracked if model.objects.exclude(pk__in=model.history.values(model._meta.pk.attname))
    ] == []
    first = Agreement.objects.filter(themes__isnull=False).first()
    assert set(history.linked(first.history.get(), Agreement._meta.get_field("themes"))) == set(
        first.themes.values_list("pk", flat=True)
    )


def test_what_was_taken_out_of_a_record_before_it_was_deleted_stays_out(staff):
    made = factories.programme()
    factories.component(made, title="Ancienne").delete()
    Component.history.update(history_date=F("history_date") - timedelta(days=1))
    factories.component(made, title="Dernière")
    made.delete()

    staff.post(reverse("admin:agreements_programme_deleted"), {"version": next(deleted(Programme)).pk})

    assert [component.title_fr for component in Programme.objects.get().components.all()] == ["Dernière"]


def test_a_record_whose_place_is_taken_does_not_come_back(staff):
    gone = factories.institution(slug="conseil")
    gone.delete()
    factories.institution(slug="conseil", name="Nouveau")

    answer = staff.post(
        reverse("admin:partners_institution_deleted"), {"version": next(deleted(Institution)).pk}, follow=True
    )

    assert [made.name_fr for made in Institution.objects.all()] == ["Nouveau"]
    assert len(answer.context["messages"]) == 1


def test_a_version_that_is_not_deleted_is_not_brought_back(staff):
    made = factories.agreement()

    answer = staff.post(reverse("admin:agreements_agreement_deleted"), {"version": made.history.first().pk})

    assert answer.status_code == 404


def test_the_history_of_a_deleted_record_can_still_be_read(staff):
    made = factories.agreement(title="Perdue")
    pk = made.pk
    made.delete()

    page = staff.get(reverse(HISTORY, args=[pk]))

    assert page.status_code == 200
    assert "Perdue" in page.text


@pytest.mark.parametrize(
    "model", ["agreement", "programme", "meeting", "institution", "membership", "source", "target"]
)
def test_every_kind_of_record_has_its_story_and_its_deleted(staff, model):
    made = getattr(factories, model)()
    name = f"admin:{made._meta.app_label}_{made._meta.model_name}"

    pages = [reverse(f"{name}_history", args=[made.pk]), reverse(f"{name}_deleted")]

    assert [staff.get(page).status_code for page in pages] == [200, 200]
