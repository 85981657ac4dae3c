"""A file of any length brought in by command: all of it or nothing, and what happened in a report."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agreements.models import Agreement, Party
from partners.models import Institution
from register.models import FileImport
from register.tabular.resource import TabularResource
from tests import factories

pytestmark = pytest.mark.django_db
HEADINGS = "reference;kind;title_fr;signatories;signed_on"


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    """Parts of three lines, so that small files have several."""
    monkeypatch.setattr(TabularResource, "part", 3)


@pytest.fixture
def cese():
    return factories.institution(slug="cese", acronym="CESE")


@pytest.fixture
def bring(tmp_path, administrator):
    def bring(*lines, headings=HEADINGS, records="agreements", **options):
        file, out = tmp_path / "fichier.csv", StringIO()
        file.write_text("\n".join([headings, *lines]))
        given = {"user": administrator.username, "stdout": out, "stderr": StringIO()} | options
        call_command("import_file", records, str(file), **given)
        return out.getvalue()

    return bring


def test_a_file_is_written_part_by_part_with_all_that_belongs_to_it(bring, cese, administrator):
    said = bring(*(f";convention;Convention {n};CESE;2015" for n in range(10)))

    brought = FileImport.objects.get()
    assert said == "10 new, 0 changed, 0 unchanged.\n"
    assert (Agreement.objects.count(), Party.objects.count()) == (10, 10)
    assert Agreement.history.filter(history_change_reason=brought.reason, history_user=administrator).count() == 10
    assert (brought.state, brought.new, brought.user, len(brought.sha256)) == ("applied", 10, administrator, 64)


def test_an_error_in_the_last_part_leaves_nothing_of_the_first(bring, cese, tmp_path):
    report = tmp_path / "report.json"
    lines = [f";convention;Convention {n};CESE;2015" for n in range(7)]

    with pytest.raises(CommandError, match="2 cells"):
        bring(*lines, ";convention;Une;CESE;31/02/2015", ";convention;Autre;Inconnue;2015", report=report)

    said = json.loads(report.read_text())
    assert not Agreement.objects.exists()
    assert not Agreement.history.exists()
    assert not FileImport.objects.exists()
    assert [(error["line"], error["value"]) for error in said["errors"]] == [(9, "31/02/2015"), (10, "Inconnue")]
    assert said["unknown_institutions"] == {"Inconnue": [10]}
    assert (said["new"], said["error_count"], said["import"]) == (9, 2, None)


def test_a_look_writes_nothing(bring, cese, tmp_path):
    report = tmp_path / "report.json"

    said = bring(";convention;Une;CESE;2015", dry_run=True, user=None, report=report)

    assert said == "1 new, 0 changed, 0 unchanged; nothing is written.\n"
    assert not Agreement.objects.exists()
    assert json.loads(report.read_text())["dry_run"] is True


def test_the_same_file_again_changes_nothing(bring, cese):
    bring("CC-0001;convention;Une;CESE;2015", "CC-0002;convention;Deux;CESE;2016")

    assert bring("CC-0001;convention;Une;CESE;2015", "CC-0002;convention;Autre;CESE;2016") == (
        "0 new, 1 changed, 1 unchanged.\n"
    )


def test_lines_of_the_same_record_are_told_apart_over_parts(bring, cese):
    lines = [f"CC-{n:04};convention;Convention {n};CESE;2015" for n in range(1, 6)]

    with pytest.raises(CommandError, match="1 cells"):
        bring(*lines, lines[0])


def test_unknown_institutions_are_created_when_asked(bring, cese):
    bring(";convention;Une;CESE | Nouvelle;2015", ";convention;Deux;Nouvelle;2016", create="agency")

    assert [(i.name_fr, i.kind) for i in Institution.objects.exclude(pk=cese.pk)] == [("Nouvelle", "agency")]
    assert Party.objects.filter(institution__name_fr="Nouvelle").count() == 2


def test_a_foreign_file_comes_in_by_its_mapping(bring, cese, tmp_path):
    mapping = tmp_path / "ministry.toml"
    mapping.write_text(
        '[columns.Titre]\nfield = "title_fr"\n[columns.Qui]\nfield = "signatories"\nseparator = "/"\n'
        '[constants]\nkind = "convention"\n'
    )

    bring("Une;CESE", headings="Titre;Qui", mapping=mapping)

    assert [(a.title_fr, a.kind) for a in Agreement.objects.all()] == [("Une", "convention")]


def test_a_parent_that_stands_in_an_earlier_part_is_found(bring):
    lines = ["mere;agency;Mère;", *(f"i-{n};agency;Institution {n};" for n in range(4)), "fille;agency;Fille;mere"]

    bring(*lines, headings="slug;kind;name_fr;parent", records="institutions")

    assert Institution.objects.get(slug="fille").parent.slug == "mere"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"user": None}, "--user"),
        ({"user": "personne"}, "personne"),
        ({"create": "royaume"}, "royaume"),
    ],
)
def test_what_is_missing_is_said(bring, cese, options, said):
    with pytest.raises(CommandError, match=said):
        bring(";convention;Une;CESE;2015", **options)


def test_a_file_that_is_not_there_is_said(administrator):
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_file", "agreements", "/nowhere/x.csv", user=administrator.username)


def test_a_file_that_cannot_be_read_is_said(tmp_path, administrator):
    file = tmp_path / "x.csv"
    file.write_bytes(b"%PDF-1.7")

    with pytest.raises(CommandError, match="PDF"):
        call_command("import_file", "agreements", str(file), user=administrator.username, stderr=StringIO())
