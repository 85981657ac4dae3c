"""The list of agreements as a reader walks it: orders, pages, chips, and questions that make no sense."""

import re
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from agreements.facets import facets_of
from agreements.filters import AgreementFilter
from agreements.listing import ListPage
from agreements.models import Agreement
from register.merging import merge
from register.search import fold, newest
from tests import factories
from tests.pages import words
from tests.test_hostile_requests import NASTY

pytestmark = pytest.mark.django_db


def page_of(address="", per_page=25, **asked):
    """The page at an address (``?q=…``), or of some questions."""
    return ListPage(AgreementFilter(QueryDict(address.removeprefix("?") or urlencode(asked))), per_page)


def references(page):
    return [agreement.reference for agreement in page.agreements]


def titles(**asked):
    return [agreement.title_fr for agreement in page_of(**asked).agreements]


def walk(page, rel, per_page):
    """The pages that one reaches by following a link, that one included; the last is the one without the link."""
    pages = [page]
    while address := next((address for name, _words, address in pages[-1].links if name == rel), None):
        pages.append(page_of(address, per_page))
        assert len(pages) < 30
    return pages


def all_references(pages):
    return [reference for page in pages for reference in references(page)]


# --- Orders --------------------------------------------------------------------------------------
def test_the_newest_come_first_unless_the_oldest_are_asked_for(mixed):
    newest = [row.reference for row in mixed.on(timezone.localdate())]

    assert references(page_of(per_page=50)) == newest
    assert references(page_of(per_page=50, sort="newest")) == newest
    assert references(page_of(per_page=50, sort="oldest")) == newest[::-1]


@pytest.fixture(params=[10_000, 0], ids=["in memory", "in the database"])
def kept(request, monkeypatch):
    """Where a selection is put in an order of its own."""
    monkeypatch.setattr("register.search.in_memory.MOST", request.param)


@pytest.mark.usefixtures("kept")
def test_titles_are_sorted_as_if_they_had_no_accents():
    for title in ["Zone franche", "Énergie", "eau", "Échange", "Éducation", "Ecole"]:
        factories.agreement(title=title)

    with override("fr"):
        assert titles(sort="title") == ["eau", "Échange", "Ecole", "Éducation", "Énergie", "Zone franche"]


@pytest.mark.usefixtures("kept")
def test_the_last_changed_come_first_when_asked_for():
    first, second, third = (factories.agreement(title=title) for title in ["Un", "Deux", "Trois"])
    moment = datetime(2024, 1, 1, tzinfo=UTC)
    for days, record in enumerate([second, third, first]):
        Agreement.objects.filter(pk=record.pk).update(changed_at=moment + timedelta(days))

    assert titles(sort="changed") == ["Un", "Trois", "Deux"]


def test_titles_are_put_in_order_anew_after_a_write_and_in_each_language():
    record = factories.agreement(title_fr="Zone", title_en="Area")
    factories.agreement(title_fr="Eau", title_en="Water")
    with override("fr"):
        assert titles(sort="title") == ["Eau", "Zone"]
    with override("en"):
        assert titles(sort="title") == ["Zone", "Eau"]

    record.title_fr = "Digue"
    record.save()

    with override("fr"):
        assert titles(sort="title") == ["Digue", "Eau"]


@pytest.fixture
def fishing():
    """Agreements about fishing, by how well they answer to "pech", the best first."""
    party = factories.institution(name="Office de la pêche", acronym="ODP")
    factories.agreement([party], title="Forêts anciennes", signed_on="2023")
    factories.agreement(title="Mer", objective="Accord de pêche", signed_on="2022")
    factories.agreement(title="Pêcheries du nord", signed_on="2021")
    factories.agreement(title="La pêche en mer", signed_on="2020")
    factories.agreement(title="Pêche", signed_on="2019")
    factories.agreement(title="Élevage", signed_on="2024")


def test_a_search_shows_first_what_has_the_words_in_its_title(fishing):
    best = ["La pêche en mer", "Pêche", "Forêts anciennes", "Mer"]

    assert titles(q="pêche") == best
    assert titles(q="pêche", sort="relevance") == best
    assert titles(q="pêche", sort="newest") == ["Forêts anciennes", "Mer", "La pêche en mer", "Pêche"]


def test_a_search_by_the_beginning_of_a_word_shows_titles_first(fishing):
    assert titles(q="pech") == ["Pêcheries du nord", "La pêche en mer", "Pêche", "Forêts anciennes", "Mer"]


def test_pages_of_the_best_first_hold_everything_once(fishing):
    pages = walk(page_of(q="pech", per_page=2), "next", 2)

    found = [agreement.title_fr for page in pages for agreement in page.agreements]
    assert found == ["Pêcheries du nord", "La pêche en mer", "Pêche", "Forêts anciennes", "Mer"]
    assert [page.sort for page in pages] == ["relevance"] * 3


def test_relevance_is_offered_to_searches_only(fishing):
    assert page_of().offered == ["newest", "oldest", "title", "changed"]
    assert page_of(q="mer").offered == ["relevance", "newest", "oldest", "title", "changed"]
    assert (page_of(q="mer").sort, page_of().sort) == ("relevance", "newest")
    assert page_of(sort="relevance").sort == page_of(sort="unheard of").sort == "newest"


# --- Pages ---------------------------------------------------------------------------------------
def test_pages_by_number_hold_the_whole_list_once_in_order(mixed):
    for sort in ["newest", "oldest", "title", "changed"]:
        whole = references(page_of(per_page=50, sort=sort))

        forth = walk(page_of(per_page=9, sort=sort), "next", 9)
        back = walk(page_of(per_page=9, sort=sort, page=5), "prev", 9)

        assert [len(page.agreements) for page in forth] == [9, 9, 9, 9, 4]
        assert all_references(forth) == all_references(back[::-1]) == whole
        assert len(set(whole)) == 40


@pytest.fixture
def eight():
    for number in range(8):
        factories.agreement(title=f"Convention {number}")


@pytest.mark.parametrize(
    ("asked", "number"), [("2", 2), ("3", 3), ("4", 3), ("999999", 3), ("9" * 30, 1), ("0", 1), ("-1", 1), ("abc", 1)]
)
def test_a_page_that_does_not_exist_becomes_the_nearest(eight, asked, number):
    page = page_of(per_page=3, page=asked)

    assert (page.number, page.pages) == (number, 3)


def test_a_page_links_to_its_neighbours_and_keeps_what_is_asked(eight):
    page = page_of(per_page=3, kind="convention", sort="oldest", page="2")

    assert [(rel, address) for rel, _words, address in page.links] == [
        ("prev", "?kind=convention&sort=oldest&page=1"),
        ("next", "?kind=convention&sort=oldest&page=3"),
    ]


def test_an_empty_list_has_one_page_and_no_links():
    page = page_of(q="introuvable")

    assert (page.pages, page.number, page.links, references(page)) == (1, 1, [], [])


# --- Pages of more than is counted ---------------------------------------------------------------
def test_older_and_newer_walk_the_whole_of_a_large_selection_forth_and_back(mixed, capped):
    for asked in [{}, {"kind": "convention"}, {"year_from": "2011"}, {"q": "eau", "sort": "newest"}]:
        whole = [row.reference for row in mixed.selected(asked, timezone.localdate())]
        per_page = 3 if len(whole) % 3 else 7

        forth = walk(page_of(per_page=per_page, **asked), "next", per_page)
        back = [forth[-1]]
        while references(back[-1]) != references(forth[0]):
            address = next(address for rel, _words, address in back[-1].links if rel == "prev")
            back.append(page_of(address, per_page))

        assert all_references(forth) == whole
        assert [references(page) for page in back[::-1]] == [references(page) for page in forth]


def test_no_link_leads_to_an_empty_page(mixed, capped):
    forth = walk(page_of(per_page=8), "next", 8)
    back = walk(forth[-1], "prev", 8)

    assert [len(page.agreements) for page in forth] == [8, 8, 8, 8, 8]
    assert [len(page.agreements) for page in back] == [8, 8, 8, 8, 8]


def test_a_large_selection_leads_to_both_its_ends(mixed, capped):
    whole = [row.reference for row in mixed.on(timezone.localdate())]
    first = page_of(per_page=7)
    addresses = {rel: address for rel, _words, address in first.links}

    last = page_of(addresses["last"], 7)

    assert set(addresses) == {"next", "last"}
    assert references(last) == whole[::-1][:7]
    assert [references(page_of(address, 7)) for rel, _words, address in last.links if rel == "first"] == [whole[:7]]


def test_a_large_selection_offers_only_the_orders_that_the_index_keeps(mixed, capped):
    assert page_of().offered == page_of(q="eau").offered == ["newest", "oldest"]
    assert page_of(sort="title").sort == page_of(q="eau", sort="relevance").sort == "newest"
    assert page_of(q="eau peche sante").offered == ["relevance", "newest", "oldest", "title", "changed"]


def test_a_large_selection_says_that_it_is_more_than_the_limit(client, mixed, capped):
    large = " ".join(client.get("/en/conventions/?q=eau&year_from=2010").text.split())
    one_facet = " ".join(client.get("/en/conventions/?party=i0").text.split())

    assert "more than 5 agreements" in large
    assert "Values and figures are those of the newest 5 agreements of this selection." in large
    assert f"{len(mixed.selected({'party': 'i0'}, timezone.localdate()))} agreements" in one_facet


@pytest.mark.parametrize(("asked", "is_said"), [("?q=eau&year_from=2010", True), ("?party=i0", True), ("", False)])
def test_the_page_of_all_values_says_when_they_are_those_of_the_newest(client, mixed, capped, asked, is_said):
    page = client.get(f"/en/conventions/par/country/{asked}")

    assert ("those of the newest 5 agreements" in page.text) == is_said


# --- Chips and choices ---------------------------------------------------------------------------
def test_each_chip_says_what_is_asked_and_takes_it_away():
    cese = factories.institution(slug="cese", name="Conseil économique")
    factories.programme(title="Programme pilote", reference="PR-0001")
    factories.theme("ess", name="Économie sociale")
    asked = {"q": "eau", "year_from": "2012", "state": "in_force", "party": cese.slug}
    asked |= {"country": factories.country("KW").code, "theme": "ess", "programme": "PR-0001"}
    asked |= {"sort": "title", "page": "3", "older": "5", "other": "x" * 5000}
    filters = AgreementFilter(QueryDict(urlencode(asked)))
    kept = {name: value for name, value in asked.items() if name not in ("page", "older", "other")}

    chips = {str(label): (str(words), address) for label, words, address in filters.chips}

    expected = {
        "Words searched for": ("eau", "q"),
        "Party": ("Conseil économique", "party"),
        "Theme": ("Économie sociale", "theme"),
        "Programme": ("PR-0001 · Programme pilote", "programme"),
        "State": ("in force", "state"),
        "Signed from": ("2012", "year_from"),
        "Country": ("Kuwait", "country"),
    }
    assert chips == {
        label: (words, "?" + urlencode({name: value for name, value in kept.items() if name != left_out}))
        for label, (words, left_out) in expected.items()
    }


def test_what_makes_no_sense_has_no_chip_and_selects_nothing_away(mixed):
    filters = AgreementFilter(QueryDict("party=secret&kind=none&year_from=abc&on=never&country=ma&theme=T0&network=i0"))

    assert (filters.chips, filters.selection.total) == ([], 40)


def test_what_is_refused_is_said_even_where_the_form_was_left_empty(client, mixed):
    page = client.get("/en/conventions/?q=&country=zz")

    assert "the register does not know “zz”" in page.text
    assert client.get("/en/conventions/?q=&country=MA").url == "/en/conventions/?country=MA"


def test_each_field_that_is_refused_says_the_first_value_that_makes_no_sense(mixed):
    filters = AgreementFilter(QueryDict("kind=none&kind=convention&kind=nil&year_from=abc&country=zz"))

    assert {name: (value, bool(why)) for name, (_label, value, why) in filters.refused.items()} == {
        "kind": ("none", True),
        "year_from": ("abc", True),
        "country": ("zz", True),
    }
    assert [str(words) for _label, words, _address in filters.chips] == ["convention"]


def test_the_list_says_what_the_register_does_not_know(client, mixed):
    page = client.get("/en/conventions/?party=secret&kind=convention&state=<b>")

    [said] = re.findall('<ul class="errorlist" role="alert">(.*?)</ul>', page.text)
    assert said == (
        "<li>State: the register does not know “&lt;b&gt;”, which is left out.</li>"
        "<li>Party: the register does not know “secret”, which is left out.</li>"
    )


@pytest.mark.parametrize(("query", "is_open"), [("?year_from=abc", True), ("?state=x", False), ("", False)])
def test_the_filters_of_a_phone_are_open_where_one_of_them_is_to_be_corrected(client, query, is_open):
    assert ("<details open>" in client.get(f"/en/conventions/{query}").text) is is_open


def test_an_institution_that_was_merged_still_selects(client, admin_user):
    kept, gone = (factories.institution(slug=slug) for slug in ("kept", "gone"))
    agreement = factories.agreement([gone])
    factories.agreement()
    merge(kept, gone, taken=[], user=admin_user, key="slug")

    page = client.get("/en/conventions/?party=gone")

    assert [one.pk for one in page.context["page"].agreements] == [agreement.pk]
    # Named twice, it is chosen once, and goes at once.
    filters = AgreementFilter(QueryDict("party=gone&party=kept"))
    assert [(str(words), address) for _label, words, address in filters.chips] == [(str(kept), "?")]


@pytest.mark.parametrize("query", ["?on=2020-03-01", "?on=2020-03-01&kind=convention"])
def test_the_count_says_how_many_of_those_in_force_are_to_be_renewed(client, query):
    factories.agreement(ends_on="2020-06-30", renewal="express")
    factories.agreement(ends_on="2030")
    factories.agreement(ends_on="2019")

    page = client.get(f"/en/conventions/{query}")

    assert "3 agreements, of which 2 in force (1 to be renewed)" in " ".join(page.text.split())


def test_a_facet_that_leaves_no_choice_leads_to_the_list(client):
    factories.agreement(title="Eau", signed_on="2015")

    asked = client.get("/en/conventions/par/network/?q=eau&page=2")

    assert (asked.status_code, asked.url) == (302, "/en/conventions/?q=eau")


def test_the_title_of_the_list_says_what_is_asked_and_its_table_marks_it(client):
    factories.agreement(title_en="Water for all", kind="protocol")

    page = client.get("/en/conventions/?q=water&kind=protocol&view=table").text

    assert "<title>Agreements · water · protocol ·" in page
    assert "<mark>Water</mark> for all" in page


def test_a_row_of_the_table_says_what_is_not_known_and_takes_no_text_for_html(client):
    body = factories.institution(slug="eau", name="Eau & <i>forêts</i>")
    factories.agreement([body], title="<b>Eau</b>", signed_on=None, ends_on="2030-05")

    page = client.get("/conventions/?view=table").text

    assert "<td>date inconnue</td>" in page
    assert ">&lt;b&gt;Eau&lt;/b&gt;</a></th><td>Eau &amp; &lt;i&gt;forêts&lt;/i&gt;</td><td>mai\xa02030</td>" in page


def test_what_the_form_leaves_empty_leaves_the_address(client):
    asked = client.get("/ar/conventions/?q=&year_from=2019&year_to=&on=&kind=convention&view=table")

    assert (asked.status_code, asked.url) == (302, "/ar/conventions/?year_from=2019&kind=convention&view=table")


def test_a_day_in_a_chip_is_written_as_everywhere():
    filters = AgreementFilter(QueryDict("on=2019-08-01"))

    with override("ar"):
        assert [str(words) for _label, words, _address in filters.chips] == ["فاتح\u00a0غشت\u00a02019"]


def test_each_choice_counts_what_its_address_selects(mixed):
    for asked in ["", "kind=convention", "party=i0&state=in_force", "q=eau&year_from=2011&year_to=2011"]:
        filters = AgreementFilter(QueryDict(asked))
        for facet in facets_of(filters, 50):
            for choice in facet.choices:
                address = QueryDict(choice.address.partition("?")[2], mutable=True)
                if choice.is_chosen:
                    assert choice.count == filters.selection.total
                else:
                    # Of the values that are chosen in the facet, this one alone.
                    address[facet.dimension] = address.get(facet.dimension, "")
                    selected = AgreementFilter(address).selection.total
                    assert (facet.dimension, choice.name, choice.count) == (facet.dimension, choice.name, selected)


def test_one_more_value_of_a_facet_is_chosen_beside_another_and_taken_away_alone(client, mixed):
    filters = AgreementFilter(QueryDict("country=MA&country=KW&kind=convention&country=MA&country=zz"))
    [facet] = [facet for facet in facets_of(filters, 50) if facet.dimension == "country"]

    assert {choice.name: (choice.is_chosen, choice.address.partition("?")[2]) for choice in facet.choices} == {
        "Morocco": (True, "kind=convention&country=KW"),
        "Kuwait": (True, "kind=convention&country=MA"),
        "Portugal": (False, "kind=convention&country=MA&country=KW&country=PT"),
    }
    assert [(str(words), address) for _label, words, address in filters.chips] == [
        ("convention", "?country=MA&country=KW"),
        ("Morocco", "?kind=convention&country=KW"),
        ("Kuwait", "?kind=convention&country=MA"),
    ]
    assert filters.kept == [("kind", "convention"), ("country", "MA"), ("country", "KW")]
    assert filters.refused_unseen == [("Country", "zz")]
    page = client.get("/en/conventions/?country=MA&country=KW")
    assert page.context["page"].selection.total == len(mixed.selected({"country": ["MA", "KW"]}, date(2017, 2, 1)))
    assert "<title>Agreements · Morocco · Kuwait ·" in page.text
    assert "Country Morocco × or Kuwait ×" in words(page)


def test_no_more_values_of_a_facet_are_read_than_anyone_would_choose(mixed):
    asked = [("theme", f"t{number}") for number in range(100)]

    assert list(AgreementFilter(QueryDict(urlencode(asked))).asked["theme"]) == ["t0", "t1", "t2", "t3"]
    beyond = [*(("theme", f"none{number}") for number in range(20)), ("theme", "t0")]
    assert AgreementFilter(QueryDict(urlencode(beyond))).asked["theme"] == {}
    assert AgreementFilter(QueryDict("kind=" + "x" * 5000)).refused["kind"][1] == "x" * 100


def test_a_chosen_value_is_taken_away_by_its_own_address(mixed):
    filters = AgreementFilter(QueryDict("kind=convention&year_from=2011&year_to=2011&page=2"))
    chosen = {f.dimension: c.address for f in facets_of(filters) for c in f.choices if c.is_chosen}

    assert chosen == {
        "kind": "/en/conventions/?year_from=2011&year_to=2011",
        "year": "/en/conventions/?kind=convention",
    }


def test_a_facet_with_many_values_leads_to_all_of_them(client):
    parties = [factories.institution(slug=f"i{number}", name=f"Institut {number}") for number in range(8)]
    for party in parties:
        factories.agreement([party], title="Eau")
    factories.agreement(parties[:1], title="Forêts")

    [facet] = [facet for facet in facets_of(AgreementFilter(QueryDict("q=eau"))) if facet.dimension == "party"]
    page = client.get(facet.rest)

    assert len(facet.choices) == 6
    assert facet.rest == "/en/conventions/par/party/?q=eau"
    assert [(choice.name, choice.count) for choice in page.context["facet"].choices] == [
        (party.name, 1) for party in parties
    ]
    assert [address for _label, _words, address in page.context["filters"].chips] == ["?"]


@pytest.mark.parametrize("dimension", ["unknown", "q", "on", "group", "span"])
def test_what_is_no_facet_has_no_page(client, dimension):
    factories.agreement()

    assert client.get(f"/conventions/par/{dimension}/").status_code == 404


def test_the_form_sends_along_what_it_does_not_show(mixed):
    filters = AgreementFilter(QueryDict("q=eau&kind=convention&party=i0&view=table&sort=oldest&page=4&theme=none"))

    assert filters.kept == [("kind", "convention"), ("party", "i0"), ("sort", "oldest"), ("view", "table")]


def test_list_and_table_show_the_same_agreements(client, fishing):
    asked = {"q": "mer"}
    listed, table = client.get("/conventions/", asked), client.get("/conventions/", {**asked, "view": "table"})

    assert references(listed.context["page"]) == references(table.context["page"])
    assert [table.text.count("<tr>"), listed.text.count("<tr>")] == [3, 0]
    assert listed.context["filters"].as_table == "?q=mer&view=table"
    assert table.context["filters"].as_list == "?q=mer"


def test_a_word_misspelt_is_corrected_where_that_finds_something(fishing):
    assert page_of(q="pecherie nord").correction is None
    assert page_of(q="elevahe", sort="title").correction == ("élevage", "?sort=title&q=%C3%A9levage")
    assert page_of(q="elevahe", year_to="1999").correction is None
    assert fold(page_of(q="pecheris nodr").correction[0]) == "pecheries nord"


def test_known_words_that_no_agreement_holds_together_are_looked_for_once(fishing, monkeypatch):
    asked, answers = [], newest.answers
    monkeypatch.setattr(newest, "answers", lambda match, most: asked.append(match.question) or answers(match, most))

    page = page_of(q="mer elevage")

    assert (page.selection.total, page.correction) == (0, None)
    assert len(asked) == 1
    assert [agreement.title_fr for agreement in page_of(q="mer elev").agreements] == []
    assert len(asked) == 3


# --- Questions that make no sense ----------------------------------------------------------------
HOSTILE = [
    *NASTY,
    *('""', '"', '"a', "«", "-", "--", "-a", '-"a b"', '-"', "a" * 5000, '"' + "a " * 2000 + '"', "( a OR b )"),
    *("NEAR(a b)", "title:a", "^a", "a*b", "a:*", "a & !b", "'a' <-> 'b'", "a||b", "{title} : a", "٢٠١٥", "ʼ", "'’ʼ"),
    *("99999999999999999999", "9223372036854775807", "-9223372036854775808", "1.5", "1,000", "²", "Ⅷ", "0x10"),
]
OTHERS = "state kind year party country theme network programme year_from year_to on page sort older newer view".split()


def addresses():
    for value in HOSTILE:
        everything = dict.fromkeys(OTHERS, value)
        yield ("/conventions/", {"q": value, **everything})
        yield from [("/conventions/par/party/", {"q": value, **everything}), ("/conventions.csv", {"q": value})]
        yield from [("/recherche/", {"q": value}), ("/recherche/suggestions/", {"q": value})]


def test_no_question_makes_an_error_page_anywhere(client):
    factories.agreement([factories.institution(slug="a", name="A b", acronym="AB")], title="A b", signed_on="2015")
    client.raise_request_exception = False
    assert len(set(HOSTILE)) >= 60

    failed = [(path, asked) for path, asked in addresses() if client.get(path, asked).status_code >= 500]

    assert failed == []


@pytest.mark.parametrize("number", HOSTILE[-8:])
def test_no_number_makes_an_error_page_of_a_large_register(client, capped, number):
    for _ in range(11):
        factories.agreement(title="Eau")

    for name in ("older", "newer", "page", "sort"):
        assert client.get("/conventions/", {"q": "eau", name: number}).status_code == 200


def test_what_is_not_dated_is_chosen_as_a_year_is(client):
    undated, dated = factories.agreement(title="Sans date"), factories.agreement(signed_on="2015")

    years = client.get("/en/conventions/par/year/").text
    page = client.get("/en/conventions/?year=unknown")

    assert re.findall(r'href="(/en/conventions/\?year[^"]*)">([^<]*)', years) == [
        ("/en/conventions/?year_from=2015&amp;year_to=2015", "2015"),
        ("/en/conventions/?year=unknown", "Date unknown"),
    ]
    assert [one.pk for one in page.context["page"].agreements] == [undated.pk]
    assert [(str(label), str(words), to) for label, words, to in page.context["filters"].chips] == [
        ("Date of signature", "date unknown", "?")
    ]
    [year] = [facet for facet in page.context["facets"] if facet.dimension == "year"]
    assert [(choice.address, choice.is_chosen) for choice in year.choices] == [
        ("/en/conventions/?year_from=2015&year_to=2015", False),
        ("/en/conventions/?", True),
    ]
    assert dated.reference not in page.text


def test_all_that_is_in_force_is_chosen_at_once_what_is_to_be_renewed_among_it(client):
    lasting = factories.agreement(ends_on="2030")
    ending = factories.agreement(ends_on="2020-06-30", renewal="express")
    factories.agreement(ends_on="2019")

    facets = client.get("/en/conventions/?on=2020-03-01").context["facets"]
    page = client.get("/en/conventions/?state=all_in_force&on=2020-03-01")

    [states] = [facet for facet in facets if facet.dimension == "state"]
    assert [(str(choice.name), choice.count) for choice in states.choices] == [
        ("in force, those to be renewed among them", 2),
        ("expired", 1),
        ("in force", 1),
        ("to be renewed", 1),
    ]
    assert {one.pk for one in page.context["page"].agreements} == {lasting.pk, ending.pk}
    assert "2 agreements, all of them in force (1 to be renewed)" in " ".join(page.text.split())


def test_where_nothing_is_to_be_renewed_the_state_alone_is_offered(client):
    factories.agreement(ends_on="2030")
    factories.agreement(ends_on="2019")

    facets = client.get("/en/conventions/?on=2020-03-01").context["facets"]

    [states] = [facet for facet in facets if facet.dimension == "state"]
    assert [choice.name for choice in states.choices] == ["expired", "in force"]
