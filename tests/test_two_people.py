"""Two people at one record: nothing that one of them wrote is lost without being said."""

import threading

import pytest
from django.db import connection, connections
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Party
from register.admin.filled import pack
from tests import factories
from tests.forms import fields, save

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def made():
    record = factories.agreement(title="Avant", place="Rabat")
    factories.party(record, factories.institution(name="Conseil"))
    return record


@pytest.fixture
def address(made):
    return reverse("admin:agreements_agreement_change", args=[made.pk])


@pytest.fixture
def both(administrator):
    clients = Client(), Client()
    for client, person in zip(clients, (administrator, factories.person("agente", ("publisher", None))), strict=True):
        client.force_login(person)
    return clients


def test_the_second_to_save_is_shown_both_versions_and_nothing_is_written(both, made, address):
    first, second = both
    opened = second.get(address)
    save(first, address, title_fr="Premier")

    answer = save(second, address, opened, title_fr="Second")

    made.refresh_from_db()
    assert (answer.status_code, made.title_fr) == (409, "Premier")
    (line,) = answer.context["lines"]
    assert (line.mine, line.theirs, line.chosen) == ("Second", "Premier", None)
    assert "administratrice" in answer.text


@pytest.mark.parametrize(("side", "title"), [("mine", "Second"), ("theirs", "Premier")])
def test_the_second_chooses_and_what_was_chosen_is_saved(both, made, address, side, title):
    first, second = both
    opened = second.get(address)
    save(first, address, title_fr="Premier", place_fr="Fès")
    conflict = save(second, address, opened, title_fr="Second")

    answer = save(second, address, conflict, **{"pick:title_fr": side})

    made.refresh_from_db()
    assert answer.status_code == 302
    assert (made.title_fr, made.place_fr) == (title, "Fès")


def test_a_choice_that_is_not_made_is_asked_for_again(both, made, address):
    first, second = both
    opened = second.get(address)
    save(first, address, title_fr="Premier")
    conflict = save(second, address, opened, title_fr="Second")

    again = save(second, address, conflict)

    assert again.status_code == 409
    assert [line.chosen for line in again.context["lines"]] == [None]
    assert Agreement.objects.get().title_fr == "Premier"


def test_a_third_who_saves_meanwhile_is_shown_too(both, made, address):
    first, second = both
    opened = second.get(address)
    save(first, address, title_fr="Premier")
    conflict = save(second, address, opened, title_fr="Second")
    save(first, address, title_fr="Troisième")

    again = save(second, address, conflict, **{"pick:title_fr": "mine"})

    assert again.status_code == 409
    assert [(line.mine, line.theirs) for line in again.context["lines"]] == [("Second", "Troisième")]


def test_changes_of_different_fields_stay_both_after_they_were_shown(both, made, address):
    first, second = both
    opened = second.get(address)
    save(first, address, title_fr="Premier")
    conflict = save(second, address, opened, place_fr="Fès")

    answer = save(second, address, conflict)

    made.refresh_from_db()
    assert [line.chosen for line in conflict.context["lines"]] == ["theirs", "mine"]
    assert answer.status_code == 302
    assert (made.title_fr, made.place_fr) == ("Premier", "Fès")


def test_parts_are_told_apart_by_row(both, made, address):
    first, second = both
    opened = second.get(address)
    save(first, address, **{"parties-0-role": "witness"})
    conflict = save(second, address, opened, **{"parties-0-role": "beneficiary"})

    answer = save(second, address, conflict, **{f"pick:parties/{made.parties.get().pk}/role": "mine"})

    (line,) = conflict.context["lines"]
    assert (line.part, line.mine, line.theirs) == ("party: Conseil", "beneficiary", "witness")
    assert answer.status_code == 302
    assert made.parties.get().role == "beneficiary"


def test_a_part_that_the_first_deleted_comes_back_where_the_second_wants_it(both, made, address):
    first, second = both
    opened, party = second.get(address), made.parties.get()
    save(first, address, **{"parties-0-DELETE": "on"})
    conflict = save(second, address, opened, **{"parties-0-role": "witness"})

    answer = save(second, address, conflict, **{f"pick:parties/{party.pk}": "mine"})

    assert answer.status_code == 302
    assert [(p.institution, p.role) for p in made.parties.all()] == [(party.institution, "witness")]


def test_rows_that_both_added_stay_both(both, made, address):
    first, second = both
    one, two = factories.institution(), factories.institution()
    row = {"parties-TOTAL_FORMS": 2, "parties-1-role": "witness", "parties-1-order": 2, "parties-1-id": ""}
    opened = second.get(address)
    save(first, address, **row, **{"parties-1-institution": one.pk})
    conflict = save(second, address, opened, **row, **{"parties-1-institution": two.pk})

    answer = save(second, address, conflict)

    assert answer.status_code == 302
    assert {party.institution for party in made.parties.filter(role="witness")} == {one, two}


def test_what_a_file_or_a_program_wrote_since_is_shown_too(both, made, address):
    _first, second = both
    opened = second.get(address)
    Agreement.objects.filter(pk=made.pk).update(place_fr="Fès")
    Party.objects.filter(agreement=made).update(order=7)

    answer = save(second, address, opened, title_fr="Second")

    assert answer.status_code == 409
    assert {(line.field, line.theirs) for line in answer.context["lines"]} >= {("Place of signature (French)", "Fès")}


def test_a_page_sent_without_what_it_held_is_never_taken_blindly(both, made, address):
    answer = save(both[0], address, _seen=None, title_fr="À l'aveugle")

    assert answer.status_code == 409
    assert Agreement.objects.get().title_fr == "Avant"


@pytest.mark.parametrize("text", ["", "x", "]" * 100])
def test_a_page_of_choices_that_was_made_up_is_refused(both, made, address, text):
    data = fields(both[0].get(address)) | {"_written": text, "_base": text}

    assert both[0].post(address, data).status_code == 403
    assert Agreement.objects.get().title_fr == "Avant"


FORGED = [
    {"nowhere": ["x"]},
    {"parties/1": ["x"]},
    {"parties/x/role": ["x"]},
    {"parties/1/nothing": ["x"]},
    {"parties/1/role/more": ["x"]},
    {"nobody/1/role": ["x"]},
    {"parties/+7/institution": ["99999999999999999999"]},
    {"parties/+7/institution": ["abc"]},
    {"themes": ["\u0000"]},
    {"": ["x"]},
]


@pytest.mark.parametrize("forged", FORGED)
def test_no_forged_page_is_an_error(both, made, address, forged):
    form = fields(both[0].get(address))

    answers = [
        both[0].post(address, form | {"_written": pack(forged), "_base": pack({})}),
        both[0].post(address, form | {"_written": pack({}), "_base": pack(forged)}),
        both[0].post(address, form | {"_seen": pack(forged)}),
    ]

    assert {answer.status_code for answer in answers} <= {200, 302, 409}


@pytest.mark.parametrize("key", ["abc", "99999999999999999999", "-1", "1.5", " "])
@pytest.mark.parametrize("model", ["agreement", "meeting"])
def test_the_key_of_no_record_is_no_error(both, model, key):
    made = getattr(factories, model)()
    page = reverse(f"admin:agreements_{model}_change", args=[made.pk])
    form = fields(both[0].get(page))
    part = {"agreement": "parties", "meeting": "participants"}[model]
    row = {f"{part}-TOTAL_FORMS": 1, f"{part}-0-institution": key, f"{part}-0-name": "x", f"{part}-0-order": 1}

    answers = [both[0].post(page, form | row), both[0].post(page, form | {"agreements": [key], "themes": [key]})]

    assert {answer.status_code for answer in answers} <= {200, 302, 400}


def test_a_row_that_claims_a_strange_key_is_no_error(both, made, address):
    data = fields(both[0].get(address)) | {"parties-0-id": "1/2/3", "_seen": ""}

    assert both[0].post(address, data).status_code == 409


def test_the_page_of_both_versions_names_no_record_that_the_person_may_not_know(made, address):
    home = factories.home()
    Agreement.objects.filter(pk=made.pk).update(keeper=home, publication="draft")
    hidden = factories.institution(name="Cachée", publication="draft", keeper=factories.home())
    client = Client()
    client.force_login(factories.person("ailleurs", ("publisher", home)))

    answer = client.post(address, fields(client.get(address)) | {"parties-0-institution": hidden.pk, "_seen": ""})

    assert answer.status_code == 409
    assert "Cachée" not in answer.text


def test_whoever_saves_without_anybody_between_sees_no_choice(both, made, address):
    answers = [save(both[0], address, title_fr=title) for title in ("Un", "Deux")]

    assert [answer.status_code for answer in answers] == [302, 302]


PAIRS = 12


@pytest.mark.django_db(transaction=True)
def test_of_pairs_that_save_at_the_same_moment_none_is_lost_silently(administrator, load_register):
    """Of each pair one is written, the other is shown the conflict. (On SQLite in turn: tests share a connection.)"""
    load_register()
    record = Agreement.objects.first()
    address = reverse("admin:agreements_agreement_change", args=[record.pk])
    statuses, written = [], []

    def write(client, form):
        statuses.append(client.post(address, form).status_code)
        connections.close_all()

    for number in range(PAIRS):
        threads = []
        for side in "ab":
            client = Client()
            client.force_login(administrator)
            written.append(f"{side}{number}")
            form = fields(client.get(address)) | {"title_fr": written[-1], "_save": "1"}
            threads.append(threading.Thread(target=write, args=(client, form)))
        for thread in threads:
            thread.start() if connection.vendor == "postgresql" else thread.run()
        for thread in threads:
            if thread.ident:
                thread.join()

    kept = [version.title_fr for version in record.history.all() if version.title_fr in written]
    assert sorted(statuses) == [302] * PAIRS + [409] * PAIRS
    assert len(kept) == PAIRS
