"""The index is at all times what a new one would be: every way of writing a record, and what is found after it."""

import json
import sys
from collections import Counter
from importlib import import_module
from io import StringIO
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.state import ProjectState
from django.http import QueryDict
from django.utils import timezone

from agreements.filters import AgreementFilter
from agreements.listing import ListPage
from agreements.models import Agreement, AgreementLink, Meeting, Programme
from agreements.resources import AgreementResource, ProgrammeResource
from partners.models import Institution
from partners.resources import InstitutionResource, MembershipResource
from register.models import SearchEntry, SearchWord, Tally
from register.publication import Publication, set_publication
from register.search import counts, engines, finding, index
from register.search.matching import Match
from register.search.terms import Question, Term, terms
from register.tabular import exchange
from tests import factories

pytestmark = pytest.mark.django_db

TEXTS = {
    "sqlite": "SELECT rowid, title, text, facets, spans FROM register_search ORDER BY rowid",
    "postgresql": "SELECT id, vector::text FROM register_searchentry ORDER BY id",
}


def snapshot():
    """All that the index holds: entries, counts, and the words under which each entry is found."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS[connection.vendor])
        texts = cursor.fetchall()
    counts = Tally.objects.exclude(count=0).exclude(dimension="form").values_list("dimension", "value", "count")
    return {"entries": list(SearchEntry.objects.order_by("pk").values()), "counts": sorted(counts), "texts": texts}


def rebuild():
    shown = StringIO()
    call_command("rebuild_search", stdout=StringIO(), stderr=shown)
    return shown.getvalue()


def new_snapshot():
    """What an index holds that is built from the records alone."""
    SearchEntry.objects.all().delete()
    Tally.objects.all().delete()
    rebuild()
    return snapshot()


def found(**asked):
    """The references of the agreements that answer to an address, in the order of the list."""
    page = ListPage(AgreementFilter(QueryDict(urlencode(asked))))
    return [agreement.reference for agreement in page.agreements]


def found_in(group, typed):
    return finding.answers([group], Question.parse(typed), 10, {})[0].records


def facet(dimension, **asked):
    """The counts of one facet of a selection: {value: count}."""
    return dict(AgreementFilter(QueryDict(urlencode(asked))).selection.facets(50)[dimension])


class Records:
    """The records of a small register by name, each read anew when it is asked for."""

    def __init__(self, **records):
        self._kept = {name: (type(record), record.pk) for name, record in records.items()}

    def __getattr__(self, name):
        model, pk = self._kept[name]
        return model.objects.get(pk=pk)


@pytest.fixture
def register():
    """A small register in which everything is tied to something."""
    with index.collecting():
        return Records(**institutions(), **agreements(), **programmes_and_meetings())


def institutions():
    cese = factories.institution(slug="cese", name="Conseil économique", acronym="CESE", country=factories.country())
    kuwaiti = factories.institution(slug="koweitien", name="Conseil national", country=factories.country("KW"))
    union = factories.network(slug="ucesif", name="Union des conseils")
    return {
        "cese": cese,
        "kuwaiti": kuwaiti,
        "union": union,
        "other_network": factories.network(slug="aicesis", name="Association des conseils"),
        "member": factories.membership(institution=cese, network=union),
        "former": factories.former_name(kuwaiti, name="Office ancien"),
    }


def agreements():
    cese, kuwaiti = Institution.objects.get(slug="cese"), Institution.objects.get(slug="koweitien")
    theme = factories.theme("ess", name="Économie sociale")
    old = factories.agreement([cese], title="Ancienne convention", signed_on="2010", ends_on="2030")
    memo = factories.agreement([cese, kuwaiti], title="Mémorandum", kind="memorandum", signed_on="2019-04-09")
    memo.themes.add(theme)
    return {
        "theme": theme,
        "other_theme": factories.theme("femmes", name="Égalité"),
        "old": old,
        "memo": memo,
        "third": factories.agreement(title="Troisième", signed_on="2015"),
        "hidden": factories.agreement([cese], title="Brouillon", publication="draft", signed_on="2020"),
        "signatory": factories.signatory(agreement=memo, institution=cese, name="Nadia Alaoui"),
        "promise": factories.commitment(agreement=memo, text="Former des cadres"),
        "replacement": factories.link(memo, "replaces", old),
    }


def programmes_and_meetings():
    memo, third = Agreement.objects.get(title_fr="Mémorandum"), Agreement.objects.get(title_fr="Troisième")
    programme = factories.programme([memo], title="Programme pilote", starts_on="2020")
    meeting = factories.meeting(title="Mission à Rabat", starts_on="2021")
    kuwaiti = Institution.objects.get(slug="koweitien")
    return {
        "programme": programme,
        "other_programme": factories.programme(title="Second programme"),
        "component": factories.component(programme, title="Coopératives", implementing_agreement=third),
        "role": factories.programme_role(programme, institution=kuwaiti),
        "target": factories.target(programme, statement="Mille coopératives"),
        "meeting": meeting,
        "participant": factories.participant(meeting, name="Karim Bennani"),
        "promise_of_meeting": factories.commitment(meeting=meeting, text="Revenir au printemps"),
    }


def save(record, **changes):
    for name, value in changes.items():
        setattr(record, name, value)
    record.save()


class RolledBack(Exception):
    """Ends a transaction that leaves nothing behind."""


def as_draft(record):
    set_publication(type(record).objects.filter(pk=record.pk), Publication.DRAFT)


def published(record):
    set_publication(type(record).objects.filter(pk=record.pk), Publication.PUBLISHED)


def without_links_to(agreement):
    """Institutions cannot be deleted while something names them."""
    agreement.signatories.all().delete()
    agreement.parties.all().delete()


def first_replaces_third(r):
    save(r.replacement, target=r.third)


WRITES = {
    # Agreements
    "create an agreement": lambda r: factories.agreement([r.cese], title="Nouvelle", signed_on="2022-03"),
    "create a draft": lambda r: factories.agreement([r.cese], title="Nouvelle", publication="draft"),
    "edit the title": lambda r: save(r.memo, title_fr="Accord de Koweït", title_ar="اتفاق"),
    "edit the date of signature": lambda r: save(r.memo, signed_on="2009-01-01"),
    "forget the date of signature": lambda r: save(r.memo, signed_on=None),
    "edit what does not show in the list": lambda r: save(r.memo, notice_months=3),
    "edit the term": lambda r: save(r.memo, entry_into_force_on="2019-05-01", ends_on="2024", renewal="express"),
    "publish a draft": lambda r: published(r.hidden),
    "withdraw an agreement": lambda r: set_publication(Agreement.objects.all(), Publication.WITHDRAWN),
    "withdraw and publish again": lambda r: (as_draft(r.memo), published(r.memo)),
    "delete an agreement": lambda r: r.memo.delete(),
    "delete many agreements": lambda r: Agreement.objects.filter(pk__in=[r.memo.pk, r.old.pk]).delete(),
    "delete a draft": lambda r: r.hidden.delete(),
    # What belongs to agreements
    "add a party": lambda r: factories.party(r.old, r.kuwaiti, name_at_signature="Assemblée d’alors"),
    "add a party to a draft": lambda r: factories.party(r.hidden, r.kuwaiti),
    "rename a party at signature": lambda r: save(r.memo.parties.first(), name_at_signature_fr="Autre nom"),
    "remove a party": lambda r: without_links_to(r.memo),
    "move a party to another agreement": lambda r: save(r.memo.parties.last(), agreement=r.old),
    "add a signatory": lambda r: factories.signatory(agreement=r.memo, institution=r.kuwaiti, name="Salem"),
    "remove a signatory": lambda r: r.signatory.delete(),
    "move a signatory to another agreement": lambda r: save(r.signatory, agreement=r.old),
    "add a commitment": lambda r: factories.commitment(agreement=r.old, text="Échanger des stages"),
    "edit a commitment": lambda r: save(r.promise, text_fr="Échanger des stages"),
    "remove a commitment": lambda r: r.promise.delete(),
    "move a commitment to another agreement": lambda r: save(r.promise, agreement=r.old),
    "move a commitment to a meeting": lambda r: save(r.promise, agreement=None, meeting=r.meeting),
    # Themes
    "add a theme": lambda r: r.old.themes.add(r.theme),
    "remove a theme": lambda r: r.memo.themes.remove(r.theme),
    "set other themes": lambda r: r.memo.themes.set([r.other_theme]),
    "clear the themes": lambda r: r.memo.themes.clear(),
    "rename a theme": lambda r: save(r.theme, name_fr="Finances", name_ar="المالية"),
    "delete a theme": lambda r: r.theme.delete(),
    # Links between agreements
    "add a replacing agreement": lambda r: factories.link(r.third, "replaces", r.memo),
    "remove a replacement": lambda r: r.replacement.delete(),
    "let it replace another": first_replaces_third,
    "turn a replacement into an amendment": lambda r: save(r.replacement, kind=AgreementLink.Kind.AMENDS),
    "date a replacing agreement otherwise": lambda r: save(r.memo, signed_on="2012"),
    "withdraw a replacing agreement": lambda r: as_draft(r.memo),
    "publish a replacing agreement": lambda r: (factories.link(r.hidden, "replaces", r.third), published(r.hidden)),
    # Institutions
    "create an institution": lambda r: factories.institution(name="Agence nouvelle"),
    "rename an institution": lambda r: save(r.kuwaiti, name_fr="Haut conseil", acronym="HC"),
    "rename an unpublished institution": lambda r: (as_draft(r.kuwaiti), save(r.kuwaiti, name_fr="Haut conseil")),
    "change its permanent address": lambda r: save(r.kuwaiti, slug="haut-conseil"),
    "change its country": lambda r: save(r.kuwaiti, country=r.cese.country),
    "forget its country": lambda r: save(r.kuwaiti, country=None),
    "add a former name": lambda r: factories.former_name(r.cese, name="Conseil consultatif"),
    "edit a former name": lambda r: save(r.former, name_fr="Bureau ancien"),
    "remove a former name": lambda r: r.former.delete(),
    "move a former name to another institution": lambda r: save(r.former, institution=r.cese),
    "withdraw an institution": lambda r: as_draft(r.kuwaiti),
    "withdraw and publish an institution": lambda r: (as_draft(r.cese), published(r.cese)),
    "delete an institution": lambda r: (without_links_to(r.memo), r.role.delete(), r.kuwaiti.delete()),
    "rename a country": lambda r: save(r.kuwaiti.country, name_fr="État du Koweït"),
    # Networks
    "add a membership": lambda r: factories.membership(institution=r.kuwaiti, network=r.union),
    "add a second role": lambda r: factories.membership(institution=r.cese, network=r.union, role="president"),
    "change the network of a membership": lambda r: save(r.member, network=r.other_network),
    "change the member of a membership": lambda r: save(r.member, institution=r.kuwaiti),
    "end a membership": lambda r: r.member.delete(),
    "change the address of a network": lambda r: save(r.union, slug="union"),
    "withdraw a network": lambda r: as_draft(r.union),
    "withdraw and publish a network": lambda r: (as_draft(r.union), published(r.union)),
    # Programmes
    "create a programme": lambda r: factories.programme([r.old], title="Programme nouveau"),
    "edit a programme": lambda r: save(r.programme, title_fr="Programme national", starts_on="2018"),
    "withdraw a programme": lambda r: as_draft(r.programme),
    "withdraw and publish a programme": lambda r: (as_draft(r.programme), published(r.programme)),
    "delete a programme": lambda r: r.programme.delete(),
    "add an agreement to a programme": lambda r: r.programme.agreements.add(r.old),
    "add a programme to an agreement": lambda r: r.old.programmes.add(r.programme),
    "remove an agreement from a programme": lambda r: r.programme.agreements.remove(r.memo),
    "set the agreements of a programme": lambda r: r.programme.agreements.set([r.old, r.third]),
    "clear the agreements of a programme": lambda r: r.programme.agreements.clear(),
    "clear the programmes of an agreement": lambda r: r.memo.programmes.clear(),
    "add a component": lambda r: factories.component(r.programme, title="Femmes", implementing_agreement=r.old),
    "edit a component": lambda r: save(r.component, title_fr="Jeunes"),
    "remove a component": lambda r: r.component.delete(),
    "let another agreement implement a component": lambda r: save(r.component, implementing_agreement=r.old),
    "let no agreement implement a component": lambda r: save(r.component, implementing_agreement=None),
    "move a component to another programme": lambda r: save(r.component, programme=r.other_programme),
    "add a role": lambda r: factories.programme_role(r.programme, institution=r.cese, role="lead"),
    "give a role to another": lambda r: save(r.role, institution=r.cese),
    "move a role to another programme": lambda r: save(r.role, programme=r.other_programme),
    "remove a role": lambda r: r.role.delete(),
    "add a target": lambda r: factories.target(r.programme, statement="Deux mille emplois"),
    "edit a target": lambda r: save(r.target, statement_fr="Deux mille emplois"),
    "remove a target": lambda r: r.target.delete(),
    # Meetings
    "create a meeting": lambda r: factories.meeting([r.memo], title="Commission mixte"),
    "edit a meeting": lambda r: save(r.meeting, title_fr="Mission à Fès", starts_on="2022-02"),
    "withdraw a meeting": lambda r: as_draft(r.meeting),
    "delete a meeting": lambda r: r.meeting.delete(),
    "add a participant": lambda r: factories.participant(r.meeting, name="Amina Idrissi"),
    "rename a participant": lambda r: save(r.participant, name="Amina Idrissi"),
    "remove a participant": lambda r: r.participant.delete(),
    "add a commitment of a meeting": lambda r: factories.commitment(meeting=r.meeting, text="Rendre compte"),
    "remove a commitment of a meeting": lambda r: r.promise_of_meeting.delete(),
}


def is_right_after(register, *writes):
    """Whether some writes leave what a new index would be; they are taken back."""
    try:
        with transaction.atomic():
            for write in writes:
                write(register)
            is_right = snapshot() == new_snapshot()
            raise RolledBack
    except RolledBack:
        return is_right


def test_after_any_write_the_index_is_what_a_new_one_would_be(register):
    assert [name for name, write in WRITES.items() if not is_right_after(register, write)] == []


def test_several_writes_collected_leave_what_a_new_index_would_be(register):
    with transaction.atomic(), index.collecting():
        for name in ["edit the title", "add a theme", "rename an institution", "set the agreements of a programme"]:
            WRITES[name](register)
        save(register.memo, signed_on="2001")
        register.old.delete()

    assert snapshot() == new_snapshot()


# --- What is found after a write -----------------------------------------------------------------
def test_a_new_agreement_is_found_by_its_words_and_counted():
    made = factories.agreement(title="Convention de Fès", objective="Échanger des experts", signed_on="2020")

    assert found(q="fes experts") == [made.reference]
    assert facet("kind") == {"convention": 1}


def test_an_edited_title_is_found_by_its_new_words_only(register):
    save(register.memo, title_fr="Accord de Fès", kind="protocol")

    assert (found(q="fes"), found(q="memorandum")) == ([register.memo.reference], [])


@pytest.mark.parametrize(
    "typed", ["2015", "novembre 2015", "نونبر ٢٠١٥", "November 2015", "protocole", "بروتوكول", "protocols 2015"]
)
def test_an_agreement_is_found_by_its_date_and_kind_in_any_language(typed):
    made = factories.agreement(title="Texte", kind="protocol", signed_on="2015-11")
    factories.agreement(title="Autre", kind="declaration", signed_on="2016-11")

    assert found(q=typed) == [made.reference]


def test_an_edited_date_moves_the_agreement_in_the_list(register):
    memo, third, old = register.memo.reference, register.third.reference, register.old.reference
    before = found()

    save(register.memo, signed_on="2012-05")

    assert before == [memo, third, old]
    assert found() == [third, memo, old]
    assert found(sort="oldest") == [old, memo, third]
    assert found(year_from=2012, year_to=2012) == [memo]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_what_is_not_published_any_more_is_neither_found_nor_counted(register, state):
    set_publication(Agreement.objects.filter(pk=register.memo.pk), state)

    assert found(q="memorandum") == []
    assert facet("kind") == {"convention": 2}
    assert found_in("agreement", "memorandum") == []


def test_what_is_published_is_found_from_then_on(register):
    published(register.hidden)

    assert found(q="brouillon") == [register.hidden.reference]


def test_a_deleted_agreement_is_gone(register):
    register.memo.delete()

    assert found() == [register.third.reference, register.old.reference]


def test_agreements_are_found_by_each_thing_added_to_them(register):
    old = register.old
    factories.party(old, register.kuwaiti, name_at_signature="Assemblée d’alors")
    old.themes.add(register.other_theme)
    factories.signatory(agreement=old, institution=register.kuwaiti, name="Salem Khalid", name_ar="سالم خالد")
    factories.commitment(agreement=old, text="Publier un rapport")
    register.other_programme.agreements.add(old)

    for asked in [{"q": word} for word in ["assemblee", "egalite", "khalid", "خالد", "rapport"]]:
        assert found(**asked) == [old.reference]
    assert found(theme="femmes") == [old.reference]
    assert found(programme=register.other_programme.reference) == [old.reference]
    assert found(party="koweitien") == [register.memo.reference, old.reference]


def test_agreements_are_no_longer_found_by_what_was_taken_from_them(register):
    memo = register.memo
    memo.signatories.all().delete()
    memo.parties.filter(institution=register.kuwaiti).delete()
    memo.themes.clear()
    memo.commitments.all().delete()
    register.programme.agreements.remove(memo)

    for asked in [{"q": word} for word in ["koweit", "sociale", "alaoui", "cadres"]]:
        assert found(**asked) == []
    assert found(party="koweitien") == found(theme="ess") == []
    assert found(programme=register.programme.reference) == [register.third.reference]


def test_the_agreement_that_implements_a_component_is_found_under_its_programme(register):
    save(register.component, implementing_agreement=register.old)

    assert found(programme=register.programme.reference) == [register.memo.reference, register.old.reference]


def test_the_agreements_of_a_deleted_programme_are_not_counted_under_it(register):
    register.programme.delete()

    assert facet("programme") == {}


def test_the_agreements_of_a_deleted_theme_are_not_counted_under_it(register):
    register.theme.delete()

    assert (facet("theme"), found(q="sociale")) == ({}, [])


def test_an_unpublished_programme_is_no_facet(register):
    as_draft(register.programme)

    assert facet("programme") == {}


def test_a_renamed_institution_lends_its_new_name_to_its_agreements(register):
    save(register.kuwaiti, name_fr="Haut comité")

    assert (found(q="comite"), found(q="conseil national")) == ([register.memo.reference], [])
    assert found_in("programme", "comite") == [register.programme.pk]


def test_a_former_name_finds_the_institution_and_its_agreements(register):
    factories.former_name(register.cese, name="Comité consultatif")

    assert found(q="consultatif") == [register.memo.reference, register.old.reference]
    assert found_in("institution", "consultatif") == [register.cese.pk]


def test_the_country_of_an_institution_is_that_of_its_agreements(register):
    save(register.kuwaiti, country=factories.country("PT"))

    assert facet("country") == {"MA": 2, "PT": 1}
    assert (found(country="PT"), found(q="koweit")) == ([register.memo.reference], [])


def test_a_withdrawn_institution_is_neither_a_facet_nor_found_by_its_country(register):
    as_draft(register.kuwaiti)

    assert facet("party") == {"cese": 2}
    assert facet("country") == {"MA": 2}
    assert found(q="koweit") == found(q="office ancien") == []


def test_the_agreements_of_the_members_of_a_network_are_those_of_the_network(register):
    factories.membership(institution=register.kuwaiti, network=register.other_network)

    assert facet("network") == {"ucesif": 2, "aicesis": 1}
    assert found(network="aicesis") == [register.memo.reference]


def test_a_withdrawn_network_is_no_facet(register):
    as_draft(register.union)

    assert facet("network") == {}


def test_a_replaced_agreement_is_counted_as_replaced_once_the_new_one_is_published(register):
    factories.link(register.hidden, "replaces", register.third)
    before = found(state="replaced", on="2025-01-01")

    published(register.hidden)

    assert before == [register.old.reference]
    assert found(state="replaced", on="2025-01-01") == [register.third.reference, register.old.reference]
    assert found(state="replaced", on="2019-04-08") == []


def test_a_participant_added_later_finds_the_meeting(register):
    factories.participant(register.meeting, name="Amina Idrissi")

    assert found_in("meeting", "idrissi") == [register.meeting.pk]


def test_a_target_added_later_finds_the_programme(register):
    factories.target(register.programme, statement="Réduire l’illettrisme")

    assert found_in("programme", "illettrisme") == [register.programme.pk]


def test_a_theme_added_to_one_agreement_rewrites_no_other(register):
    SearchEntry.objects.filter(key=register.memo.reference).update(digest="kept")

    register.old.themes.add(register.theme)

    assert SearchEntry.objects.get(key=register.memo.reference).digest == "kept"


# --- The same words on either database -----------------------------------------------------------
CODES = "0095e5b 1e5a 3e2 1e10x 5e5e5 12abc abc12 0x1f 2e v2 2015 07 a1b2c3 cc 0001 x"
SCRIPTS = "Ελλάδα Россия ⵜⴰⵎⴰⵣⵉⵖⵜ 日本 한국 हिन्दी עברית Łódź İstanbul ﻻ اتِّفَاقِيَّةُ ٢٠١٥ x² ½ Ⅷ ß"


@pytest.mark.parametrize("place", ["title_fr", "objective_fr"])
@pytest.mark.parametrize("words", [CODES, SCRIPTS])
def test_every_word_of_a_text_finds_it(place, words):
    made = factories.agreement(**{"title_fr": "Titre", place: words})

    missing = [
        word
        for word in terms(words)
        if engines.numbers(Match(choices=(("group=agreement",),), question=Question((Term((word,)),))), 2)
        != [SearchEntry.objects.get(key=made.reference).pk]
    ]

    assert missing == []


def test_a_phrase_does_not_run_from_the_title_into_the_text():
    made = factories.agreement(title="Accord de pêche", objective="Échanger des experts")

    assert found(q='"accord de peche"') == found(q='"echanger des experts"') == [made.reference]
    assert found(q='"peche echanger"') == []


def test_a_facet_is_no_word():
    factories.agreement([factories.institution(slug="cese", name="Conseil")], kind="convention", title="Titre")

    for typed in ["group", "agreement", "kind", "party", "cese", "negotiated", '"kind=convention"', "signed@20.0"]:
        assert found(q=typed) == []


# --- Many writes at once -------------------------------------------------------------------------
def test_nothing_is_indexed_before_the_end_of_what_is_collected():
    with transaction.atomic(), index.collecting():
        made = factories.agreement(title="Convention de Fès")
        with index.collecting():
            save(made, title_fr="Convention de Taza")
        inside = found(q="convention")

    assert (inside, found(q="taza"), found(q="fes")) == ([], [made.reference], [])
    assert snapshot() == new_snapshot()


@pytest.mark.parametrize("is_collected", [False, True])
def test_a_transaction_that_is_rolled_back_leaves_the_index_as_it_was(register, is_collected):
    before = snapshot()

    with pytest.raises(RolledBack), transaction.atomic():
        if is_collected:
            with index.collecting():
                save(register.memo, title_fr="Autre titre")
                raise RolledBack
        save(register.memo, title_fr="Autre titre")
        register.old.delete()
        raise RolledBack

    assert snapshot() == before == new_snapshot()


def test_what_failed_is_forgotten_before_the_next_write(register):
    with pytest.raises(RolledBack), transaction.atomic(), index.collecting():
        save(register.memo, title_fr="Autre titre")
        raise RolledBack

    save(register.third, title_fr="Titre neuf")

    assert (found(q="titre neuf"), found(q="autre titre")) == ([register.third.reference], [])


def test_the_loaded_register_is_indexed_whole(loaded_register):
    loaded = snapshot()

    assert len(loaded["entries"]) == sum(group.model.objects.published().count() for group in index.groups())
    assert loaded == new_snapshot()


def test_a_file_that_cannot_be_loaded_leaves_the_index_as_it_was(register, tmp_path):
    before = snapshot()
    rows = [
        {"model": "partners.country", "pk": "KW", "fields": {"name_fr": "Autre pays"}},
        {"model": "agreements.agreement", "fields": {"reference": "CC-0900", "kind": "convention", "themes": ["?"]}},
    ]
    path = tmp_path / "broken.json"
    path.write_text(json.dumps(rows))

    with pytest.raises(Exception, match="broken"):
        call_command("loaddata", path, verbosity=0)

    assert snapshot() == before == new_snapshot()


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.WITHDRAWN])
def test_a_whole_register_withdrawn_leaves_an_empty_index(register, state):
    for model in (Agreement, Programme, Meeting, Institution):
        set_publication(model.objects.all(), state)

    assert snapshot() == {"entries": [], "counts": [], "texts": []} == new_snapshot()


def bring(resource, user, *lines):
    """Bring a CSV file in and confirm it."""
    name, content = resource._meta.model._meta.label_lower, "\n".join(lines).encode()
    brought = exchange.receive(name, user, "file.csv", content, timezone.now())
    token = exchange.token_of(brought, exchange.plan_of(brought, resource))
    exchange.apply(resource, name, user, token)


def test_files_brought_in_end_in_the_right_index(register, administrator):
    memo, third = register.memo.reference, register.third.reference

    bring(
        AgreementResource,
        administrator,
        "reference;kind;title_fr;signatories;signed_on;themes",
        f"{memo};memorandum;Mémorandum de Fès;CESE | Conseil national;2012;egalite",
        f"{third};protocol;Protocole;CESE;2015;",
        ";convention;Nouvelle;CESE;2024;",
    )
    bring(
        ProgrammeResource,
        administrator,
        "reference;component_order;component_title_fr;component_implementing_agreement",
        f"{register.programme.reference};1;Coopératives;{memo}",
    )
    bring(InstitutionResource, administrator, "slug;name_fr;country", "koweitien;Haut conseil;Maroc")
    bring(MembershipResource, administrator, "institution;network;role;starts_on", "koweitien;ucesif;president;2020")

    assert found(q="fes") == [memo]
    assert found(q="haut conseil") == [memo]
    assert facet("kind") == {"convention": 1, "memorandum": 1, "protocol": 1}
    assert snapshot() == new_snapshot()


# --- Rebuilding ----------------------------------------------------------------------------------
def test_a_rebuild_changes_nothing_where_all_is_right(register):
    before = snapshot()

    rebuild()

    assert snapshot() == before


def empty_texts(_register):
    statements = {"sqlite": "DELETE FROM register_search", "postgresql": "UPDATE register_searchentry SET vector = ''"}
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])


FAULTS = {
    "no entry": lambda r: SearchEntry.objects.all().delete(),
    "one entry lacking": lambda r: SearchEntry.objects.filter(key=r.memo.reference).delete(),
    "no counts": lambda r: Tally.objects.all().delete(),
    "wrong counts": lambda r: Tally.objects.update(count=7),
    "counts of what is nowhere": lambda r: Tally.objects.create(dimension="kind", value="unknown", count=3),
    "an old digest": lambda r: SearchEntry.objects.update(digest="old", facets="kind=unknown", turns=""),
    "false facets under the right digest": lambda r: SearchEntry.objects.update(facets="kind=unknown"),
    "no texts": empty_texts,
    "writes that went past the index": lambda r: Agreement.objects.update(title_fr="Titre", kind="protocol"),
    "records withdrawn past the index": lambda r: Agreement.objects.update(publication="draft"),
    "records published past the index": lambda r: Agreement.objects.update(publication="published"),
    "records deleted past the index": lambda r: Programme.objects.filter(pk=r.other_programme.pk)._raw_delete(
        "default"
    ),
}


def test_a_rebuild_repairs_the_index_whatever_went_wrong(register):
    assert [name for name, fault in FAULTS.items() if not is_right_after(register, fault, lambda _: rebuild())] == []


def test_a_rebuild_shows_how_far_it_is(register):
    shown = rebuild()

    assert f"agreement    {'█' * 30}         4 of 4" in shown
    assert f"institution  {'█' * 30}         4 of 4" in shown


def test_an_empty_register_is_rebuilt_in_silence():
    shown = StringIO()

    call_command("rebuild_search", stdout=shown, stderr=StringIO(), no_color=True)

    assert shown.getvalue() == "The search index is up to date.\n"
    assert snapshot() == {"entries": [], "counts": [], "texts": []}


# --- What is not public --------------------------------------------------------------------------
@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_what_was_never_published_leaves_no_trace(state):
    hidden = {"publication": state}
    body = factories.institution(slug="secret", name="Sécretissime", acronym="XYZ", **hidden)
    record = factories.agreement([body], title="Cachottier", objective="Mystérieux", signed_on="2020", **hidden)
    record.themes.add(factories.theme("occulte"))
    factories.former_name(body, name="Clandestin")
    factories.programme_role(factories.programme([record], title="Souterrain", **hidden), institution=body)
    factories.meeting([record], title="Conciliabule", **hidden)
    save(record, title_fr="Cachottier encore")
    rebuild()

    assert snapshot() == {"entries": [], "counts": [], "texts": []}
    assert list(SearchWord.objects.all()) == []


def test_a_word_of_a_title_is_known_once_the_title_is_public(register):
    before = set(SearchWord.objects.filter(word="brouillon"))

    published(register.hidden)

    assert before == set()
    assert SearchWord.objects.get(word="brouillon").written == "brouillon"


def test_a_word_that_stands_in_no_public_title_any_more_is_forgotten(register):
    as_draft(register.memo)
    rebuild()

    assert not SearchWord.objects.filter(word="memorandum").exists()


def test_the_words_of_an_unpublished_neighbour_are_not_indexed_with_a_public_agreement(register):
    secret = factories.institution(
        name="Sécretissime", acronym="XYZ", country=factories.country("PT"), publication="draft"
    )
    factories.former_name(secret, name="Clandestin")
    factories.party(register.memo, secret, name_at_signature="Nom public")
    factories.programme([register.memo], title="Souterrain", publication="draft")

    assert found(q="nom public") == [register.memo.reference]
    for word in ["secretissime", "xyz", "portugal", "clandestin", "souterrain"]:
        assert found(q=word) == []
    assert Institution.objects.filter(folded__contains="secretissime").count() == 1


def by_month(entries, on=counts.on):
    """The counts of entries where months stood in the place of slices of time."""
    found = Counter()
    for (dimension, value), number in on(entries).items():
        found[("month", str(int(value) // 4)) if dimension == "slice" else (dimension, value)] += number
    return found


OLDER = {
    "0022_slices_of_time": lambda patch: patch.setattr(counts, "on", by_month),
    "0019_titles_by_group": lambda patch: patch.setattr(sys.modules[WRITER], "mark_of", lambda group, sign: sign),
}
WRITER = f"register.search.{connection.vendor}"


@pytest.mark.parametrize("migration", OLDER)
def test_an_older_index_is_migrated_to_what_is_written_today(register, migration, monkeypatch):
    today = new_snapshot()
    with monkeypatch.context() as patch:
        OLDER[migration](patch)
        older = new_snapshot()
    operation = import_module(f"register.migrations.{migration}").Migration.operations[0]
    given = ("register", connection.SchemaEditorClass(connection, atomic=False), ProjectState(), ProjectState())

    operation.database_forwards(*given)
    migrated = snapshot()
    operation.database_backwards(*given)

    assert older != today
    assert (migrated, snapshot()) == (today, older)
