"""A file of agreements from the back office's point of view: shown, corrected, written, taken back as a whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from agreements.models import Agreement, Party
from partners.models import Institution
from register.models import FileImport, SearchEntry
from register.publication import Publication, set_publication
from register.tabular import exchange
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def french():
    with override("fr"):
        yield


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def cese():
    return factories.institution(slug="cese", name="Conseil économique", acronym="CESE")


@pytest.fixture
def memorandum(cese):
    """A published agreement with a theme, as it was before any file."""
    made = factories.agreement([cese], title="Mémorandum", kind="memorandum", signed_on="2015-11")
    made.themes.add(factories.theme("ess", name="Économie sociale"))
    return made


def upload(client, *lines):
    file = SimpleUploadedFile("conventions.csv", "\n".join(lines).encode(), "text/csv")
    return client.post(reverse("admin:agreements_agreement_import"), {"file": file}, follow=True)


def confirm(client, answer):
    address = reverse("admin:agreements_agreement_import_confirm")
    return client.post(address, {"token": answer.context["token"]}, follow=True)


def undo(client, **given):
    address = reverse("admin:agreements_agreement_brought_undo", args=[FileImport.objects.latest("pk").pk])
    return client.post(address, given, follow=True)


def state(agreement):
    """All that a file may change of an agreement."""
    agreement = Agreement.objects.get(pk=agreement.pk)
    parties = agreement.parties.values_list("institution__slug", "role", "order", "name_at_signature_fr")
    themes = agreement.themes.values_list("code", flat=True)
    return agreement.title_fr, agreement.kind, agreement.signed_on, agreement.folded, [*parties], [*themes]


CHANGES = [
    "reference;kind;title_fr;signatories;themes",
    "CC-0001;protocol;Autre titre;ODCO;",
    ";convention;Nouvelle;CESE | ODCO;ess",
]


def test_what_a_file_wrote_is_taken_back_as_a_whole(client, memorandum):
    factories.institution(slug="odco", acronym="ODCO")
    before, entries = state(memorandum), list(SearchEntry.objects.order_by("record").values("record", "digest"))
    confirm(client, upload(client, *CHANGES))
    written = state(memorandum)

    answer = undo(client)

    assert (written[0], written[4], written[5]) == ("Autre titre", [("odco", "signatory", 2, "")], [])
    assert state(memorandum) == before
    assert [a.pk for a in Agreement.objects.all()] == [memorandum.pk]
    assert Party.objects.count() == 1
    assert list(SearchEntry.objects.order_by("record").values("record", "digest")) == entries
    assert FileImport.objects.get().state == "undone"
    assert answer.status_code == 200


def test_every_step_stays_in_the_history_with_its_reason(client, memorandum):
    factories.institution(slug="odco", acronym="ODCO")
    confirm(client, upload(client, *CHANGES))
    new = Agreement.objects.get(title_fr="Nouvelle")
    undo(client)

    file = FileImport.objects.get().reason
    reasons = list(new.history.order_by("history_id").values_list("history_type", "history_change_reason"))
    assert reasons == [("+", file), ("-", f"repris : {file}".replace(" :", "\u00a0:"))]
    assert [set(v.themes.values_list("theme", flat=True)) for v in memorandum.history.order_by("history_id")][-2:] == [
        set(),
        {"ess"},
    ]


def test_a_record_changed_since_is_shown_and_kept(client, memorandum):
    factories.institution(slug="odco", acronym="ODCO")
    confirm(client, upload(client, *CHANGES))
    new = Agreement.objects.get(title_fr="Nouvelle")
    new.title_fr = "Corrigée à la main"
    new.save()
    page = client.get(reverse("admin:agreements_agreement_brought", args=[FileImport.objects.get().pk]))

    undo(client)

    assert "Corrigée à la main" in page.content.decode()
    assert Agreement.objects.filter(title_fr="Corrigée à la main").exists()
    assert state(memorandum)[0] == "Mémorandum"


def test_a_record_changed_since_goes_too_when_this_is_asked_for(client, memorandum):
    factories.institution(slug="odco", acronym="ODCO")
    confirm(client, upload(client, *CHANGES))
    new = Agreement.objects.get(title_fr="Nouvelle")
    factories.signatory(agreement=new, institution=Institution.objects.get(slug="odco"), name="Signataire")

    undo(client, all="1")

    assert [a.title_fr for a in Agreement.objects.all()] == ["Mémorandum"]


def test_a_published_record_counts_as_changed_since(client, cese):
    confirm(client, upload(client, "reference;kind;title_fr;signatories", ";convention;Nouvelle;CESE"))
    set_publication(Agreement.objects.all(), Publication.PUBLISHED)

    undo(client)

    assert Agreement.objects.get().is_published


def test_a_file_is_taken_back_once(client, memorandum):
    confirm(client, upload(client, "reference;title_fr", "CC-0001;Autre"))
    undo(client)

    assert undo(client).status_code == 409


def test_a_file_that_was_only_shown_has_nothing_to_take_back(client, memorandum):
    upload(client, "reference;title_fr", "CC-0001;Autre")

    assert undo(client).status_code == 409
    assert FileImport.objects.get().state == "shown"


UNKNOWN = [
    "reference;kind;title_fr;signatories",
    ";convention;Une;CESE | Office inconnu",
    ";convention;Deux;مكتب التنمية",
]


def test_unknown_institutions_are_listed_apart_and_created_only_when_asked(client, cese):
    refused = upload(client, *UNKNOWN)
    address = reverse("admin:agreements_agreement_brought_newcomers", args=[FileImport.objects.get().pk])

    shown = client.post(address, {"kind_0": "agency", "kind_1": "association"}, follow=True)

    assert refused.status_code == 422
    assert refused.context["newcomers_form"].names == ["Office inconnu", "مكتب التنمية"]
    assert not Institution.objects.exclude(pk=cese.pk).exists()
    confirm(client, shown)
    made = Institution.objects.exclude(pk=cese.pk).order_by("pk")
    assert [(i.name_fr, i.name_ar, i.kind, i.publication) for i in made] == [
        ("Office inconnu", "", "agency", "draft"),
        ("", "مكتب التنمية", "association", "draft"),
    ]
    assert [p.institution.slug for p in Agreement.objects.get(title_fr="Une").parties.all()] == [
        "cese",
        "office-inconnu",
    ]


def test_institutions_made_on_the_way_go_with_the_file(client, cese):
    upload(client, *UNKNOWN)
    address = reverse("admin:agreements_agreement_brought_newcomers", args=[FileImport.objects.get().pk])
    confirm(client, client.post(address, {"kind_0": "agency", "kind_1": "association"}, follow=True))
    kept = Institution.objects.get(slug="office-inconnu")
    factories.party(factories.agreement(title="Autre"), kept)
    page = client.get(reverse("admin:agreements_agreement_brought", args=[FileImport.objects.get().pk]))

    undo(client)

    assert (len(page.context["undo"].own), len(page.context["undo"].made_on_the_way)) == (2, 2)

    assert set(Institution.objects.all()) == {cese, kept}
    assert [a.title_fr for a in Agreement.objects.all()] == ["Autre"]


def test_those_without_a_kind_are_not_created(client, cese):
    upload(client, *UNKNOWN)
    address = reverse("admin:agreements_agreement_brought_newcomers", args=[FileImport.objects.get().pk])

    answer = client.post(address, {"kind_0": "agency"}, follow=True)

    assert answer.context["newcomers_form"].names == ["مكتب التنمية"]


def test_errors_leave_as_a_file_that_comes_in_again_once_corrected(client, cese):
    upload(client, "reference;kind;title_fr;signatories", ";traité;=Une;CESE", ";convention;Deux;CESE")
    address = reverse("admin:agreements_agreement_brought_errors", args=[FileImport.objects.get().pk])

    lines = client.get(address).content.decode().lstrip("\ufeff").splitlines()

    assert lines[0] == "reference;kind;title_fr;signatories;À corriger"
    assert lines[1].startswith(";traité;'=Une;CESE;")
    assert "traité" in lines[1].split(";")[4]
    assert lines[2] == ";convention;Deux;CESE;"
    corrected = upload(client, *[line.replace("traité", "convention", 1) for line in lines])
    assert [record.instance.title_fr for record in corrected.context["plan"].new] == ["=Une", "Deux"]


def test_what_such_a_file_says_of_names_is_not_taken_for_content(client):
    """Around names stand marks of direction, which no cell of the register may hold."""
    for slug in ("office-du-nord", "office-du-sud"):
        factories.institution(slug=slug, acronym="OFFICE")
    upload(client, "reference;kind;title_fr;signatories", ";convention;Une;OFFICE")
    address = reverse("admin:agreements_agreement_brought_errors", args=[FileImport.objects.get().pk])

    text = client.get(address).content.decode().lstrip("\ufeff")

    assert "\u2068" in text
    corrected = upload(client, *text.replace(";OFFICE;", ";office-du-nord;").splitlines())
    assert [record.instance.title_fr for record in corrected.context["plan"].new] == ["Une"]


def test_all_that_is_wrong_is_said_at_once(client, cese):
    """Cells that hold no value hide nothing of what is wrong beside them and on other lines."""
    found = upload(
        client,
        "reference;kind;title_fr;signed_on;signatories",
        ";#N/A;Une;31/02/2020;CESE",
        ";convention;#REF!;2019;CESE",
        ";convention;Trois;2019;Bureau inconnu",
        ";convention;Quatre;=…;CESE;de trop",
    ).context["plan"]

    assert [(error.line, error.column) for error in found.errors] == [
        (2, "Nature"),
        (2, "Signée le"),
        (3, "Titre (français)"),
        (4, "Signataires"),
        (5, "Signée le"),
        (5, ""),
    ]
    assert found.unknown == {"Bureau inconnu": [4]}


def test_a_reference_that_holds_no_value_does_not_make_its_line_a_new_record(client, memorandum):
    found = upload(client, "reference;kind;title_fr;signatories", "#N/A;traité;Une;CESE").context["plan"]

    assert [(error.line, error.column) for error in found.errors] == [(2, "Référence"), (2, "Nature")]
    assert found.records == []


def test_what_is_wrong_with_the_headings_stands_in_that_file_too(client, cese):
    upload(client, "reference;kind;title_fr;title_fr", ";convention;Une;Une")
    address = reverse("admin:agreements_agreement_brought_errors", args=[FileImport.objects.get().pk])

    lines = client.get(address).content.decode().lstrip("\ufeff").splitlines()

    assert lines[1].startswith(";;;;") and "title_fr" in lines[1]
    assert lines[2] == ";convention;Une;Une;"
    corrected = upload(client, *[line.replace("title_fr;title_fr", "title_fr;title_ar", 1) for line in lines])
    assert [record.lines for record in corrected.context["plan"].new] == [[3]]


def test_likely_twins_are_pointed_out(client, memorandum):
    answer = upload(
        client,
        "reference;kind;title_fr;signatories;signed_on",
        ";convention;Tout autre texte;CESE;11/2015",
        ";convention;Mémorandum;;2015",
        ";convention;Tout autre texte;CESE;12/2016",
    )

    found = [(record.lines, record.twins) for record in answer.context["plan"].twins]
    assert found == [([2], [memorandum]), ([3], [memorandum])]
    assert f"/{memorandum.pk}/change/" in answer.content.decode()


def test_a_file_of_someone_else_is_not_shown(client, memorandum, django_user_model):
    upload(client, "reference;title_fr", "CC-0001;Autre")
    other = Client()
    other.force_login(django_user_model.objects.create_superuser("autre"))

    pages = [f"admin:agreements_agreement_brought{page}" for page in ("", "_errors")]

    assert [other.get(reverse(page, args=[FileImport.objects.get().pk])).status_code for page in pages] == [404, 404]


def test_what_became_of_a_file_is_for_whoever_may_inspect_everything(client, memorandum, django_user_model):
    confirm(client, upload(client, "reference;title_fr", "CC-0001;Autre"))
    brought, other = FileImport.objects.get(), Client()
    other.force_login(django_user_model.objects.create_superuser("autre"))

    page = other.get(reverse("admin:agreements_agreement_brought", args=[brought.pk])).content.decode()

    assert brought.sha256 in page
    assert "administratrice" in page


def test_a_file_that_was_left_a_month_ago_is_emptied(client, memorandum, django_user_model):
    upload(client, "reference;title_fr", "CC-0001;Autre")
    left = FileImport.objects.get()
    FileImport.objects.update(created_at=left.created_at - exchange.KEPT_FOR)

    upload(client, "reference;title_fr", "CC-0001;Encore")

    left.refresh_from_db()
    assert bytes(left.content) == b""
    assert client.get(reverse("admin:agreements_agreement_brought", args=[left.pk])).status_code == 200


def test_many_records_are_written_with_their_parties_versions_and_entries(client, cese):
    """Bulk writes have been known to lose links and history in silence: all are counted."""
    published = [factories.agreement([cese], title=f"Ancienne {n}") for n in range(3)]
    lines = [f"{a.reference};convention;Changée {n};CESE;2011" for n, a in enumerate(published)]
    lines += [f";convention;Convention {n};CESE;2012-0{n % 9 + 1}" for n in range(700)]

    confirm(client, upload(client, "reference;kind;title_fr;signatories;signed_on", *lines))

    reason = FileImport.objects.get().reason
    new = Agreement.objects.filter(title_fr__startswith="Convention")
    assert (new.count(), Party.objects.filter(agreement__in=new).count()) == (700, 700)
    assert len({a.reference for a in new}) == 700
    assert Agreement.history.filter(history_change_reason=reason, history_type="+").count() == 700
    assert Agreement.history.filter(history_change_reason=reason, history_type="~").count() == 3
    assert Party.history.filter(history_change_reason=reason).count() == 700
    assert sorted(SearchEntry.objects.filter(facets__contains="group=agreement").values_list("name_fr", flat=True)) == [
        "Changée 0",
        "Changée 1",
        "Changée 2",
    ]
    assert all(agreement.folded.startswith("convention") for agreement in new)
    assert factories.agreement(title="Suivante").reference == "CC-0704"


@pytest.mark.thorough
def test_a_file_as_long_as_may_be_is_brought_in_twice(client, cese):
    """SQLite refuses expressions of more than a thousand parts: so many records and parties are found."""
    Institution.objects.bulk_create(
        Institution(slug=f"i-{n}", kind="agency", name_fr=f"Office {n}", acronym=f"ON{n}") for n in range(1, 1203)
    )
    parties = (" | ".join(f"ON{(n * 3 + k) % 1202 + 1}" for k in range(3)) for n in range(1010))
    lines = [f"CC-{n:04};convention;Convention {n};{found};2012" for n, found in enumerate(parties, 1)]
    headings = "reference;kind;title_fr;signatories;signed_on"
    confirm(client, upload(client, headings, *lines))

    again = upload(client, headings, *lines[:505], *(line.replace(";2012", ";2013") for line in lines[505:]))
    confirm(client, again)

    plan = again.context["plan"]
    assert (len(plan.new), len(plan.changed), len(plan.unchanged)) == (0, 505, 505)
    assert Agreement.objects.filter(signed_on=20130000).count() == 505
    Agreement.objects.update(publication="published")
    call_command("rebuild_search")
    assert SearchEntry.objects.count() == 1010 + len([cese])
    undo(client)
    assert Agreement.objects.filter(signed_on=20120000).count() == 1010


def test_the_list_of_files_leads_to_the_page_of_each(client, memorandum, django_user_model):
    confirm(client, upload(client, "reference;title_fr", "CC-0001;Autre"))
    brought = FileImport.objects.get()
    address = reverse("admin:register_fileimport_change", args=[brought.pk])
    reader = Client()
    reader.force_login(factories.person("auditrice", ("auditor", None)))

    assert client.get(address).url == reverse("admin:agreements_agreement_brought", args=[brought.pk])
    assert reader.get(address).status_code == 200
    assert reader.get(client.get(address).url).status_code == 403


def signed_in(*grants):
    client = Client()
    client.force_login(factories.person("importatrice", *grants))
    return client


def test_what_a_contributor_brings_in_belongs_to_the_institution_of_the_contributor(cese):
    odco = factories.home(name="Office", acronym="ODCO")
    client = signed_in(("contributor", odco))
    upload(client, *UNKNOWN[:2])
    address = reverse("admin:agreements_agreement_brought_newcomers", args=[FileImport.objects.get().pk])

    confirm(client, client.post(address, {"kind_0": "agency"}, follow=True))

    assert [made.keeper for made in Institution.objects.filter(name_fr="Office inconnu")] == [odco]
    assert [made.keeper for made in Agreement.objects.all()] == [odco]


@pytest.mark.parametrize(("role", "status", "left"), [("contributor", 403, 1), ("publisher", 200, 0)])
def test_what_was_written_since_is_lost_only_by_who_may_delete(cese, role, status, left):
    client = signed_in((role, None))
    confirm(client, upload(client, "reference;kind;title_fr;signatories", ";convention;Nouvelle;CESE"))
    new = Agreement.objects.get()
    new.title_fr = "Corrigée à la main"
    new.save()

    assert undo(client, all="1").status_code == status
    assert Agreement.objects.count() == left


def test_taking_back_asks_no_more_of_the_database_for_more_records(client, cese, django_assert_max_num_queries):
    for number in range(1, 61):
        factories.agreement([cese], title=f"Convention {number}")
    lines = [f"CC-{number:04};Changée {number}" for number in range(1, 61)]
    confirm(client, upload(client, "reference;title_fr", *lines))

    with django_assert_max_num_queries(180):
        undo(client)

    assert Agreement.objects.filter(title_fr__startswith="Changée").count() == 0
