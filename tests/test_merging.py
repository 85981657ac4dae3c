"""Two records of one thing are made one, every link with them; the old address leads on; it can be undone."""

import pytest
from django.test import Client
from django.urls import reverse

from agreements.models import Agreement, Party, Source
from partners.models import FormerName, Institution, Membership
from register.models import Merge
from tests import factories
from tests.forms import fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(administrator):
    client = Client()
    client.force_login(administrator)
    return client


@pytest.fixture
def council():
    return factories.institution(name="Conseil économique", acronym="CESE", slug="cese", name_ar="المجلس")


@pytest.fixture
def twin():
    return factories.institution(name="Conseil économique et social", slug="ces", website="https://ces.example.org")


def page(kept):
    return reverse(f"admin:{kept._meta.app_label}_{kept._meta.model_name}_merge", args=[kept.pk])


def merge(client, kept, gone, key="slug", **picked):
    asked = client.get(page(kept), {"twin": getattr(gone, key)})
    return client.post(page(kept), fields(asked) | {f"take:{name}": side for name, side in picked.items()})


def undo(client, kept):
    return client.post(page(kept), {"undo": Merge.objects.latest("pk").pk}, follow=True)


def test_the_page_shows_what_differs_and_what_moves(staff, council, twin):
    factories.agreement([twin])

    shown = staff.get(page(council), {"twin": "ces"})

    assert {name for name, *_rest in shown.context["lines"]} >= {"name_fr", "acronym", "website", "name_ar"}
    assert ("party", 1) in shown.context["links"]


def test_likely_twins_are_named(staff, council, twin):
    assert twin in staff.get(page(council)).context["twins"]


def test_every_link_moves_and_the_old_name_and_address_are_kept(staff, council, twin):
    made = factories.agreement([twin], title="Convention")
    membership = factories.membership(institution=twin)
    child = factories.institution(parent=twin)
    source = factories.source(institutions=[twin], publisher=twin)
    former = factories.former_name(twin, name="Ancien nom")

    merge(staff, council, twin)

    assert not Institution.objects.filter(pk=twin.pk).exists()
    assert made.parties.get().institution == council
    assert Membership.objects.get(pk=membership.pk).institution == council
    assert Institution.objects.get(pk=child.pk).parent == council
    source.refresh_from_db()
    assert (source.publisher, list(source.institutions.all())) == (council, [council])
    assert set(council.former_names.values_list("name_fr", flat=True)) == {"Ancien nom", "Conseil économique et social"}
    assert FormerName.objects.filter(pk=former.pk).exists()
    moved = Client().get("/institutions/ces/")
    assert (moved.status_code, moved.url) == (301, council.get_absolute_url())


def test_fields_are_taken_from_the_one_or_the_other(staff, council, twin):
    merge(staff, council, twin, website="gone", name_fr="gone", name_ar="kept")

    council.refresh_from_db()
    assert (council.website, council.name_fr) == ("https://ces.example.org", "Conseil économique et social")
    assert (council.name_ar, council.slug) == ("المجلس", "cese")


def test_the_search_finds_the_agreements_of_both_under_the_one_that_stays(staff, council, twin):
    factories.agreement([twin], title="Celle de l’autre")

    merge(staff, council, twin)

    assert "Celle de l’autre" in Client().get(reverse("agreements"), {"party": "cese"}).text


def test_rows_that_both_have_stay_once(staff, council, twin):
    made = factories.agreement([council, twin])
    source = factories.source(institutions=[council, twin])

    merge(staff, council, twin)

    assert [party.institution for party in made.parties.all()] == [council]
    assert list(source.institutions.all()) == [council]


def test_one_that_is_part_of_the_other_is_part_of_itself_no_more(staff, council, twin):
    council.parent = twin
    council.save()

    merge(staff, council, twin)

    council.refresh_from_db()
    assert council.parent is None


def snapshot():
    tables = (Institution, Party, Membership, FormerName, Agreement)
    columns = {model: [field.name for field in model._meta.fields if field.name != "changed_at"] for model in tables}
    rows = {model: sorted(model.objects.values_list(*columns[model]), key=str) for model in tables}
    links = sorted(Source.institutions.through.objects.values_list("source", "institution"))
    return rows, links


def test_undoing_brings_everything_back_as_it_was(staff, council, twin):
    made = factories.agreement([council, twin], title="Commune")
    factories.agreement([twin])
    factories.membership(institution=twin)
    factories.institution(parent=twin)
    factories.source(institutions=[council, twin], publisher=twin)
    council.parent = twin
    council.save()
    twin.country, twin.keeper = factories.country(), factories.home()
    twin.save()
    before = snapshot()
    merge(staff, council, twin, website="gone", acronym="gone", country="gone", keeper="gone")
    assert snapshot() != before

    undo(staff, council)

    assert snapshot() == before
    assert Client().get("/institutions/ces/").status_code == 200
    assert made.parties.count() == 2
    assert Merge.objects.get().undone_by is not None


def test_a_merge_is_undone_once(staff, council, twin):
    merge(staff, council, twin)
    undo(staff, council)

    assert undo(staff, council).status_code == 404


@pytest.mark.parametrize("number", ["0", "99999999999999999999", "-1", "x", ""])
def test_no_merge_is_undone_that_was_not_made(staff, council, number):
    assert staff.post(page(council), {"undo": number}).status_code == 404


def test_a_merge_whose_address_is_taken_since_cannot_be_undone(staff, council, twin):
    merge(staff, council, twin)
    factories.institution(slug="ces", name="Nouveau")

    answer = undo(staff, council)

    assert "taken by now" in str(list(answer.context["messages"])[-1])
    assert Merge.objects.get().undone_at is None
    assert Institution.objects.get(slug="ces").name_fr == "Nouveau"


def test_records_of_long_names_are_merged_and_parted(staff, council, twin):
    for institution in (council, twin):
        institution.name_fr = "Institution au nom très long " * 8
        institution.save()
    factories.agreement([twin])

    merge(staff, council, twin)
    assert not Institution.objects.filter(pk=twin.pk).exists()
    undo(staff, council)

    assert Institution.objects.filter(pk=twin.pk).exists()


def test_one_merge_after_another_leads_to_the_last(staff, council, twin):
    last = factories.institution(name="Le dernier", slug="dernier")
    merge(staff, council, twin)
    merge(staff, last, council)

    moved = [Client().get(f"/institutions/{slug}/") for slug in ("ces", "cese")]

    assert [(answer.status_code, answer.url) for answer in moved] == [(301, "/institutions/dernier/")] * 2


def test_an_address_that_leads_to_what_is_not_public_is_not_found(staff, council, twin):
    merge(staff, council, twin)
    council.publication = "draft"
    council.save()

    assert Client().get("/institutions/ces/").status_code == 404


def test_two_agreements_become_one(staff, council, twin):
    kept = factories.agreement([council], title="Convention")
    gone = factories.agreement([council, twin], title="Convention (bis)")
    factories.commitment(agreement=gone, text="Publier")
    meeting = factories.meeting([gone])
    theme = factories.theme()
    gone.themes.add(theme)

    merge(staff, kept, gone, key="reference")

    assert {party.institution for party in kept.parties.all()} == {council, twin}
    assert [commitment.text_fr for commitment in kept.commitments.all()] == ["Publier"]
    assert list(meeting.agreements.all()) == [kept]
    assert list(kept.themes.all()) == [theme]
    moved = Client().get(f"/conventions/{gone.reference}/")
    assert (moved.status_code, moved.url) == (301, kept.get_absolute_url())
    undo(staff, kept)
    assert [party.institution for party in kept.parties.all()] == [council]
    assert list(Agreement.objects.get(reference=gone.reference).themes.all()) == [theme]


@pytest.mark.parametrize("twin_key", ["cese", "introuvable", "", "x" * 100])
def test_a_record_is_merged_with_no_other_than_one_that_is_there(staff, council, twin_key):
    assert staff.get(page(council), {"twin": twin_key}).status_code == 422
    assert staff.post(page(council), {"twin": twin_key}).status_code == 422
    assert Institution.objects.filter(pk=council.pk).exists()


def test_merging_takes_a_publisher_of_both():
    odco, other = factories.home(), factories.home()
    mine, theirs = (factories.institution(keeper=home, slug=f"a{home.pk}") for home in (odco, other))
    draft = factories.institution(keeper=other, slug="cachee", publication="draft")
    for role, status in (("contributor", 403), ("publisher", 422)):
        client = Client()
        client.force_login(factories.person(role, (role, odco)))
        assert [client.post(page(mine), {"twin": t.slug}).status_code for t in (theirs, draft)] == [status] * 2
        assert client.get(page(theirs)).status_code == 403
        assert client.get(page(draft)).status_code == 404

    assert Institution.objects.filter(pk__in=[mine.pk, theirs.pk, draft.pk]).count() == 3


def test_while_a_name_is_typed_what_the_register_has_is_named(staff, council, twin):
    found = staff.get(reverse("admin:partners_institution_similar"), {"q": "Conseil economique"}).json()["found"]

    assert {one["name"] for one in found} == {"Conseil économique (CESE)", "Conseil économique et social"}


def test_nobody_is_told_of_what_others_have_not_published():
    factories.institution(name="Conseil secret", publication="draft", keeper=factories.home())
    client = Client()
    client.force_login(factories.person("agente", ("publisher", factories.home())))

    answer = client.get(reverse("admin:partners_institution_similar"), {"q": "Conseil secret"})

    assert answer.json() == {"found": []}
