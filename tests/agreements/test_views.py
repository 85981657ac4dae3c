import pytest

from agreements.models import Agreement, Document, Meeting, Programme, Signatory
from partners.models import Institution
from register.publication import Publication, set_publication
from tests import factories

pytestmark = pytest.mark.django_db


def references(page):
    return [agreement.reference for agreement in page.context["page"].agreements]


@pytest.mark.parametrize("query", ["koweit", "Kuwait", "الكويت", "KOWEÏT", "كويت"])
def test_the_kuwait_memorandum_is_found_however_kuwait_is_written(client, loaded_register, query):
    assert references(client.get("/conventions/", {"q": query})) == ["CC-0009"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"q": "cese unicef"}, ["CC-0004"]),
        ({"party": "unicef"}, ["CC-0015", "CC-0004"]),
        ({"country": "KW"}, ["CC-0009"]),
        ({"kind": "minutes"}, ["CC-0014"]),
        ({"state": "negotiated"}, ["CC-0008"]),
        ({"year_from": "2020"}, ["CC-0018"]),
        ({"year_to": "2011"}, ["CC-0002", "CC-0001"]),
        ({"year_from": "2012", "year_to": "2013"}, ["CC-0004", "CC-0003"]),
        ({"programme": "PR-0001"}, ["CC-0016", "CC-0015", "CC-0014", "CC-0013"]),
        ({"programme": "PR-0002"}, ["CC-0018"]),
    ],
)
def test_each_filter_keeps_what_it_names(client, loaded_register, asked, found):
    assert references(client.get("/conventions/", asked)) == found


def test_the_state_may_be_asked_for_any_day(client):
    factories.agreement(signed_on="2010-01-01", entry_into_force_on="2010-01-01", ends_on="2012")

    assert len(references(client.get("/conventions/", {"state": "in_force", "on": "2011-06-01"}))) == 1
    assert references(client.get("/conventions/", {"state": "in_force", "on": "2013-06-01"})) == []


@pytest.mark.parametrize(
    "asked",
    [
        {"year_from": "abc"},
        {"year_from": "9" * 30},
        {"year_from": "NaN"},
        {"party": "nobody"},
        {"on": "31/02/2024"},
        {"state": "\u202e"},
        {"q": "l'accord \" ) AND ( * %"},
        {"kind": "<script>"},
    ],
)
def test_a_question_that_makes_no_sense_is_answered_politely(client, loaded_register, asked):
    assert client.get("/conventions/", asked).status_code == 200


def test_chips_take_one_filter_away_and_keep_the_others(client, loaded_register):
    page = client.get("/conventions/", {"q": "maroc", "kind": "memorandum", "page": "1"})

    assert [(str(words), address) for _label, words, address in page.context["filters"].chips] == [
        ("maroc", "?kind=memorandum"),
        ("mémorandum d’entente", "?q=maroc"),
    ]


def test_the_count_stands_in_a_sentence(client, loaded_register):
    assert "18 agreements" in " ".join(client.get("/en/conventions/").text.split())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        record = factories.agreement()
        factories.party(agreement=record)
        factories.party(agreement=record)

    client.get("/conventions/")

    with django_assert_num_queries(4):
        client.get("/conventions/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_programmes_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.component(programme=factories.programme())

    with django_assert_num_queries(6):
        client.get("/programmes/")


def test_a_date_known_to_the_month_shows_as_a_month(client, loaded_register):
    page = client.get("/conventions/CC-0007/")

    assert "novembre\u00a02015" in page.text


def test_an_unknown_date_shows_as_unknown(client, loaded_register):
    page = client.get("/conventions/CC-0017/")

    assert "date inconnue" in page.text


def test_a_party_shows_its_name_at_signature_and_todays_beside_it(client, loaded_register):
    page = client.get("/conventions/CC-0010/")

    assert "Développement social, de l’Égalité et de la Famille" in page.text
    assert "aujourd’hui" in page.text
    assert "Insertion sociale" in page.text


def test_the_belgian_programme_shows_what_was_planned_what_is_under_way_and_what_was_not_implemented(
    client, loaded_register
):
    page = client.get("/programmes/PR-0001/")

    [budget] = page.context["budgets"]
    assert (budget.currency, budget.planned) == ("EUR", 4_500_000)
    assert budget.by_state == {"under_way": 2_500_000, "not_implemented": 2_000_000}
    text = page.text.replace("\u00a0", " ").replace("\u202f", " ")
    assert "4 500 000" in text
    assert "2 500 000" in text
    assert "Non mise en œuvre" in text


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_exists_for_the_public(client, loaded_register, state):
    for model in (Agreement, Programme, Institution, Meeting):
        set_publication(model.objects.all(), state)

    for address in ["CC-0001", "CC-0018"]:
        assert client.get(f"/conventions/{address}/").status_code == 404
    for address in ["/programmes/PR-0001/", "/institutions/cese-maroc/", "/pays/kw/"]:
        assert client.get(address).status_code == 404
    home = client.get("/")
    assert (home.context["agreement_count"], home.context["institution_count"]) == (0, 0)
    assert home.context["deadlines"] == []
    assert references(client.get("/conventions/")) == []
    for address in ["/institutions/", "/programmes/", "/reseaux/"]:
        page = client.get(address)
        assert list(page.context["object_list"]) == []


def test_an_unpublished_agreement_is_not_named_on_the_pages_of_others(client, loaded_register):
    hidden = Agreement.objects.get(reference="CC-0014")
    hidden.publication = Publication.DRAFT
    hidden.save()

    for address in ["/conventions/CC-0015/", "/conventions/CC-0013/", "/programmes/PR-0001/", "/pays/be/", "/"]:
        page = client.get(address)
        assert page.status_code == 200
        assert "CC-0014" not in page.text


def test_an_unpublished_implementing_agreement_is_not_named_in_the_budget(client, loaded_register):
    hidden = Agreement.objects.get(reference="CC-0015")
    hidden.publication = Publication.DRAFT
    hidden.save()

    page = client.get("/programmes/PR-0001/")

    assert page.status_code == 200
    assert "CC-0015" not in page.text


def test_only_a_public_file_of_a_published_agreement_is_handed_out(client, private_documents):
    document = factories.document(visibility=Document.Visibility.PUBLIC)

    page = client.get(document.get_absolute_url())
    assert (page.status_code, page["Content-Type"]) == (200, "application/pdf")
    assert "sandbox" in page["Content-Security-Policy"]

    document.visibility = Document.Visibility.STAFF
    document.save()
    assert client.get(document.get_absolute_url()).status_code == 404

    document.visibility = Document.Visibility.PUBLIC
    document.save()
    Agreement.objects.update(publication=Publication.DRAFT)
    assert client.get(document.get_absolute_url()).status_code == 404


def test_an_agreement_that_implements_an_unpublished_programme_still_has_its_page(client, loaded_register):
    Programme.objects.filter(reference="PR-0001").update(publication=Publication.DRAFT)

    page = client.get("/conventions/CC-0015/")

    assert page.status_code == 200
    assert page.context["programmes"] == []


@pytest.mark.parametrize("slug", ["cese-maroc", "unicef", "ministere-solidarite-maroc", "royaume-de-belgique"])
def test_an_unpublished_institution_is_named_only_as_the_party_it_was(client, loaded_register, slug):
    name, address = "Nom que le public ignore", f"/institutions/{slug}/"
    Institution.objects.filter(slug=slug).update(publication=Publication.DRAFT, name_fr=name, acronym="")

    pages = [f"/conventions/{reference}/" for reference in Agreement.objects.values_list("reference", flat=True)]
    for path in [*pages, "/", "/reseaux/", "/programmes/PR-0001/", "/programmes/PR-0002/", "/institutions/"]:
        page = client.get(path)
        assert page.status_code == 200
        assert name not in page.text
        assert f'href="{address}"' not in page.text


def test_who_signed_is_shown_for_the_party_under_its_name_at_signature(client):
    record = factories.agreement()
    signing = factories.institution(name="Nom d’aujourd’hui")
    factories.party(record, signing=signing, name_at_signature="Nom d’alors")
    Signatory.objects.create(agreement=record, institution=signing, name="Nadia Fettah")

    page = client.get(f"/conventions/{record.reference}/")

    assert '<b>Nadia Fettah</b> <span class="quiet"> — Nom d’alors</span>' in " ".join(page.text.split())


def test_a_meeting_not_yet_translated_is_marked_in_the_life_of_the_agreement(client):
    record = factories.agreement(title_ar="اتفاق")
    factories.meeting(title="Mission à Rabat", starts_on="2024-01-31").agreements.add(record)

    page = client.get(f"/ar/conventions/{record.reference}/")

    assert page.text.count('<bdi dir="ltr"><span lang="fr">Mission à Rabat</span>') == 2
    assert "&lt;span" not in page.text


def test_staff_who_may_see_documents_open_those_the_public_does_not(client, private_documents, administrator):
    document = factories.document(visibility=Document.Visibility.STAFF)
    assert client.get(document.get_absolute_url()).status_code == 404

    client.force_login(administrator)
    page = client.get(document.get_absolute_url())

    assert (page.status_code, page["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize(
    ("language", "ends", "said"),
    [
        ("", [None], "1 convention, qui n’est pas en vigueur"),
        ("", ["2999"], "1 convention, en vigueur"),
        ("", [None, None], "2 conventions, dont aucune n’est en vigueur"),
        ("", ["2999", None], "2 conventions, dont 1 en vigueur"),
        ("", ["2999", "2999"], "2 conventions, toutes en vigueur"),
        ("ar/", [None], "اتفاقية واحدة، غير سارية المفعول"),
        ("ar/", ["2999"], "اتفاقية واحدة، سارية المفعول"),
        ("ar/", [None, None, None], "3 اتفاقيات، لا واحدة منها سارية المفعول"),
    ],
)
def test_the_count_says_in_one_sentence_how_many_are_in_force(client, language, ends, said):
    for end in ends:
        factories.agreement(signed_on="2019", ends_on=end)

    page = client.get(f"/{language}conventions/")

    assert f'class="count">{said}</h2>' in page.text.replace("\u00a0", " ").replace("\n</h2>", "</h2>")


def test_all_values_of_one_facet_cost_no_question_about_the_others(client, django_assert_num_queries):
    partner = factories.institution(country=factories.country("KW"))
    factories.agreement([partner, factories.institution(country=factories.country("PT"))])

    client.get("/conventions/par/country/")

    with django_assert_num_queries(2):
        client.get("/conventions/par/country/")
