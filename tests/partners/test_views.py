import re

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from partners import views
from partners.models import Institution
from partners.views import InstitutionList
from register.search import finding, in_memory, newest
from tests import factories
from tests.pages import entries, words

pytestmark = pytest.mark.django_db


def test_the_page_of_ucesif_says_who_presided_it_in_2016(client, loaded_register):
    page = client.get("/institutions/ucesif/")

    text = " ".join(page.text.split())
    assert 'présidence, <span class="period">2015 – 2017</span>' in text.replace("\u00a0", " ")


def test_networks_list_their_members_with_role_and_period(client, loaded_register):
    page = client.get("/en/reseaux/")

    assert len(page.context["object_list"]) == 4
    assert "founding member, period not stated" in " ".join(page.text.split())


@pytest.mark.parametrize("query", ["ODCO", "odco", "coopération"])
def test_institutions_are_found_by_acronym_and_name(client, loaded_register, query):
    found = [institution.slug for institution in client.get("/institutions/", {"q": query}).context["page_obj"]]

    assert "odco" in found


def test_a_former_name_finds_the_institution_of_today(client, loaded_register):
    found = [i.slug for i in client.get("/institutions/", {"q": "egalite famille"}).context["page_obj"]]

    assert "ministere-solidarite-maroc" in found


@pytest.fixture
def of_two_countries():
    kuwait, mali = factories.country("KW"), factories.country("ML")
    for country, names in ((kuwait, ["Zakat", "Émirat", "Fonds"]), (mali, ["Bureau", "Fonds de Bamako"])):
        for name in names:
            factories.institution(name=name, country=country)
    factories.institution(name="Brouillon", country=kuwait, publication="draft")


def test_institutions_of_a_country(client, of_two_countries):
    def listed(address):
        page = client.get(f"/institutions/{address}")
        return [institution.name for institution in page.context["page_obj"]], page.context["paginator"].count

    assert listed("?country=KW") == (["Émirat", "Fonds", "Zakat"], 3)
    assert listed("?country=ML&q=fonds") == (["Fonds de Bamako"], 1)
    assert listed("?country=KW&q=bamako") == ([], 0)
    everything = listed("")
    assert everything[1] == 5
    assert [listed(f"?country={code}") for code in ("", "kw", "XX", "KWT", "%00", "٢")] == [everything] * 6


def test_the_country_of_a_list_of_institutions_is_said_and_can_be_taken_away(client, of_two_countries):
    page = client.get("/institutions/?country=KW&q=fonds").text

    assert "<title>Institutions · Koweït" in page
    assert '<input type="hidden" name="country" value="KW">' in page
    assert re.search(r'<li><a href="\?q=fonds"[^>]*><span class="quiet">Pays</span> Koweït', page)
    assert "chips" not in client.get("/institutions/?q=fonds").text


@pytest.mark.parametrize(("language", "name"), [("fr", "french"), ("ar", "arabic"), ("en", "english")])
def test_institutions_are_read_in_the_order_of_an_index(of_two_countries, language, name):
    with connection.cursor() as cursor, override(language):
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
        plan = Institution.objects.published().by_name()[:50].explain()

    assert f"institution_in_{name}" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("rows", [1, 3])
def test_the_directory_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.party()

    with django_assert_num_queries(5):
        client.get("/institutions/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_networks_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.membership()

    with django_assert_num_queries(5):
        client.get("/reseaux/")


def test_an_institution_names_what_it_came_from_and_what_it_became(client):
    heir = factories.institution(name="Héritière")
    former = factories.institution(name="Ancienne", successor=heir)
    hidden = factories.institution(name="Cachée", successor=heir, publication="draft")

    assert "Ancienne" in client.get(heir.get_absolute_url()).text
    assert hidden.name_fr not in client.get(heir.get_absolute_url()).text
    assert "Héritière" in client.get(former.get_absolute_url()).text


def test_the_mandates_of_a_network_are_bars_named_by_their_words(client, loaded_register):
    page = client.get("/institutions/ucesif/")

    names = re.findall(r'<svg class="mandate mandate-(\w+)"[^>]*role="img" aria-labelledby="([\w-]+)">', page.text)
    assert [role for role, _label in names] == ["president", "member", "member"]
    assert all(f'id="{label}"' in page.text for _role, label in names)
    assert page.text.count('class="sure"') == 1


def test_a_network_lists_the_members_that_none_says_have_left_with_their_roles(client):
    network, member = factories.network(), factories.institution(name="Conseil")
    factories.membership(network=network, institution=member, role="president", starts_on="2020")
    factories.membership(network=network, institution=member, role="member")
    factories.membership(network=network, institution=factories.institution(name="Parti"), ends_on="2001")

    page = words(client.get(network.get_absolute_url()))

    said = "Members, as far as the sources say Conseil president, since 2020 · member, period not stated Mandates"
    assert said in page


def test_networks_without_dated_mandates_draw_no_axis(client):
    factories.membership()

    page = client.get("/en/reseaux/")

    assert '<svg class="mandate' not in page.text
    assert "Dashed" not in page.text


def test_an_institution_is_summed_up_in_a_sentence(client):
    here = factories.institution(country=factories.country("MA"))
    abroad = [factories.institution(country=factories.country(code)) for code in ("KW", "PT")]
    hidden = factories.institution(country=factories.country("FR"), publication="draft")
    factories.agreement([here, abroad[0]], signed_on="2020", entry_into_force_on="2020")
    factories.agreement([here, abroad[1], hidden], signed_on="2020")
    factories.agreement([here, abroad[1]], publication="draft")

    page = client.get(here.get_absolute_url())

    assert "2 agreements, of which 1 in force. With: Kuwait, Portugal." in words(page)


@pytest.mark.parametrize(("held", "at_once"), [(10, 100), (0, 1), (0, 100)])
def test_more_countries_than_a_sentence_holds_stand_on_their_own_page(client, monkeypatch, held, at_once):
    monkeypatch.setattr(in_memory, "MOST", held)
    monkeypatch.setattr(newest, "AT_ONCE", at_once)
    monkeypatch.setattr(views, "COUNTRIES", 1)
    own = factories.institution(country=factories.country("MA"))
    for code in ("PT", "KW"):
        factories.agreement([own, factories.institution(country=factories.country(code))])

    assert ". Countries of these agreements" in words(client.get(own.get_absolute_url()))

    monkeypatch.setattr(views, "COUNTRIES", 2)
    assert ". With: Kuwait, Portugal." in words(client.get(own.get_absolute_url()))


def test_of_more_agreements_than_are_counted_the_page_leads_to_their_countries(client, monkeypatch):
    monkeypatch.setattr(in_memory, "MOST", 1)
    monkeypatch.setattr(finding, "MOST_COUNTED", 1)
    own = factories.institution()
    portuguese, kuwaiti = [factories.institution(country=factories.country(code)) for code in ("PT", "KW")]
    factories.agreement([own, portuguese], title="Older", signed_on="2023")
    factories.agreement([own, kuwaiti], title="Newer", signed_on="2024")

    page = client.get(own.get_absolute_url())

    assert "2 agreements. Countries of these agreements" in words(page)
    assert entries(page) == ["Newer", "Older"]
    assert "Kuwait" in words(client.get(f"/en/conventions/par/country/?party={own.slug}"))


def test_where_all_are_in_memory_however_many_are_counted(client, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COUNTED", 1)
    here = factories.institution(country=factories.country("MA"))
    for code in ("PT", "KW"):
        factories.agreement([here, factories.institution(country=factories.country(code))], entry_into_force_on="2020")

    assert "2 agreements, all of them in force. With: Kuwait, Portugal." in words(client.get(here.get_absolute_url()))


def test_an_agreement_signed_twice_over_counts_once(client):
    here = factories.institution()
    record = factories.agreement([here])
    factories.party(record, here, role="witness")

    page = client.get(here.get_absolute_url())

    assert (page.context["signed"].total, len(entries(page))) == (1, 1)


def test_the_latest_agreements_are_shown_and_a_link_leads_to_all(client):
    here = factories.institution(slug="ici")
    for _ in range(26):
        factories.agreement([here])

    page = client.get("/en/institutions/ici/")

    assert len(entries(page)) == 10
    assert '<a href="/en/conventions/?party=ici">All 26 agreements</a>' in page.text
    assert client.get("/en/conventions/?party=ici").context["page"].selection.total == 26


@pytest.mark.parametrize(("ended", "is_led_to"), [(0, False), (1, True), (11, False)])
def test_those_in_force_are_led_to_where_they_are_some_of_all(client, ended, is_led_to):
    here = factories.institution(slug="ici")
    for number in range(11):
        factories.agreement([here], entry_into_force_on="2000", ends_on="2001" if number < ended else None)

    page = client.get("/en/institutions/ici/")

    link = '<a href="/en/conventions/?party=ici&amp;state=all_in_force">Those in force</a>'
    assert (link in page.text) is is_led_to


def test_the_latest_ten_meetings_attended_are_listed_each_once_with_where_it_is_told(client):
    here, record = factories.institution(), factories.agreement()
    for year in range(2001, 2013):
        meeting = factories.meeting([record], title=f"Réunion de {year}", starts_on=str(year))
        factories.participant(meeting, institution=here)
        factories.participant(meeting, institution=here)
    hidden = factories.meeting([record], title="Brouillon", publication="draft")
    factories.participant(hidden, institution=here)

    page = client.get(here.get_absolute_url())

    assert re.findall(r"Réunion de (\d{4})", words(page)) == [str(year) for year in range(2012, 2002, -1)]
    assert '<a href="/en/rencontres/RM-0012/">' in page.text
    assert "Brouillon" not in page.text


def test_a_meeting_leads_to_its_own_page_whatever_it_concerned(client):
    here = factories.institution()
    meeting = factories.meeting([factories.agreement(publication="draft")], title="Sans adresse")
    factories.participant(meeting, institution=here)

    page = client.get(here.get_absolute_url())

    assert "Sans adresse" in page.text
    assert f'href="{meeting.get_absolute_url()}"' in page.text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_an_institution_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    here = factories.network(country=factories.country("MA"))
    for _ in range(rows):
        record = factories.agreement([here, factories.institution(country=factories.country("KW"))])
        factories.membership(institution=here)
        factories.membership(network=here, starts_on="2015", ends_on=str(timezone.localdate().year))
        factories.former_name(here)
        factories.institution(successor=here)
        factories.programme_role(institution=here)
        factories.participant(factories.meeting([record]), institution=here)
        factories.source(institutions=[here], publisher=factories.institution())

    with django_assert_num_queries(14):
        client.get(here.get_absolute_url())


def test_an_unpublished_parent_or_successor_is_not_named(client):
    hidden = factories.institution(name="Nom que le public ignore", publication="draft")
    here = factories.institution(parent=hidden, successor=hidden)

    assert "Nom que le public ignore" not in client.get(here.get_absolute_url()).text


def test_the_directory_answers_as_the_search_of_everything_does(client):
    factories.institution(name="Conseil économique", name_ar="المجلس الاقتصادي", acronym="CES")
    factories.institution(name="Conseil national des économies")
    factories.institution(name="Conseil des économistes", publication="draft")

    def found(q):
        return [institution.name_fr for institution in client.get("/institutions/", {"q": q}).context["object_list"]]

    assert found("nationaux") == []
    assert found("l’économie") == ["Conseil national des économies"]
    assert found("للمجلس") == ["Conseil économique"]
    assert found("conseil -national") == ["Conseil économique"]
    assert found('"conseil économique"') == ["Conseil économique"]
    assert len(found("")) == 2


def test_beside_others_a_network_shows_its_eight_leading_mandates_and_how_many_members_it_has(client):
    network = factories.network(name="Réseau")
    for number in range(8):
        factories.membership(network=network, institution=factories.institution(name=f"Membre {number}"))
    president = factories.institution(name="Présidence")
    factories.membership(network=network, institution=president, role="president", starts_on="2020")

    for address in ["/en/reseaux/", "/en/"]:
        page = words(client.get(address))

        assert page.index("Présidence") < page.index("Membre 0")
        assert "Membre 7" not in page
        assert "9 members in all" in page
    assert "Membre 7" in words(client.get(network.get_absolute_url()))


def test_a_network_that_shows_all_its_members_does_not_count_them(client):
    factories.membership()

    assert "in all" not in words(client.get("/en/reseaux/"))


def test_home_shows_six_networks_and_leads_to_the_others(client):
    for number in range(7):
        factories.network(name=f"Réseau {number}")

    page = words(client.get("/en/"))

    assert "Réseau 5" in page
    assert "Réseau 6" not in page
    assert "All networks" in page


def test_an_institution_shows_its_last_twenty_five_roles_in_programmes(client):
    institution = factories.institution()
    for number in range(25):
        programme = factories.programme(title=f"Programme {number}", starts_on=str(2020 - number))
        factories.programme_role(of=programme, institution=institution)
    assert "The latest 25" not in words(client.get(institution.get_absolute_url()))

    factories.programme_role(of=factories.programme(title="Le dernier", starts_on="2021"), institution=institution)
    page = words(client.get(institution.get_absolute_url()))

    assert page.index("Le dernier") < page.index("Programme 0")
    assert "Programme 23" in page
    assert "Programme 24" not in page
    assert "The latest 25" in page


@pytest.mark.parametrize("read", [views._latest_roles, views._latest_of_many_roles])
def test_the_latest_roles_are_the_same_in_whichever_way_they_are_looked_for(read):
    institution, starts = factories.institution(), [None, "2021", "2019-03", "2019", "2019", None]
    for number, start in enumerate([*starts, *map(str, range(1980, 2005))]):
        programme = factories.programme(title=f"Programme {number}", starts_on=start)
        factories.programme_role(of=programme, institution=institution)
        factories.programme_role(of=factories.programme(title="Autre", starts_on="2026"))
    factories.programme_role(of=programme, institution=institution, role="implementing")
    hidden = factories.programme(title="Caché", starts_on="2025", publication="draft")
    factories.programme_role(of=hidden, institution=institution)

    titles = [title for _role, _reference, title, *_others in read(institution.pk)]

    assert titles[:6] == [f"Programme {number}" for number in (1, 2, 4, 3, 30, 30)]
    assert titles[6:] == [f"Programme {number}" for number in range(29, 9, -1)]


def test_an_institution_has_many_roles_beyond_a_number(monkeypatch):
    monkeypatch.setattr(views, "MANY_ROLES", 2)
    institution, found = factories.institution(), []
    for _ in range(3):
        factories.programme_role(institution=institution)
        found.append(views._published.asked(institution.slug).get().has_many_roles)

    assert found == [False, False, True]


def test_a_directory_in_which_nothing_is_found_is_answered_kindly(client):
    assert client.get("/institutions/", {"q": "introuvable"}).status_code == 200


@pytest.mark.parametrize(("asked", "number"), [("9999999", 2), ("abc", 1), ("-1", 2), ("0", 2)])
def test_a_page_that_does_not_exist_becomes_the_nearest(client, monkeypatch, asked, number):
    monkeypatch.setattr(InstitutionList, "paginate_by", 2)
    for _ in range(3):
        factories.institution()

    page = client.get(f"/institutions/?page={asked}")

    assert (page.status_code, page.context["page_obj"].number) == (200, number)


def test_what_answers_is_marked_among_institutions(client):
    factories.institution(name_en="Council of States", acronym="COS", country=factories.country("KW"))

    def marked(typed):
        return re.findall("<mark>(.*?)</mark>", client.get(f"/en/institutions/?q={typed}").text)

    assert [marked(typed) for typed in ("council", "cos", "kuwait")] == [["Council"], ["COS"], ["Kuwait"]]
