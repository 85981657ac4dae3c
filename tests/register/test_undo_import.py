"""A file of any length taken back by command, as its page takes back a shorter one."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Party
from register import bulk
from register.models import FileImport
from register.tabular import admin
from register.tabular.reading.limits import Limits
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_batches(monkeypatch):
    monkeypatch.setattr(bulk, "BATCH", 3)


@pytest.fixture
def brought(tmp_path, administrator):
    """A file that changed one of eight agreements and made the seven others."""
    factories.institution(slug="cese", acronym="CESE")
    factories.agreement(title="Avant")
    lines = ["CC-0001;convention;Après;CESE", *(f";convention;Convention {n};CESE" for n in range(7))]
    file = tmp_path / "fichier.csv"
    file.write_text("\n".join(["reference;kind;title_fr;signatories", *lines]))
    call_command(
        "import_file", "agreements", str(file), user=administrator.username, stdout=StringIO(), stderr=StringIO()
    )
    return FileImport.objects.get()


def undo(brought, person="administratrice", **options):
    out, err = StringIO(), StringIO()
    call_command("undo_import", str(brought.pk), user=person, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def titles():
    return sorted(Agreement.objects.values_list("title_fr", flat=True))


def test_all_is_as_it_was_before_the_file(brought, administrator):
    said, _told = undo(brought)

    brought.refresh_from_db()
    assert said == "8 records are as they were before the file.\n"
    assert (titles(), Party.objects.count()) == (["Avant"], 0)
    assert (brought.state, brought.undone_by) == ("undone", administrator)
    assert Agreement.history.filter(history_type="-", history_user=administrator).count() == 7


def test_a_look_writes_nothing(brought):
    assert undo(brought, person=None, dry_run=True)[0] == "8 records would be as they were; nothing is written.\n"
    assert Agreement.objects.count() == 8


def test_what_was_written_since_is_named_and_kept_unless_asked_for(brought):
    later = Agreement.objects.get(title_fr="Convention 3")
    later.title_fr = "Reprise à la main"
    later.save()

    said, told = undo(brought)

    assert (said, titles()) == ("7 records are as they were before the file.\n", ["Avant", "Reprise à la main"])
    assert "1 records were written to since, and are kept:" in told
    assert "Reprise à la main" in told


def test_what_was_written_since_goes_too_where_this_is_asked_for(brought):
    Agreement.objects.get(title_fr="Convention 3").save()

    undo(brought, with_changed=True)

    assert titles() == ["Avant"]


@pytest.mark.parametrize(("number", "person"), [(0, "administratrice"), (None, "personne"), (None, None)])
def test_without_such_a_file_or_person_nothing_happens(brought, number, person):
    with pytest.raises(CommandError):
        call_command("undo_import", str(brought.pk if number is None else number), user=person)
    assert Agreement.objects.count() == 8


def test_a_file_is_taken_back_once(brought):
    undo(brought)

    with pytest.raises(CommandError, match="already"):
        undo(brought)


def test_the_page_of_a_longer_file_names_the_command(brought, administrator, monkeypatch):
    monkeypatch.setattr(admin, "ON_THE_WEB", Limits(size=10**6, rows=7))
    client = Client()
    client.force_login(administrator)
    address = reverse("admin:agreements_agreement_brought", args=[brought.pk])

    assert f"undo_import {brought.pk} --user administratrice" in client.get(address).text
    assert client.post(f"{address}undo/").status_code == 403
    assert Agreement.objects.count() == 8
