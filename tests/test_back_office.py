"""Files in and out of the back office, through its pages, by people with more or fewer rights."""

import hashlib
import re

import pytest
from django.contrib.admin.models import LogEntry
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from partners.models import Institution
from register.models import FileImport, Identity
from register.tabular import exchange
from tests import factories
from tests.opened import opened

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    """Pages in other languages leave their language behind in the thread."""
    with override("fr"):
        yield


IMPORT = "admin:partners_institution_import"
CONFIRM = "admin:partners_institution_import_confirm"
EXPORT = "admin:partners_institution_export"
FILE = "slug;kind;name_fr\ncese-maroc;council;Nouveau nom\nodco;agency;Office\n"


def person(name, *roles):
    return factories.person(name, *((role, None) for role in roles), password="mot de passe long")


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def importer():
    return person("importatrice", "publisher")


@pytest.fixture
def cese():
    return factories.institution(slug="cese-maroc", kind="council", name="Ancien nom")


def upload(client, text=FILE, name="institutions.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile(name, content, "text/csv")}, follow=True)


def confirm(client, token):
    return client.post(reverse(CONFIRM), {"token": token})


MODELS = ["agreements_agreement", "agreements_programme", "partners_institution", "partners_membership"]


@pytest.mark.parametrize("model", MODELS)
def test_without_the_right_nothing_goes_out_or_comes_in(model):
    client = signed_in(person("inconnue"))

    assert client.get(reverse(f"admin:{model}_export", args=["csv"])).status_code == 403
    assert client.get(reverse(f"admin:{model}_import")).status_code == 403
    assert client.post(reverse(f"admin:{model}_import")).status_code == 403
    assert client.post(reverse(f"admin:{model}_import_confirm"), {"token": "x"}).status_code == 403
    assert client.get(reverse(f"admin:{model}_changelist")).status_code == 403


@pytest.mark.parametrize("model", MODELS)
def test_a_reader_takes_out_and_brings_nothing_in(model):
    client = signed_in(person("lectrice", "reader"))

    assert client.get(reverse(f"admin:{model}_export", args=["csv"])).status_code == 200
    assert client.get(reverse(f"admin:{model}_import")).status_code == 403
    assert client.post(reverse(f"admin:{model}_import_confirm"), {"token": "x"}).status_code == 403
    assert "import/" not in client.get(reverse(f"admin:{model}_changelist")).text


@pytest.mark.parametrize("model", MODELS)
def test_with_the_right_the_doors_open(model):
    client = signed_in(person("agente", "publisher"))

    assert client.get(reverse(f"admin:{model}_export", args=["csv"])).status_code == 200
    assert client.get(reverse(f"admin:{model}_import")).status_code == 200


def test_strangers_are_sent_to_the_entrance(client):
    pages = [reverse(IMPORT), reverse(EXPORT, args=["csv"])]

    assert [client.get(page).status_code for page in pages] == [302, 302]


def test_a_file_is_shown_before_anything_happens(importer, cese):
    answer = upload(signed_in(importer))

    page = answer.content.decode()
    kept = FileImport.objects.get()
    assert answer.status_code == 200
    assert "<del>Ancien nom</del>" in page
    assert "<ins>Nouveau nom</ins>" in page
    assert [len(records) for records in (answer.context["plan"].new, answer.context["plan"].changed)] == [1, 1]
    assert kept.state == "shown"
    assert (kept.user, kept.sha256) == (importer, hashlib.sha256(FILE.encode()).hexdigest())
    assert [i.name_fr for i in Institution.objects.all()] == ["Ancien nom"]


def test_a_confirmed_file_is_written_with_its_history_log_and_outcome(importer, cese):
    client = signed_in(importer)

    answer = confirm(client, upload(client).context["token"])

    cese.refresh_from_db()
    odco = Institution.objects.get(slug="odco")
    kept = FileImport.objects.get()
    assert answer.status_code == 302
    assert (cese.name_fr, odco.publication) == ("Nouveau nom", "draft")
    assert (kept.state, kept.new, kept.changed, kept.unchanged, bytes(kept.content)) == ("applied", 1, 1, 0, b"")
    assert kept.finished_at is not None
    assert {cese.history.first().history_user, odco.history.get().history_user} == {importer}
    assert sorted(LogEntry.objects.values_list("user__username", "object_id", "action_flag")) == sorted(
        [("importatrice", str(odco.pk), 1), ("importatrice", str(cese.pk), 2)]
    )


def test_a_file_is_applied_once(importer, cese):
    client = signed_in(importer)
    token = upload(client).context["token"]
    confirm(client, token)

    answer = confirm(client, token)

    assert answer.status_code == 409
    assert FileImport.objects.get().state == "applied"
    assert cese.history.count() == 2


def test_a_file_is_applied_by_its_owner_only(importer, cese, administrator):
    token = upload(signed_in(importer)).context["token"]

    answer = confirm(signed_in(administrator), token)

    cese.refresh_from_db()
    assert answer.status_code == 404
    assert (cese.name_fr, FileImport.objects.get().state) == ("Ancien nom", "shown")


@pytest.mark.parametrize("token", ["", "1", "abc:def:ghi"])
def test_a_token_that_was_made_up_leads_nowhere(importer, token):
    assert confirm(signed_in(importer), token).status_code == 404


def test_a_file_of_other_records_is_not_applied_here(administrator):
    client = signed_in(administrator)
    token = upload(client).context["token"]

    answer = client.post(reverse("admin:partners_membership_import_confirm"), {"token": token})

    assert answer.status_code == 404


def test_a_file_shown_more_than_a_day_ago_is_brought_in_again(importer, cese, monkeypatch):
    client = signed_in(importer)
    token = upload(client).context["token"]
    monkeypatch.setattr(exchange, "LIFETIME", -1)

    answer = confirm(client, token)

    cese.refresh_from_db()
    assert answer.status_code == 409
    assert cese.name_fr == "Ancien nom"


def test_a_register_that_changed_since_refuses_the_file_and_records_the_failure(importer, cese):
    client = signed_in(importer)
    token = upload(client).context["token"]
    cese.name_fr = "Corrigé entre-temps"
    cese.save()

    answer = confirm(client, token)

    cese.refresh_from_db()
    kept = FileImport.objects.get()
    assert answer.status_code == 409
    assert 'class="errornote"' in answer.content.decode()
    assert (cese.name_fr, kept.state, bytes(kept.content)) == ("Corrigé entre-temps", "failed", b"")
    assert not Institution.objects.filter(slug="odco").exists()
    assert not LogEntry.objects.exists()


def test_a_failure_half_way_writes_nothing_at_all(importer, cese):
    """The second record hits a rule of the database that no form knows: a version that cannot be written."""
    client = signed_in(importer)
    token = upload(client).context["token"]
    with connection.execute_wrapper(_Refusal()):
        answer = confirm(client, token)

    cese.refresh_from_db()
    assert answer.status_code == 409
    assert (cese.name_fr, Institution.objects.count(), LogEntry.objects.count()) == ("Ancien nom", 1, 0)
    assert FileImport.objects.get().state == "failed"


class _Refusal:
    def __init__(self):
        self.met = 0

    def __call__(self, execute, sql, *rest):
        keeps_a_version = sql.startswith('INSERT INTO "partners_historicalinstitution"')
        self.met += keeps_a_version
        if keeps_a_version and self.met == 2:
            raise OSError("disk full")
        return execute(sql, *rest)


def test_a_file_with_errors_is_answered_with_a_table_and_cannot_be_confirmed(importer, cese):
    answer = upload(signed_in(importer), "slug;kind;name_fr;website\ncese-maroc;traité;N;pas une adresse\nx;agency;;\n")

    assert answer.status_code == 422
    assert [(error.line, error.value) for error in answer.context["errors"]] == [
        (2, "traité"),
        (2, "pas une adresse"),
        (3, ""),
    ]
    assert "<code>traité</code>" in answer.content.decode()
    assert "token" not in answer.context


def test_a_file_that_changes_nothing_has_nothing_to_confirm(importer, cese):
    answer = upload(signed_in(importer), "slug;name_fr\ncese-maroc;Ancien nom\n")

    assert answer.context["token"] is None


@pytest.mark.parametrize(
    ("content", "limit"), [(b"slug\n" + b"x" * (10 * 1024 * 1024), "10"), (b"slug;kind\n" + b"a;b\n" * 5001, "5000")]
)
def test_a_file_beyond_the_limits_is_refused_with_a_sentence_naming_the_limit(importer, content, limit):
    answer = upload(signed_in(importer), content)

    assert answer.status_code == 422
    assert limit in answer.context["form"].errors["file"][0]


def test_nothing_that_was_uploaded_touches_a_disk(importer, cese, tmp_path, settings):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "missing")

    answer = upload(signed_in(importer), FILE + (" " * 30_000 + "\n") * 100)

    assert answer.status_code == 200
    assert len(answer.context["plan"].new) == 1


def test_a_file_is_not_taken_without_the_token_against_forgery(importer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(importer)

    assert upload(client).status_code == 403
    assert confirm(client, "x").status_code == 403


def test_confirming_is_not_a_matter_of_following_a_link(importer):
    assert signed_in(importer).get(reverse(CONFIRM)).status_code == 405


def test_what_a_file_holds_is_shown_and_never_run(importer, cese):
    page = upload(signed_in(importer), "slug;name_fr\ncese-maroc;<script>alert(1)</script>\n").content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert(1)" not in page


def test_a_token_for_the_import_of_another_person_leads_nowhere(importer, cese, administrator):
    upload(signed_in(administrator))
    foreign = signing.dumps([FileImport.objects.get().pk, "x"], salt=exchange.SALT)

    assert confirm(signed_in(importer), foreign).status_code == 404


def test_what_goes_out_is_what_the_list_shows(administrator, cese):
    factories.institution(slug="odco", kind="agency", name="=Office")
    client = signed_in(administrator)

    answer = client.get(reverse(EXPORT, args=["csv"]), {"kind__exact": "agency"})

    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert answer.streaming
    assert lines[0].startswith("\ufeff")
    assert [line.split(";")[0] for line in lines[1:]] == ["odco"]
    assert ";'=Office;" in lines[1]


def test_what_goes_out_respects_the_search(administrator, cese):
    factories.institution(slug="odco", name="Office")

    answer = signed_in(administrator).get(reverse(EXPORT, args=["csv"]), {"q": "ancien"})

    assert [line.split(";")[0] for line in b"".join(answer.streaming_content).decode().splitlines()[1:]] == [
        "cese-maroc"
    ]


def test_the_name_of_the_file_carries_the_day(administrator):
    answer = signed_in(administrator).get(reverse(EXPORT, args=["csv"]))

    assert re.fullmatch(r'attachment; filename="[a-z-]+-\d{4}-\d{2}-\d{2}\.csv"', answer["Content-Disposition"])


def test_a_filter_that_is_none_leads_back_to_the_list(administrator):
    answer = signed_in(administrator).get(reverse(EXPORT, args=["csv"]), {"kind__year": "x"})

    assert answer.status_code in (302, 400)


def test_the_identity_is_one_row_that_is_edited(administrator):
    client = signed_in(administrator)
    assert client.get(reverse("admin:register_identity_add")).status_code == 200

    Identity.objects.create(name_fr="Registre")

    assert client.get(reverse("admin:register_identity_add")).status_code == 403
    assert client.post(reverse("admin:register_identity_delete", args=[1])).status_code == 403
    assert client.get(reverse("admin:register_identity_change", args=[1])).status_code == 200


def test_files_brought_in_are_listed_and_left_alone(administrator, cese):
    client = signed_in(administrator)
    upload(client)
    pk = FileImport.objects.get().pk

    assert "institutions.csv" in client.get(reverse("admin:register_fileimport_changelist")).content.decode()
    assert client.get(reverse("admin:register_fileimport_add")).status_code == 403
    assert client.post(reverse("admin:register_fileimport_delete", args=[pk])).status_code == 403
    assert client.post(reverse("admin:register_fileimport_change", args=[pk])).status_code == 403


@pytest.mark.parametrize(
    ("root", "direction"), [("/gestion/", "ltr"), ("/ar/gestion/", "rtl"), ("/en/gestion/", "ltr")]
)
def test_the_entrance_speaks_three_languages_and_wears_our_dress(client, root, direction):
    page = client.get(root, follow=True).content.decode()

    assert f'dir="{direction}"' in page
    assert "css/back_office.css" in page
    assert page.count("hreflang=") == 3
    assert "style=" not in page


def test_the_first_page_opens_for_who_has_no_right_at_all():
    assert signed_in(person("nouvelle")).get(reverse("admin:index")).status_code == 200


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json"])
@pytest.mark.parametrize("model", MODELS)
def test_lists_and_templates_leave_in_every_kind(administrator, cese, model, kind):
    client = signed_in(administrator)

    out = client.get(reverse(f"admin:{model}_export", args=[kind]))
    template = client.get(reverse(f"admin:{model}_template", args=[kind]))

    assert [(answer.status_code, bool(answer.getvalue())) for answer in (out, template)] == [(200, True)] * 2
    assert out["Content-Disposition"].endswith(f'.{kind}"')


def test_a_workbook_says_what_was_asked_of_the_list_and_under_which_licence_it_is(administrator, cese):
    factories.identity(name="Registre", licence="CC BY 4.0")

    out = signed_in(administrator).get(
        reverse("admin:partners_institution_export", args=["xlsx"]), {"q": "ancien", "kind__exact": "council"}
    )

    sheets = opened("xlsx", out.getvalue())
    told = {name: cell for name, cell in list(sheets.values())[1] if name not in ("Adresse", "Exporté le")}
    assert told == {
        "Registre": "Registre",
        "Mots recherchés": "ancien",
        "Nature": "conseil économique et social",
        "Licence": "CC BY 4.0",
    }


@pytest.mark.parametrize("page", ["export", "template"])
def test_other_kinds_of_files_are_not_found(administrator, page):
    assert signed_in(administrator).get(reverse(f"admin:partners_institution_{page}", args=["pdf"])).status_code == 404
