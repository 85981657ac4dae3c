"""Who may do what: every page of the back office × role × state of the record, generated from the addresses themselves.

Each cell asks one page as one person and compares the answer with what the roles promise (partners.rights).
"""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.db import transaction
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Meeting, Programme, Source, Target
from partners.models import Grant, Institution, Membership
from register.history import deleted, story
from register.models import Revision
from tests import factories
from tests.forms import fields, save

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

STATES = ["draft", "in_review", "published", "withdrawn"]
# Whose person asks: of the institution that keeps the record, of another, or of none in particular (all of them).
PEOPLE = [
    *((role, "own") for role in Grant.Role.values),
    *((role, "other") for role in ("reader", "publisher")),
    *((role, "all") for role in ("contributor", "publisher", "auditor")),
    ("nobody", "own"),
    ("stranger", "own"),
]
CASES = [
    *((model, state) for model in (Agreement, Institution) for state in STATES),
    *((Programme, state) for state in ("draft", "published")),
    (Meeting, "published"),
]
READS, WRITES = set(Grant.Role.values), {"contributor", "publisher", "administrator"}
PUBLISHES = {"publisher", "administrator"}
GET_PAGES = ["change", "history", "delete", "publication", "correction", "restore", "autocomplete", "in_list", "export"]
POSTS = ["change", "delete", "restore", "submit", "publish", "return", "withdraw", "bulk_publish", "undelete"]


def people(own, other):
    """{(role, whose): client}."""
    clients = {}
    for role, whose in PEOPLE:
        client = Client()
        if role != "stranger":
            kept_by = {"own": own, "other": other, "all": None}[whose]
            grants = [] if role == "nobody" else [(role, kept_by)]
            client.force_login(factories.person(f"{role}-{whose}", *grants))
        clients[role, whose] = client
    return clients


@pytest.fixture
def homes():
    return factories.home(name="Conseil", slug="conseil"), factories.home(name="Office", slug="office")


def record_of(model, state, keeper):
    """A record with what publishing it asks for, kept by an institution."""
    made = (
        getattr(factories, model._meta.model_name)(publication=state, keeper=keeper, title="Dossier rare")
        if (model is not Institution)
        else factories.institution(publication=state, keeper=keeper, name="Dossier rare")
    )
    if model is Agreement:
        factories.party(made, factories.institution())
    if model in (Agreement, Programme):
        factories.source(**{f"{model._meta.model_name}s": [made]})
    return made


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def is_mine(role, whose):
    """Whether the person's institution keeps the record; the roles of "all" reach every record."""
    return whose in ("own", "all") and role in READS


def expected_get(page, role, whose, state):
    if role == "stranger":
        return 302
    mine, public = is_mine(role, whose), state == "published"
    if page in ("in_list", "export", "autocomplete"):
        return 403 if role == "nobody" else (mine or public)
    if role == "nobody":
        # Nobody at all may be told apart from a person of another institution by what is public.
        return 404 if not public else {"change": "to_public", "delete": 403}.get(page, 403)
    if not mine:
        return 404 if not public else "to_public" if page == "change" else 403
    if page == "delete":
        return 200 if role in PUBLISHES or (role in WRITES and state == "draft") else 403
    if page == "restore":
        return 200 if role in WRITES else 403
    return 302 if page == "correction" else 200


def get(client, model, page, record, moment):
    """What a person is answered: the status, or whether the record is in what is shown."""
    found = {
        "in_list": lambda: client.get(address(model, "changelist"), {"q": "rare"}),
        "export": lambda: client.get(address(model, "export", "csv")),
        "autocomplete": lambda: client.get(
            reverse("admin:autocomplete"),
            {
                "term": "rare",
                "app_label": "partners" if model in (Institution,) else "agreements",
                **AUTOCOMPLETED[model],
            },
        ),
        "restore": lambda: client.get(address(model, "restore", record.pk, moment)),
    }.get(page, lambda: client.get(address(model, page, record.pk)))()
    if found.status_code == 302 and page == "change" and found.url == record.get_absolute_url():
        return "to_public"
    if found.status_code == 200 and page in ("in_list", "export", "autocomplete"):
        text = found.getvalue().decode() if found.streaming else found.text
        return "Dossier rare" in text
    return found.status_code


AUTOCOMPLETED = {
    Agreement: {"model_name": "programme", "field_name": "agreements"},
    Programme: {"model_name": "meeting", "field_name": "programmes"},
    Meeting: {"model_name": "source", "field_name": "meetings"},
    Institution: {"model_name": "institution", "field_name": "parent"},
}


def moment_of(record):
    return story(record)[-1].moment


@pytest.mark.parametrize(("model", "state"), CASES)
def test_each_person_sees_what_the_role_allows(model, state, homes):
    own, other = homes
    record = record_of(model, state, own)
    moment, wrong = moment_of(record), []
    pages = [page for page in GET_PAGES if page != "export" or model is not Meeting]
    for (role, whose), client in people(own, other).items():
        for page in pages:
            answer, due = get(client, model, page, record, moment), expected_get(page, role, whose, state)
            if answer != due:
                wrong.append((page, role, whose, "answered", answer, "due", due))

    assert wrong == []


def sent(model, post, record, form, moment):
    """The address and the data of a write."""
    why = {"why": "Parce que"}
    if post == "change":
        typed = {"title_fr" if model is not Institution else "name_fr": "Dossier changé", "publication": "published"}
        return address(model, "change", record.pk), form | typed | {"_save": "1"}
    if post == "bulk_publish":
        return address(model, "changelist"), {"action": "publish", "_selected_action": [record.pk]}
    if post == "undelete":
        return address(model, "deleted"), {"version": next(deleted(model)).pk}
    if post == "delete":
        return address(model, "delete", record.pk), {"post": "yes"}
    if post == "restore":
        return address(model, "restore", record.pk, moment), {"_seen": form["_seen"]}
    return address(model, "publication", record.pk), {"move": post} | why


def effect(model, record):
    """What a write may have changed: the name, the state, the corrections that wait; or that the record is gone."""
    now = model._base_manager.filter(pk=record.pk).first()
    if now is None:
        return "gone"
    name = now.name_fr if model is Institution else now.title_fr
    return name, now.publication, Revision.objects.filter(record=str(record.pk)).count()


def expected_effect(post, role, whose, state):
    """The effect of a write that the role allows; None where nothing may change."""
    if not is_mine(role, whose) or role not in WRITES:
        return None
    publishes, name = role in PUBLISHES, "Dossier rare"
    if post == "change":
        return (name, state, 1) if state == "published" and not publishes else ("Dossier changé", state, 0)
    if post == "delete":
        return "gone" if publishes or state == "draft" else None
    if post == "submit":
        return (name, "in_review", 0) if state == "draft" else None
    if post in ("publish", "bulk_publish"):
        return (name, "published", 0) if publishes and state != "published" else None
    if post == "return":
        return (name, "draft", 0) if publishes and state == "in_review" else None
    if post == "withdraw":
        return (name, "withdrawn", 0) if publishes and state == "published" else None
    if post == "undelete":
        return (name, state, 0) if publishes else None
    return None


@pytest.mark.parametrize(("model", "state"), CASES)
def test_each_person_writes_what_the_role_allows(model, state, homes, administrator):
    own, other = homes
    record = record_of(model, state, own)
    opener = Client()
    opener.force_login(administrator)
    form, moment, wrong = fields(opener.get(address(model, "change", record.pk))), moment_of(record), []
    for (role, whose), client in people(own, other).items():
        for post in POSTS:
            with transaction.atomic():
                if post == "undelete":
                    model._base_manager.get(pk=record.pk).delete()
                before = effect(model, record)
                where, data = sent(model, post, record, form, moment)
                status = client.post(where, data).status_code
                after, due = effect(model, record), expected_effect(post, role, whose, state) or before
                if after != due or status >= 500:
                    wrong.append((post, role, whose, status, "left", after, "due", due))
                transaction.set_rollback(True)

    assert wrong == []


def test_a_record_that_others_have_not_published_is_not_found_to_write_to(homes):
    own, other = homes
    record, client = factories.agreement(publication="draft", keeper=own), Client()
    client.force_login(factories.person("agente", ("publisher", other)))
    places = [address(Agreement, page, record.pk) for page in ("change", "delete", "publication", "correction")]

    assert [client.post(place, {"post": "yes", "move": "publish"}).status_code for place in places] == [404] * 4


def test_the_matrix_has_more_than_two_thousand_cells():
    without_export = 1

    assert len(PEOPLE) * (len(CASES) * (len(GET_PAGES) + len(POSTS)) - without_export) == 12 * 197


def addresses():
    """Every address of the back office, with something in the place of each of its arguments."""
    filled = {"object_id": "1", "pk": "1", "id": "1", "moment": "1", "kind": "csv", "content_type_id": "1", "url": "x/"}
    for pattern in admin.site.urls[0]:
        yield from _below(pattern, "", filled)


def _below(pattern, start, filled):
    if hasattr(pattern, "url_patterns"):
        for inner in pattern.url_patterns:
            yield from _below(inner, start + str(pattern.pattern), filled)
    else:
        text = start + str(pattern.pattern)
        for name in pattern.pattern.converters:
            text = re.sub(rf"<\w+:{name}>", filled.get(name, "1"), text)
        text = re.sub(r"\(\?P<app_label>[^)]*\)", "agreements", text)
        yield "/gestion/" + re.sub(r"^\^|\$$|\\Z", "", text)


OPEN = {"/gestion/login/", "/gestion/logout/", "/gestion/jsi18n/"}
ONES_OWN = {
    "/gestion/",
    "/gestion/password_change/",
    "/gestion/password_change/done/",
    "/gestion/me/",
    "/gestion/quality/",
    *OPEN,
}


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_page_of_the_back_office_opens_to_strangers_or_to_staff_without_rights(client, method):
    nobody = Client()
    nobody.force_login(factories.person("personne"))
    pages = sorted(set(addresses()))

    strangers = {page for page in pages if getattr(client, method)(page).status_code == 200}
    without_rights = {page for page in pages if getattr(nobody, method)(page).status_code == 200}

    assert len(pages) > 150
    assert strangers <= OPEN
    assert without_rights <= ONES_OWN


@pytest.mark.parametrize(("role", "may"), [("contributor", False), ("publisher", True)])
def test_a_membership_is_written_by_who_may_publish_since_it_is_public_at_once(homes, role, may):
    client, network = Client(), factories.network()
    client.force_login(factories.person("agente", (role, homes[0])))
    data = {"institution": homes[0].pk, "network": network.pk, "role": "member", "keeper": homes[0].pk}

    client.post(address(Membership, "add"), data)

    assert Membership.objects.exists() is may


@pytest.mark.parametrize(
    ("role", "state", "may"), [("contributor", "draft", True), ("contributor", "published", False)]
)
def test_a_source_is_tied_to_a_public_record_by_who_may_publish_it(homes, role, state, may):
    client, made = Client(), factories.agreement(publication=state, keeper=homes[0])
    client.force_login(factories.person("agente", (role, homes[0])))
    data = {"code": "page", "title": "Page", "language": "fr", "agreements": [made.pk], "keeper": homes[0].pk}

    client.post(address(Source, "add"), data)

    assert Source.objects.exists() is may


@pytest.mark.parametrize(("role", "may"), [("contributor", False), ("publisher", True)])
def test_a_target_of_a_public_programme_is_changed_by_who_may_publish_it(homes, role, may):
    client, target = Client(), factories.target(programme=factories.programme(keeper=homes[0]))
    client.force_login(factories.person("agente", (role, homes[0])))

    answer = client.get(address(Target, "change", target.pk))

    assert answer.status_code == 200
    assert answer.context["has_change_permission"] is may


def test_a_membership_is_given_to_an_institution_in_which_one_may_publish(homes):
    own, other = homes
    client, network = Client(), factories.network()
    client.force_login(factories.person("agente", ("publisher", own), ("contributor", other)))
    data = {"institution": other.pk, "network": network.pk, "role": "member"}

    statuses = [client.post(address(Membership, "add"), data | {"keeper": keeper.pk}).status_code for keeper in homes]

    assert statuses == [302, 200]
    assert [membership.keeper for membership in Membership.objects.all()] == [own]


def test_a_record_is_given_to_no_institution_but_ones_own(homes):
    client, made = Client(), factories.agreement(publication="draft", keeper=homes[0])
    client.force_login(factories.person("agente", ("publisher", homes[0])))
    page = address(Agreement, "change", made.pk)
    form = fields(client.get(page))

    stolen = [client.post(page, form | {"keeper": keeper}).status_code for keeper in (homes[1].pk, "")]

    assert stolen == [200, 200]
    assert Agreement.objects.get().keeper == homes[0]


def test_a_form_names_no_record_that_the_person_may_not_know(homes):
    client, hidden = Client(), factories.institution(publication="draft", keeper=homes[1], name="Cachée")
    client.force_login(factories.person("agente", ("publisher", homes[0])))
    made = factories.agreement(publication="draft", keeper=homes[0])
    page = address(Agreement, "change", made.pk)
    row = {
        "parties-TOTAL_FORMS": 1,
        "parties-0-institution": hidden.pk,
        "parties-0-role": "witness",
        "parties-0-order": 1,
    }

    answer = client.post(page, fields(client.get(page)) | row)

    assert answer.status_code == 200
    assert not made.parties.exists()


def test_a_party_that_is_named_already_may_stay_though_it_is_not_known(homes):
    hidden = factories.institution(publication="draft", keeper=homes[1])
    client, made = Client(), factories.agreement([hidden], publication="draft", keeper=homes[0])
    client.force_login(factories.person("agente", ("contributor", homes[0])))

    answer = save(client, address(Agreement, "change", made.pk), title_fr="Autre titre")

    assert answer.status_code == 302
    assert Agreement.objects.get().title_fr == "Autre titre"


@pytest.mark.parametrize(
    ("grant", "opens"),
    [(("administrator", None), True), (("administrator", "own"), False), (("publisher", None), False)],
)
def test_people_are_seen_by_administrators_of_the_whole_register_only(homes, grant, opens, administrator):
    role, whose = grant
    client = Client()
    client.force_login(factories.person("agente", (role, homes[0] if whose else None)))

    answers = [client.get(reverse("admin:auth_user_changelist")), client.get("/gestion/auth/user/add/")]

    assert [answer.status_code for answer in answers] == ([200, 200] if opens else [403, 403])
    root = client.post(reverse("admin:auth_user_change", args=[administrator.pk]), {"username": "prise"})
    assert root.status_code == (302 if opens else 403)
    assert not User.objects.filter(username="prise").exists()


def test_an_administrator_of_an_institution_grants_rights_in_it_and_in_no_other(homes):
    client, colleague = Client(), factories.person("collegue")
    client.force_login(factories.person("agente", ("administrator", homes[0])))
    add = reverse("admin:partners_grant_add")
    data = {"user": colleague.pk, "role": "publisher"}

    given = [client.post(add, data | {"institution": place}).status_code for place in (homes[1].pk, "", homes[0].pk)]

    assert given == [200, 200, 302]
    assert [grant.institution for grant in colleague.grants.all()] == [homes[0]]


@pytest.mark.parametrize("model", ["partners_country", "agreements_theme", "register_identity"])
def test_shared_words_are_changed_by_administrators_of_the_whole_register_only(homes, model):
    may = []
    for number, grant in enumerate([("publisher", None), ("administrator", homes[0]), ("administrator", None)]):
        client = Client()
        client.force_login(factories.person(f"agente{number}", grant))
        may.append(client.get(reverse(f"admin:{model}_add")).status_code)

    assert may == [403, 403, 200]


def test_a_person_who_was_switched_off_may_do_nothing(homes):
    person = factories.person("partie", ("administrator", None), is_active=False)

    assert not person.has_perm("agreements.view_agreement")
    assert not person.has_module_perms("agreements")
