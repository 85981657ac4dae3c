from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import transaction
from django.utils.translation import override

from agreements.models import Agreement, Programme
from agreements.resources import AgreementResource, ProgrammeResource
from partners.models import Institution
from partners.resources import InstitutionResource, MembershipResource
from register.bulk import Author
from register.search.index import collecting
from register.tabular import parts
from register.tabular.storing import store
from register.tabular.writing import KINDS
from tests import factories

pytestmark = pytest.mark.django_db


def plan(resource, *lines):
    return resource().plan_file("\n".join(lines).encode())


def errors(made):
    return [(error.line, error.value) for error in made.errors]


def apply(resource, user, *lines):
    made = plan(resource, *lines)
    assert [(error.column, str(error.message)) for error in made.errors] == []
    with transaction.atomic(), collecting():
        store(made.records, Author(user))
    return made


def lines_of(resource):
    table = resource.table(resource.get_queryset())
    return b"".join(KINDS["csv"].pieces(table)).decode().splitlines(keepends=True)


@pytest.fixture
def cese():
    return factories.institution(slug="cese-maroc", name="Conseil économique", acronym="CESE")


@pytest.fixture
def odco():
    return factories.institution(slug="odco", name="Office du développement", acronym="ODCO")


@pytest.fixture
def memorandum(cese):
    made = factories.agreement(title="Mémorandum", kind="memorandum", signed_on="2015-11")
    factories.party(made, cese, name_at_signature="Conseil économique et social")
    factories.signatory(agreement=made, institution=cese, name="Signataire")
    return made


def test_a_new_agreement_is_a_draft_with_its_parties_and_themes(cese, odco, administrator):
    factories.theme("ess", name="Économie sociale")

    apply(
        AgreementResource,
        administrator,
        "reference;kind;title_fr;signatories;witnesses;signed_on;themes",
        ";convention;Convention;CESE | odco;CESE;05/04/2024;economie sociale",
    )

    made = Agreement.objects.get(title_fr="Convention")
    assert (made.reference, made.publication, made.signed_on.edtf) == ("CC-0001", "draft", "2024-04-05")
    assert [(p.institution.slug, p.role, p.order) for p in made.parties.all()] == [
        ("cese-maroc", "signatory", 1),
        ("odco", "signatory", 2),
        ("cese-maroc", "witness", 3),
    ]
    assert [theme.code for theme in made.themes.all()] == ["ess"]
    assert {row.history_user for row in made.history.all()} == {administrator}
    assert {party.history.get().history_user for party in made.parties.all()} == {administrator}


def test_a_party_that_the_file_still_names_keeps_its_name_at_signature_and_signatories(
    memorandum, cese, odco, administrator
):
    party = memorandum.parties.get()

    made = apply(AgreementResource, administrator, "reference;signatories", f"{memorandum.reference};ODCO | CESE")

    kept = memorandum.parties.get(institution=cese)
    assert len(made.changed) == 1
    assert (kept.pk, kept.name_at_signature_fr) == (party.pk, "Conseil économique et social")
    assert [signatory.name for signatory in memorandum.signatories.all()] == ["Signataire"]
    assert [p.institution.slug for p in memorandum.parties.all()] == ["odco", "cese-maroc"]


def test_a_party_that_someone_signs_for_cannot_be_left_out(memorandum, odco):
    made = plan(AgreementResource, "reference;signatories", f"{memorandum.reference};ODCO")

    assert errors(made) == [(2, "ODCO")]
    assert "Signataire" in str(made.errors[0].message)


def test_a_party_that_nobody_signs_for_leaves_when_the_file_leaves_it_out(memorandum, odco, administrator):
    factories.party(memorandum, odco)

    apply(AgreementResource, administrator, "reference;signatories", f"{memorandum.reference};CESE")

    assert [party.institution.slug for party in memorandum.parties.all()] == ["cese-maroc"]


def test_a_column_that_is_not_there_changes_nothing(memorandum, administrator):
    made = apply(AgreementResource, administrator, "reference;place_fr", f"{memorandum.reference};Rabat")

    memorandum.refresh_from_db()
    assert [(difference.before, difference.after) for difference in made.changed[0].all_differences] == [("", "Rabat")]
    assert (memorandum.title_fr, memorandum.signed_on.edtf, memorandum.parties.count()) == ("Mémorandum", "2015-11", 1)


@pytest.mark.parametrize("reference", ["RM-0001", "cc-1", "CC-12", "autre"])
def test_a_text_that_is_no_reference_makes_no_agreement(reference):
    made = plan(AgreementResource, "reference;kind;title_fr", f"{reference};convention;Titre")

    assert errors(made) == [(2, reference)]


def test_a_reference_that_was_given_before_is_not_given_again(memorandum):
    reference = memorandum.reference
    memorandum.delete()

    made = plan(AgreementResource, "reference;kind;title_fr", f"{reference};convention;Titre")

    assert errors(made) == [(2, reference)]


def test_a_reference_of_another_register_is_kept(administrator):
    apply(AgreementResource, administrator, "reference;kind;title_fr", "CC-0042;convention;Titre")
    apply(AgreementResource, administrator, "reference;kind;title_fr", ";convention;Suivante")

    assert [a.reference for a in Agreement.objects.order_by("reference")] == ["CC-0042", "CC-0043"]


def test_all_wrong_cells_are_named_at_once(memorandum):
    made = plan(
        AgreementResource,
        "reference;kind;title_fr;signed_on;ends_on;renewal_months;signatories",
        f"{memorandum.reference};traité;T;31/02/2015;;;Inconnue",
        ";convention;;2015;2010;abc;",
    )

    assert errors(made)[:3] == [(2, "traité"), (2, "Inconnue"), (2, "31/02/2015")]
    assert (3, "abc") in errors(made)
    assert [error.line for error in made.errors] == [2, 2, 2, 3, 3, 3]


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_choices_are_read_as_labels_of_three_languages_whatever_their_case(language):
    with override(language):
        label = str(Agreement.Kind.FRAMEWORK.label).upper()

    made = plan(AgreementResource, "reference;kind;title_fr", f";{label};Titre", ";framework;Autre")

    assert [record.instance.kind for record in made.new] == ["framework", "framework"]


def test_choices_are_written_as_french_labels(memorandum):
    resource = AgreementResource()
    with override("fr"):
        label = str(Agreement.Kind.MEMORANDUM.label)
    with override("en"):
        line = lines_of(resource)[1]

    assert line.split(";")[1] == label


@pytest.mark.parametrize("resource", [AgreementResource, ProgrammeResource, InstitutionResource, MembershipResource])
def test_no_two_columns_answer_to_the_same_heading(resource):
    columns = resource().file_columns()

    headings = [heading for column in columns for heading in column.known_headings]

    assert len(headings) == len(set(headings))


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_headings_are_read_in_three_languages_whatever_their_case(memorandum, language):
    columns = AgreementResource().columns
    with override(language):
        headings = ";".join(str(column.heading).upper() for column in columns)

    made = plan(AgreementResource, headings, memorandum.reference + ";memorandum;M" + ";" * (len(columns) - 3))

    assert all(error.line == 2 for error in made.errors)


def test_files_are_written_with_french_headings_whatever_the_page_speaks(memorandum):
    resource = AgreementResource()
    with override("fr"):
        first = f"{resource.columns[0].heading}".capitalize()
    with override("ar"):
        lines = lines_of(resource)

    assert lines[0].startswith(f"\ufeff{first};")
    assert lines[1].startswith(memorandum.reference)


@pytest.fixture
def programme(memorandum, odco):
    made = factories.programme([memorandum], title="Programme", starts_on="2018", ends_on="2022")
    factories.programme_role(made, institution=odco, role="funder")
    factories.component(made, title="Première", amount=2500000, currency="EUR", funder=odco, order=1)
    factories.component(made, title="Seconde", order=2, implementing_agreement=memorandum)
    return made


def test_a_programme_is_written_on_one_line_a_component(programme):
    resource = ProgrammeResource()

    lines = lines_of(resource)

    assert len(lines) == 3
    assert "2500000,00" in lines[1]
    assert [line.split(";")[0] for line in lines[1:]] == [programme.reference] * 2


def test_components_are_matched_by_number_and_those_not_named_stay(programme, administrator):
    made = apply(
        ProgrammeResource,
        administrator,
        "reference;component_order;component_title_fr;component_amount;component_currency",
        f"{programme.reference};2;Seconde;1 250 000,00;MAD",
        ";3;Troisième;;",
    )

    found = [(c.order, c.title_fr, c.amount) for c in programme.components.all()]
    assert found == [(1, "Première", Decimal(2500000)), (2, "Seconde", Decimal(1250000)), (3, "Troisième", None)]
    assert (len(made.changed), made.new) == (1, [])
    assert programme.components.get(order=3).history.get().history_user == administrator


def test_a_new_programme_comes_with_its_components_and_roles(odco, administrator):
    apply(
        ProgrammeResource,
        administrator,
        "reference;title_fr;funders;component_order;component_title_fr;component_responsible",
        ";Nouveau;ODCO;1;Un;ODCO",
        ";;;2;Deux;",
        ";Autre;;;;",
    )

    made = Programme.objects.get(title_fr="Nouveau")
    found = [(component.title_fr, component.responsible) for component in made.components.all()]
    assert found == [("Un", odco), ("Deux", None)]
    assert [(role.institution.slug, role.role) for role in made.roles.all()] == [("odco", "funder")]
    assert Programme.objects.get(title_fr="Autre").components.count() == 0


def test_lines_of_one_programme_that_disagree_are_refused(programme):
    made = plan(
        ProgrammeResource,
        "reference;title_fr;component_order;component_title_fr",
        f"{programme.reference};Programme;1;Première",
        f"{programme.reference};Autre titre;2;Seconde",
    )

    assert errors(made) == [(3, "Autre titre")]


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (";Sans numéro;;", (2, "")),
        ("1;Première;1,250;EUR", (2, "1,250")),
        ("1;Première;1250;", (2, "")),
        ("1;Première;1250;euros", (2, "euros")),
    ],
)
def test_a_wrong_component_is_refused_where_it_is_wrong(programme, line, error):
    made = plan(
        ProgrammeResource,
        "reference;component_order;component_title_fr;component_amount;component_currency",
        f"{programme.reference};{line}",
    )

    assert error in errors(made)


def test_a_component_that_stands_twice_is_refused(programme):
    made = plan(
        ProgrammeResource,
        "reference;component_order;component_title_fr",
        f"{programme.reference};1;Première",
        f"{programme.reference};1;Première",
    )

    assert errors(made) == [(3, "1")]


HOSTILE = 'Un\r\n; deux «"»\n\n=1  deux\tx ]]>&amp;<b> _x0041_ العربيّة 😀 | \u200f'


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("resource", [AgreementResource, ProgrammeResource])
def test_what_was_taken_out_changes_nothing_when_brought_in(loaded_register, resource, kind):
    agreement = factories.agreement(
        [factories.institution()], title="=HYPERLINK(1)", title_ar="'+1", objective=HOSTILE, is_signed=False
    )
    programme = factories.programme([agreement], title="Sans composante")
    other = factories.programme([agreement], title="-Deux composantes")
    factories.component(other, title="Un", order=2, amount=Decimal("0.5"), currency="MAD")
    factories.component(other, title="Même numéro", order=2, implementing_agreement=agreement)
    content = b"".join(KINDS[kind].pieces(resource().table(resource().get_queryset())))

    made = resource().plan_file(content)

    assert [(error.line, error.column, str(error.message)) for error in made.errors] == []
    assert [(record.title, record.all_differences) for record in made.new + made.changed] == []
    assert len(made.unchanged) == resource._meta.model.objects.count()
    assert programme.components.count() == 0


def test_a_line_that_differs_in_any_cell_is_planned(loaded_register):
    filled = factories.agreement(
        [factories.institution(name="Un"), factories.institution(name="Deux")],
        title="Titre",
        kind="convention",
        signed_on="2015-11",
        ends_on="2016",
        renewal="tacit",
        renewal_months=12,
        note_fr="Note",
    )
    filled.themes.add(factories.theme())
    table = AgreementResource().table(AgreementResource().get_queryset().filter(pk=filled.pk))
    [row], tried = table.rows, 0
    for place, cell in enumerate(row):
        if cell:
            other = replace(table, rows=[[*row[:place], "non" if cell == "oui" else "", *row[place + 1 :]]])
            assert AgreementResource().plan_file(b"".join(KINDS["csv"].pieces(other))).same == [], cell
            tried += 1
    whole = AgreementResource().plan_file(b"".join(KINDS["csv"].pieces(replace(table, rows=[row]))))

    assert tried > 8
    assert (whole.same, whole.records) == ([(2, filled.pk)], [])


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("resource", [AgreementResource, ProgrammeResource, InstitutionResource, MembershipResource])
def test_a_template_is_filled_in_below_its_example(loaded_register, resource, kind):
    content = b"".join(KINDS[kind].pieces(resource().template()))

    made = resource().plan_file(content)

    assert (made.records, made.errors) == ([], [])
    if kind == "csv":
        filled_in = resource().plan_file(content.replace(b"exemple;", b";"))
        assert filled_in.records or filled_in.errors


# --- Values instead of records -------------------------------------------------------------------
def cells_of(column, record):
    """What a column says of a record that was read whole."""
    value = column.get_value(record)
    return column.show(value) if column.is_related else column.widget.typed(value)


def rows_of(resource, record):
    own = tuple(cells_of(column, record) for column in resource.columns)
    if not hasattr(resource, "components"):
        return [own]
    columns = resource.components.columns
    parts = [tuple(cells_of(column, part) for column in columns) for part in record.components.all()]
    return [own + part for part in parts or [("",) * len(columns)]]


@pytest.fixture
def varied(loaded_register):
    """Beside the register: every role, dates of every precision, names that are shared or hold the separator."""
    home, twin = (factories.institution(name="Maison", acronym="MSN", publication="draft") for _ in range(2))
    trap, network = factories.institution(name="=1+1 | deux", parent=home), factories.network(name="Réseau")
    themes = [factories.theme("z", name="Abc", name_en="Zz"), factories.theme("a", name="Zyx", name_en="Aa")]
    for number, date in enumerate(["2015", "2015-11", "2015-11-23", None]):
        agreement = factories.agreement(
            [twin, home], title=f" {HOSTILE}\r", signed_on=date, keeper=home, renewal="express", renewal_months=number
        )
        for order, role in enumerate(["beneficiary", "delegated", "implementing", "witness", "witness"]):
            factories.party(agreement, [trap, home, twin][(number + order) % 3], role=role, order=9 - order)
        agreement.themes.set(themes[: number or None])
        programme = factories.programme([agreement], title="=P", starts_on=date, keeper=twin)
        factories.programme_role(programme, institution=trap, role="lead")
        factories.component(programme, amount=Decimal("0.5"), currency="MAD", funder=trap, ends_on=date)
        factories.component(programme, implementing_agreement=agreement, responsible=trap, state="done")
        factories.programme([], title="Sans composante ni convention")
        factories.membership(institution=[trap, home, twin][number % 3], network=network, starts_on=date)
    Institution.objects.filter(pk=network.pk).update(kind="council")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("resource", [AgreementResource, ProgrammeResource, InstitutionResource, MembershipResource])
def test_the_rows_that_are_read_as_values_are_those_of_the_records(varied, monkeypatch, resource, language):
    monkeypatch.setattr(parts, "TOGETHER", 3)
    with override(language):
        expected = [row for record in resource().get_queryset() for row in rows_of(resource(), record)]

        found = list(resource().table(resource().get_queryset()).rows)

    assert len(expected) > 6
    assert found == expected


@pytest.mark.parametrize(("resource", "queries"), [(AgreementResource, 3), (ProgrammeResource, 4)])
def test_a_part_of_a_file_costs_a_fixed_number_of_queries(
    varied, monkeypatch, django_assert_num_queries, resource, queries
):
    monkeypatch.setattr(parts, "TOGETHER", 4)
    made = resource()
    whole = list(made.table(made.get_queryset()).rows)

    for count, read in [(1, 1), (4, 1), (8, 2)]:
        with django_assert_num_queries(1 + read * (queries - 1)):
            rows = list(made.table(made.get_queryset()[:count]).rows)
        assert rows == whole[: len(rows)]
