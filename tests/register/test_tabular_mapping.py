"""Foreign files: what their columns are for, as written in a mapping, as recognised, as staff say on a page."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from agreements.models import Agreement
from agreements.resources import AgreementResource
from partners.resources import InstitutionResource, MembershipResource
from register.models import FileImport, FileMapping
from register.tabular.mapping import Mapping, Use, in_order, read
from register.tabular.recognition import suggest
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def institutions():
    """Those that the files of these tests name."""
    names = [("cese", "CESE"), ("odco", "ODCO"), ("unicef", "UNICEF")]
    with override("fr"):
        yield [factories.institution(slug=slug, acronym=acronym) for slug, acronym in names]


def applied(mapping, *lines):
    resource = AgreementResource()
    sheet = resource.open(BytesIO("\n".join(lines).encode()), mapping=mapping)
    return [sheet.headings, *sheet.rows]


def test_a_foreign_file_is_read_as_its_mapping_says():
    mapping = Mapping(
        columns={
            "Intitulé": Use("title_fr"),
            "Type": Use("kind", values={"Conv.": "convention"}),
            "Parties": Use("signatories", separator="/"),
            "Partie 3": Use("signatories"),
            "Signature": Use("signed_on", date_order="mdy"),
            "N°": None,
        },
        constants={"place_fr": "Rabat"},
    )

    assert applied(
        mapping, "N°;Intitulé;Type;Parties;Partie 3;Signature", "1;Titre;CONV;CESE / ODCO;UNICEF;11/23/2015"
    ) == [
        ["title_fr", "kind", "signatories", "signed_on", "place_fr", "reference"],
        (2, ["Titre", "convention", "CESE | ODCO | UNICEF", "23/11/2015", "Rabat", ""]),
    ]


MAPPING = """
ignore_others = true
[columns."Intitulé"]
field = "title_fr"
[columns."Parties"]
field = "signatories"
separator = ";"
[columns."Type"]
field = "kind"
values = { "Conv." = "convention" }
[constants]
renewal = "none"
"""


def test_a_mapping_is_written_in_toml_and_kept_as_it_is():
    mapping = Mapping.from_toml(MAPPING)

    assert mapping.columns["Type"] == Use("kind", values={"Conv.": "convention"})
    assert mapping.columns["Parties"].separator == ";"
    assert (mapping.constants, mapping.ignore_others) == ({"renewal": "none"}, True)
    assert Mapping.from_dict(mapping.to_dict()) == mapping


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("columns = 3", "columns"),
        ('[columns.A]\nfield = "title_fr"\nseperator = ";"', "columns.A.seperator"),
        ("[columns.A]\nfield = 3", "columns.A.field"),
        ('[columns.A]\nseparator = ";"', "columns.A.field"),
        ('[columns.A]\nfield = "signed_on"\ndate_order = "jma"', "columns.A.date_order"),
        ('[columns.A]\nfield = "signatories"\nseparator = ""', "columns.A.separator"),
        ('other = "x"', "other"),
        ("[columns", "TOML"),
    ],
)
def test_a_mapping_that_is_not_as_expected_is_refused_by_its_key(toml, said):
    with pytest.raises(ValidationError, match=said):
        Mapping.from_toml(toml)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"A": Use("titre"), "B": None}, "titre"),
        ({"A": Use("title_fr")}, "B"),
        ({"A": Use("title_fr"), "B": Use("title_fr")}, "title_fr"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file_is_refused(columns, said):
    with pytest.raises(ValidationError, match=said):
        applied(Mapping(columns), "A;B", "1;2")


@pytest.mark.parametrize(
    ("text", "order", "found"),
    [
        ("11/23/2015", "mdy", "23/11/2015"),
        ("23.11.2015", "dmy", "23/11/2015"),
        ("15-11-23", "ymd", "23/11/15"),
        ("2015-11-23", "mdy", "2015-11-23"),
        ("novembre 2015", "mdy", "novembre 2015"),
        ("11/2015", "mdy", "11/2015"),
    ],
)
def test_the_parts_of_a_date_are_put_in_order(text, order, found):
    assert in_order(text, order) == found


def test_values_are_told_apart_by_words_whatever_their_case_and_accents():
    widget = AgreementResource().fields["kind"].widget

    assert (
        read(" PROTOCOLE d’échange ", Use("kind", values={"Protocole d'echange": "protocole"}), widget) == "protocole"
    )


# --- Recognition ---------------------------------------------------------------------------------
def fields(mapping):
    return {heading: use and use.field for heading, use in mapping.columns.items()}


def test_columns_are_recognised_by_their_names():
    headings = ["N°", "INTITULE DE LA CONVENTION", "Partie 1", "Partie 2", "الشركاء", "Signée le", "Échéance", "Divers"]

    assert fields(suggest(headings, [["1", "x", "", "", "", "", "", "?"]], AgreementResource())) == {
        "N°": None,
        "INTITULE DE LA CONVENTION": "title_fr",
        "Partie 1": "signatories",
        "Partie 2": "signatories",
        "الشركاء": "signatories",
        "Signée le": "signed_on",
        "Échéance": "ends_on",
        "Divers": None,
    }


def test_columns_are_recognised_by_what_stands_in_them():
    samples = [
        ["convention", "12/31/2015", "CESE / UNICEF", "texte libre"],
        ["protocole", "01/02/2016", "ODCO", "encore"],
        ["mémorandum d’entente", "05/06/2016", "CESE / Inconnue", "un autre"],
    ]

    mapping = suggest(["a", "b", "c", "d"], samples, AgreementResource())

    assert fields(mapping) == {"a": "kind", "b": "signed_on", "c": "signatories", "d": None}
    assert mapping.columns["b"].date_order == "mdy"
    assert mapping.columns["c"].separator == " / "


@pytest.mark.parametrize("resource", [AgreementResource, InstitutionResource, MembershipResource])
def test_synonyms_name_columns_that_there_are(resource):
    names = {column.column_name for column in resource().file_columns()}

    assert getattr(resource, "synonyms", {}).keys() <= names


# --- The page ------------------------------------------------------------------------------------
FOREIGN = "Intitulé;Type;Parties;Date de signature;N°\nTitre;Conv.;CESE, ODCO;23/11/2015;1\nAutre;Prot.;UNICEF;2016;2\n"


@pytest.fixture
def client(administrator):
    client = Client()
    client.force_login(administrator)
    return client


def upload(client, text=FOREIGN):
    file = SimpleUploadedFile("ministère.csv", text.encode("cp1252"), "text/csv")
    return client.post(reverse("admin:agreements_agreement_import"), {"file": file}, follow=True)


def filled_in(answer, **changes):
    """What a browser would send of the form of a page, with some answers changed."""
    form = answer.context["form"]
    return {name: form[name].value() or "" for name in form.fields} | changes


def save(client, **given):
    brought = FileImport.objects.latest("pk")
    return client.post(reverse("admin:agreements_agreement_brought_columns", args=[brought.pk]), given, follow=True)


def test_the_columns_of_a_foreign_file_are_asked_for_and_then_it_is_shown(client):
    asked = upload(client)

    shown = save(client, **filled_in(asked, value_1_0="convention", value_1_1="protocole"))

    assert asked.templates[0].name == "admin/tabular/columns.html"
    assert [reason for _heading, _samples, reason, *_fields in asked.context["form"].rows()] == [
        *["d’après son nom"] * 4,
        "",
    ]
    assert [(r.instance.title_fr, r.instance.kind, r.instance.signed_on.edtf) for r in shown.context["plan"].new] == [
        ("Titre", "convention", "2015-11-23"),
        ("Autre", "protocol", "2016"),
    ]
    client.post(reverse("admin:agreements_agreement_import_confirm"), {"token": shown.context["token"]})
    assert [p.institution.acronym for p in Agreement.objects.get(title_fr="Titre").parties.all()] == ["CESE", "ODCO"]


def test_a_field_that_asks_for_more_is_asked_about_before_the_file_is_shown(client):
    asked = upload(client, "a;b\nTitre;23/11/2015\nAutre;31/01/2016\n")
    assert [reason for _heading, _samples, reason, *_fields in asked.context["form"].rows()] == [
        "",
        "d’après son contenu\u00a0: à vérifier",
    ]
    answers = filled_in(asked, field_0="title_fr", field_1="")
    answers.pop("order_1")

    again = save(client, **answers | {"field_1": "ends_on"})

    assert again.templates[0].name == "admin/tabular/columns.html"
    assert "order_1" in again.context["form"].fields


def test_two_columns_cannot_fill_a_field_that_takes_one(client):
    asked = upload(client)

    again = save(client, **filled_in(asked, field_4="title_fr"))

    assert "Titre (français)" in again.context["form"].non_field_errors()[0]
    assert FileImport.objects.get().mapping is None


def test_a_mapping_kept_under_a_name_is_offered_to_the_next_file_with_the_same_columns(client):
    save(client, **filled_in(upload(client), value_1_0="convention", value_1_1="protocole", name="Ministère"))

    again = upload(client, FOREIGN.replace("Titre", "Encore"))

    assert FileMapping.objects.get().name == "Ministère"
    assert again.context["form"]["value_1_0"].value() == "convention"
    assert {reason for _heading, _samples, reason, *_fields in again.context["form"].rows()} >= {
        "comme la fois précédente"
    }


def test_an_own_file_is_shown_at_once(client):
    assert upload(client, "reference;title_fr\nCC-0001;x\n").templates[0].name != "admin/tabular/columns.html"


def test_a_column_that_is_passed_over_does_not_come_in(client):
    refused = save(client, **filled_in(upload(client), field_1=""))

    assert [(error.line, error.column) for error in refused.context["errors"]] == [(2, "Nature"), (3, "Nature")]


def test_errors_name_the_columns_as_the_file_does(client):
    wrong = "Intitulé;Type;Partie 1;Partie 2;Signée le\nTitre;convention;CESE;Personne;31/02/2015\nAutre;#N/A;;;\n"

    answer = save(client, **filled_in(upload(client, wrong)))

    assert [(error.line, error.column) for error in answer.context["errors"]] == [
        (2, "Partie 1 · Partie 2"),
        (2, "Signée le"),
        (3, "Type"),
    ]


def test_the_separator_is_found_although_most_cells_have_the_mark_of_the_register(client):
    """The mark stands beside any separator, so that what it parts speaks for none."""
    mixed = ["CESE / ODCO", "CESE | Personne", "ODCO | Personne", "UNICEF | Personne"]

    asked = upload(client, "\n".join(["Intitulé;Type;Parties", *(f"Un;convention;{cell}" for cell in mixed)]))

    assert asked.context["form"]["separator_2"].value() == " / "


@pytest.mark.parametrize("between", [";", " ; ", " / ", " - ", ", ", ",", "\n"])
def test_several_names_without_the_mark_between_them_are_told_from_one_that_is_unknown(between):
    widget = AgreementResource().fields["signatories"].widget

    with pytest.raises(ValidationError) as told:
        widget.clean(f"UNICEF | CESE{between}ODCO | CESE{between}Personne")

    assert [error.code for error in told.value.error_list] == ["several", "unknown"]


def test_a_file_whose_headings_stand_twice_is_refused_with_a_sentence(client):
    asked = upload(client, "Titre;Titre;Type\nUn;Deux;convention\n")

    refused = save(client, **filled_in(asked, field_0="title_fr", field_1="title_ar", field_2="kind"))

    assert refused.status_code == 422
    assert [error.line for error in refused.context["errors"]] == [1]
