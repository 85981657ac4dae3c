"""One search over everything that is public, and what a few letters may become."""

import re

import pytest
from django.db import connection

from agreements.models import Agreement
from cooperation import by_name
from register import edition
from register.publication import Publication, set_publication
from register.search import finding, in_memory, index, postgresql, sqlite
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def register():
    """A register about fishing and Kuwait, with a draft of everything."""
    with index.collecting():
        council = factories.institution(
            slug="cese", name="Conseil économique et social", acronym="CESE", country=factories.country()
        )
        kuwaiti = factories.institution(
            slug="koweitien", name="Haut conseil", kind="council", country=factories.country("KW")
        )
        office = factories.institution(slug="office", name="Office de la pêche", acronym="ODP")
        factories.former_name(office, name="Bureau maritime", name_ar="المكتب البحري")
        factories.agreement(
            [council, kuwaiti],
            title="Mémorandum d’entente",
            title_ar="مذكرة تفاهم",
            objective="Échanger des experts de la santé.",
            signed_on="2019-04-09",
        )
        memo = Agreement.objects.get()
        factories.agreement([office], title="Accord de pêche", signed_on="2015")
        factories.agreement(title="Pêche et accords anciens", signed_on="2012")
        factories.programme([memo], title="Programme d’élevage", monitoring="Un comité de pêche se réunit.")
        factories.meeting([memo], title="Mission à Koweït", summary="La pêche y fut évoquée.", place="Koweït")
        secret = factories.institution(name="Zygomatique", acronym="ZYG", publication="draft")
        factories.agreement([secret], title="Crépusculaire pêche", publication="draft")
        factories.programme(title="Labyrinthique pêche", publication="draft")
        factories.meeting(title="Hiéroglyphique pêche", publication="draft")


def search(client, typed, language=""):
    return client.get(f"{language}/recherche/", {"q": typed})


def found(page):
    """{group: headings} of what a page shows."""
    return {group["name"]: [str(record.heading) for record in group["records"]] for group in page.context["groups"]}


def marked(page):
    return re.findall("<mark>(.*?)</mark>", page.text)


# --- Groups --------------------------------------------------------------------------------------
def test_what_answers_stands_kind_by_kind_with_its_number(client, register):
    page = search(client, "pêche")

    assert found(page) == {
        "institution": ["Office de la pêche"],
        "agreement": ["Accord de pêche", "Pêche et accords anciens"],
        "programme": ["Programme d’élevage"],
        "meeting": ["Mission à Koweït"],
    }
    assert [(group["name"], group["answers"].count) for group in page.context["groups"]] == [
        ("institution", 1),
        ("agreement", 2),
        ("programme", 1),
        ("meeting", 1),
    ]
    assert re.findall('<h2 id="(.+?)">.*?<span class="quiet">(.*?)</span></h2>', page.text) == [
        ("institution", "1"),
        ("agreement", "2"),
        ("programme", "1"),
        ("meeting", "1"),
    ]


@pytest.mark.parametrize("typed", ["koweit", "KOWEÏT", "Kuwait", "الكويت", "كويت", "بالكويت"])
def test_a_country_finds_its_institutions_and_their_agreements(client, register, typed):
    page = search(client, typed)

    assert found(page)["institution"] == ["Haut conseil"]
    assert found(page)["agreement"] == ["Mémorandum d’entente"]


@pytest.mark.parametrize(
    ("typed", "institutions"),
    [
        ("cese", ["Conseil économique et social"]),
        ("ODP", ["Office de la pêche"]),
        ("bureau maritime", ["Office de la pêche"]),
        ("المكتب", ["Office de la pêche"]),
        ("conseil", ["Conseil économique et social", "Haut conseil"]),
        ("bureau koweit", None),
    ],
)
def test_institutions_are_found_by_acronym_former_name_and_name(client, register, typed, institutions):
    names = found(search(client, typed)).get("institution")

    assert names is None if institutions is None else sorted(names) == institutions


@pytest.mark.parametrize(
    ("typed", "agreements"),
    [
        ('"accord de pêche"', ["Accord de pêche"]),
        ("« pêche et accords »", ["Pêche et accords anciens"]),
        ("pêche -anciens", ["Accord de pêche"]),
        ('pêche -"accord de pêche"', ["Pêche et accords anciens"]),
        ("bureau maritime", ["Accord de pêche"]),
        ("cese santé", ["Mémorandum d’entente"]),
        ("memo ente", ["Mémorandum d’entente"]),
        ("CC-0001", ["Mémorandum d’entente"]),
        ("مذكرة", ["Mémorandum d’entente"]),
        ('"pêche de accord"', None),
        ("-pêche", None),
    ],
)
def test_agreements_are_found_by_words_phrases_and_what_is_left_out(client, register, typed, agreements):
    assert found(search(client, typed)).get("agreement") == agreements


@pytest.mark.parametrize("typed", ["لجنة مشتركة", "اللجنة المشتركة", "للجنة المشتركة", '"لجنة مشتركة"'])
def test_a_commission_is_found_however_its_article_is_written(client, loaded_register, typed):
    (group,) = [group for group in search(client, typed, "/ar").context["groups"] if group["name"] == "agreement"]

    assert {"CC-0009", "CC-0011"} <= {agreement.reference for agreement in group["records"]}


def test_an_arabic_word_is_found_behind_the_particle_that_is_written_to_it(client):
    factories.agreement(title="Convention", title_ar="اتفاقية لحماية الأطفال وتعاون الأسر")

    for typed in ("حماية", "لحماية", "تعاون", '"حماية الأطفال"', '"اتفاقية لحماية"'):
        assert len(found(search(client, typed, "/ar"))["agreement"]) == 1
    assert marked(search(client, "حماية تعاون", "/ar")) == ["لحماية", "وتعاون"]
    assert marked(search(client, '"حماية الأطفال"', "/ar")) == ["لحماية الأطفال"]
    assert found(search(client, "اتفاقية -تعاون", "/ar")) == {}
    # What only begins a word begins it without a particle.
    assert found(search(client, "تعاو", "/ar")) == {}


def test_titles_that_answer_come_before_texts_and_parties_that_do(client):
    party = factories.institution(name="Office de la pêche")
    for title, signed_on, parties in [("Mer", "2020", [party]), ("Pêche", "2011", []), ("Pêcheurs", "2015", [])]:
        factories.agreement(parties, title=title, signed_on=signed_on)

    assert found(search(client, "pêche"))["agreement"] == ["Pêche", "Mer"]
    assert found(search(client, "pech"))["agreement"] == ["Pêcheurs", "Pêche", "Mer"]


def test_a_group_shows_its_best_and_leads_to_all_of_them(client):
    for number in range(7):
        factories.agreement(title=f"Accord {number}", signed_on=f"20{10 + number}")

    page = search(client, "accord")

    assert found(page) == {"agreement": [f"Accord {number}" for number in (6, 5, 4, 3, 2)]}
    assert page.context["groups"][0]["answers"].count == 7
    assert '<a href="/conventions/?q=accord">' in page.text
    assert len(client.get("/conventions/?q=accord").context["page"].agreements) == 7


@pytest.mark.parametrize(("held", "is_exact"), [(3, False), (4, True)])
def test_in_a_large_register_a_group_says_beyond_what_is_counted_that_there_are_more(
    client, monkeypatch, held, is_exact
):
    monkeypatch.setattr(in_memory, "MOST", held)
    monkeypatch.setattr(finding, "MOST_COUNTED", 3)
    for number in range(4):
        factories.agreement(title=f"Accord {number}")
    for number in range(3):
        factories.institution(name=f"Accord {number}")

    page = search(client, "accord", "/en")

    assert [(group["answers"].count, group["answers"].is_exact) for group in page.context["groups"]] == [
        (3, True),
        (4, is_exact),
    ]
    assert ("more than 1,000" in page.text) is not is_exact


@pytest.mark.parametrize("typed", ["", "   ", "…", '""', "-", "-accord"])
def test_a_question_without_words_finds_nothing(client, register, typed):
    page = search(client, typed)

    assert (page.status_code, found(page), page.context["correction"]) == (200, {}, None)


# --- What is shown of it -------------------------------------------------------------------------
def test_what_answers_is_marked_in_names_acronyms_countries_and_passages(client, register):
    assert marked(search(client, "odp")) == ["ODP"]
    assert "Koweït" in marked(search(client, "koweit"))
    assert marked(search(client, "sante")) == ["santé"]
    assert "<mark>pêche</mark> se réunit" in search(client, "peche").text


def test_an_answer_in_the_text_shows_the_passage(client, register):
    page = search(client, "experts")

    assert [record.passage for record in page.context["groups"][0]["records"]] == ["Échanger des experts de la santé."]
    assert '<p class="passage">Échanger des <mark>experts</mark> de la santé.</p>' in page.text


def test_a_passage_of_another_language_is_read_in_its_own_direction(client, register):
    page = search(client, "experts", "/ar")

    passage = '<bdi dir="ltr"><span lang="fr">Échanger des <mark>experts</mark> de la santé.</span>'
    assert f'<p class="passage">{passage}' in page.text


def test_what_is_typed_and_what_is_found_are_shown_as_text(client):
    factories.agreement(title="<b>Accord</b> & <script>alert(1)</script>", objective="<i>Accord</i>")

    page = search(client, "<b>accord</b>")

    assert "<script>alert" not in page.text
    assert "&lt;<mark>b</mark>&gt;<mark>Accord</mark>&lt;/<mark>b</mark>&gt; &amp; " in page.text
    assert 'value="&lt;b&gt;accord&lt;/b&gt;"' in page.text
    assert "<b>accord" not in page.text


def test_the_page_is_found_in_three_languages(client, register):
    titles = [found(search(client, "memorandum", language))["agreement"] for language in ("", "/ar", "/en")]

    assert titles == [["Mémorandum d’entente"], ["مذكرة تفاهم"], ["Mémorandum d’entente"]]


# --- Did you mean --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("typed", "correction"),
    [
        ("memorandom", "mémorandum"),
        ("mémorandun entente", "mémorandum entente"),
        ("elevahe", "élevage"),
        ("مدكرة", "مذكرة"),
        ("consiel", "conseil"),
        ("xqzw", None),
        ("ab", None),
    ],
)
def test_a_misspelt_word_is_corrected_by_a_word_of_the_register(client, register, typed, correction):
    page = search(client, typed)

    assert (found(page), page.context["correction"]) == ({}, correction)


def test_a_correction_is_a_link_to_what_it_finds(client, register):
    page = search(client, "memorandom")

    assert '<a href="?q=m%C3%A9morandum">mémorandum</a>' in page.text
    assert found(search(client, "mémorandum"))["agreement"] == ["Mémorandum d’entente"]


def test_a_correction_that_finds_nothing_is_not_proposed(client, register):
    assert search(client, "memorandom elevahe anciens").context["correction"] is None


def test_a_correction_keeps_what_is_left_out(client, register):
    correction = search(client, "memorandom -sante").context["correction"]

    assert correction is None or "-sante" in correction


def test_what_is_found_is_not_corrected(client, register):
    assert search(client, "pech").context["correction"] is None


@pytest.mark.parametrize("typed", ["zygomatiqe", "crepusculair", "labyrinthiqe", "hieroglyphiqe", "zyg"])
@pytest.mark.parametrize("address", ["/recherche/", "/conventions/", "/recherche/suggestions/"])
def test_the_words_of_a_draft_are_never_found_nor_proposed(client, register, typed, address):
    page = client.get(address, {"q": typed})

    for word in ["zygomatique", "crépusculaire", "labyrinthique", "hiéroglyphique"]:
        assert word not in page.text.lower()


def test_the_words_of_what_is_withdrawn_are_not_proposed_any_more(client, register):
    assert search(client, "memorandom").context["correction"] == "mémorandum"

    set_publication(Agreement.objects.all(), Publication.WITHDRAWN)

    assert search(client, "memorandom").context["correction"] is None


def test_the_beginning_of_a_word_still_finds_it_once_a_shorter_title_is_gone(client):
    short, long = factories.agreement(title="Conven"), factories.agreement(title="Convention")
    short.delete()

    assert found(search(client, "conven")) == {"agreement": [long.title_fr]}


# --- Suggestions ---------------------------------------------------------------------------------
def suggestions(client, typed, language=""):
    """With their names in the place of the pieces that make them up."""
    found = client.get(f"{language}/recherche/suggestions/", {"q": typed}).json()["suggestions"]
    return [{"name": "".join(piece for piece, _answers in one.pop("pieces")), **one} for one in found]


def test_letters_suggest_institutions_then_agreements_with_their_addresses(client, register):
    assert suggestions(client, "pech") == [
        {"name": "Office de la pêche", "kind": "institution", "address": "/institutions/office/"},
        {"name": "Accord de pêche", "kind": "convention", "address": "/conventions/CC-0002/"},
        {"name": "Pêche et accords anciens", "kind": "convention", "address": "/conventions/CC-0003/"},
    ]


def test_suggestions_speak_the_language_of_the_page(client, register):
    assert suggestions(client, "mémor", "/ar") == [
        {"name": "مذكرة تفاهم", "kind": "اتفاقية", "address": "/ar/conventions/CC-0001/"}
    ]


@pytest.mark.parametrize(
    ("typed", "pieces"),
    [
        ("pech", [["Office de la ", False], ["pêche", True]]),
        ("office pech", [["Office", True], [" de la ", False], ["pêche", True]]),
        ("odp", [["Office de la pêche", False]]),
    ],
)
def test_what_answers_is_marked_in_what_is_suggested(client, register, typed, pieces):
    found = client.get("/recherche/suggestions/", {"q": typed}).json()["suggestions"]

    assert found[0]["pieces"] == pieces


@pytest.mark.parametrize(("typed", "name"), [("odp", "Office de la pêche"), ("CC-0002", "Accord de pêche")])
def test_acronyms_and_references_are_suggested(client, register, typed, name):
    assert [suggestion["name"] for suggestion in suggestions(client, typed)] == [name]


@pytest.mark.parametrize("typed", ["", " ", "…", "-pêche", "introuvable", "bureau"])
def test_only_titles_are_suggested(client, register, typed):
    assert suggestions(client, typed) == []


@pytest.mark.parametrize("most", [1, 64])
def test_a_longer_beginning_suggests_whatever_begins_so(client, monkeypatch, most):
    for engine in (sqlite, postgresql):
        monkeypatch.setattr(engine, "MOST_WORDS", most)
    titles = "Convention", "Conventionnement", "Suite conventionnelle", "Rapport de l’O.N.U.D.I.", "Plan 5G 20152020"
    for title in titles:
        factories.agreement(title=title)

    def names(typed):
        return {suggestion["name"] for suggestion in suggestions(client, typed)}

    assert names("convent") == {"Convention", "Conventionnement", "Suite conventionnelle"}
    assert names("conventions") == {"Convention", "Conventionnement", "Suite conventionnelle"}
    assert names("suite convention") == {"Suite conventionnelle"}
    assert names("onud") == {"Rapport de l’O.N.U.D.I."}
    assert names("20152") == names("5g") == names("plan 5g") == {"Plan 5G 20152020"}
    assert names("rapport on") == {"Rapport de l’O.N.U.D.I."}
    assert names("convenir") == names("20153") == set()


def test_a_country_of_agreements_is_found_and_suggested_in_any_language(client, register):
    factories.country("BE")
    for typed in ("koweit", "kuw", "الكويت"):
        first = suggestions(client, typed, "/en")[0]
        assert first == {"name": "Kuwait", "kind": "country", "address": "/en/pays/kw/"}
        assert [name for _code, name, _count in search(client, typed, "/en").context["countries"]] == ["Kuwait"]

    assert suggestions(client, "belg") == []
    assert search(client, "belgique").context["countries"] == []


def test_the_words_of_a_phrase_stand_together_in_the_name_of_a_country(client):
    country = factories.country("SA", name_fr="Arabie saoudite", name_ar="المملكة العربية السعودية")
    factories.agreement([factories.institution(country=country)])

    for typed in ('"arabie saoudite"', '"العربية السعودية"', "saoudite arabie"):
        assert [code for code, _name, _count in search(client, typed).context["countries"]] == ["SA"]
    for typed in ('"saoudite arabie"', '"المملكة السعودية"'):
        assert search(client, typed).context["countries"] == []


def test_known_words_before_the_last_stand_for_themselves_while_one_types(client):
    for title in ("Accord de santé", "Accordéon de sable", "Accord"):
        factories.agreement(title=title)

    def names(typed):
        return {suggestion["name"] for suggestion in suggestions(client, typed)}

    assert names("accord") == {"Accord de santé", "Accordéon de sable", "Accord"}
    assert names("accord sa") == {"Accord de santé"}
    assert names("accor sa") == {"Accord de santé", "Accordéon de sable"}
    assert names('"accord de" sa') == {"Accord de santé"}
    factories.agreement(title="Accordéon à 5 voix"), factories.agreement(title="Accord à 5")
    assert names("accord 5") == {"Accord à 5"}


def test_suggestions_are_the_same_from_memory_and_from_the_index(client, register, monkeypatch):
    factories.institution(name="Union des pêcheurs", name_ar="اتحاد الصيادين والبحارة", acronym="U.P.C.")
    factories.programme(title="Pêche durable 2030"), factories.meeting(title="Réunion sur la pêche", title_ar="الصيد")
    letters = "pe pech upc u.p conseil odp 20 2030 pr-0001 rm acc mission صي البح بحارة".split()
    asked = [
        *letters,
        "pêche dur",
        '"sur la pêche"',
        '"la sur"',
        "conseil -haut",
        "union -kow",
        "اتحاد صي",
        "nulle part",
    ]

    def all_suggested(most):
        monkeypatch.setattr(by_name, "MOST", most)
        edition.renew()
        return {typed: sorted(one["address"] for one in suggestions(client, typed)) for typed in asked}

    in_memory = all_suggested(1_000)
    assert in_memory == all_suggested(0) == all_suggested(1)
    assert sum(map(bool, in_memory.values())) > 15


@pytest.mark.parametrize("most", [1_000, 3])
def test_of_institutions_that_begin_alike_those_that_sign_most_are_suggested(client, monkeypatch, most):
    monkeypatch.setattr(by_name, "MOST", most)
    for number in range(12):
        signing = factories.institution(
            name=f"Ministère {number:02}", publication="draft" if number == 7 else "published"
        )
        for _ in range({4: 3, 7: 9, 9: 1, 2: 2}.get(number, 0)):
            factories.agreement([signing])
    factories.institution(name="Le ministère 04 bis")

    names = [suggestion["name"] for suggestion in suggestions(client, "minis")]

    assert (names[:3], len(names)) == (["Ministère 04", "Ministère 02", "Ministère 09"], 8)
    assert [suggestion["name"] for suggestion in suggestions(client, "ministère 11")] == ["Ministère 11"]
    for typed in ("ministère", "minis"):
        (group,) = [group for group in search(client, typed).context["groups"] if group["name"] == "institution"]
        headings = [record.heading for record in group["records"]]
        assert headings == ["Ministère 04", "Ministère 02", "Ministère 09", "Le ministère 04 bis", "Ministère 11"]
        assert group["answers"].count == 12


def test_institutions_that_sign_most_come_first_and_none_that_is_unwanted(client):
    factories.agreement([factories.institution(name="Union des ports")])
    factories.institution(name="Autorité du port"), factories.institution(name="Portail maritime")

    def names(typed):
        return [record.heading for record in search(client, typed).context["groups"][0]["records"]]

    assert names("por") == ["Union des ports", "Portail maritime", "Autorité du port"]
    assert names("port") == ["Union des ports", "Autorité du port"]
    assert names("por -union") == ["Portail maritime", "Autorité du port"]


def test_the_newest_meetings_are_suggested(client):
    for day in ("2015-05-01", "2019-05-01", "2017-05-01"):
        factories.meeting(title=f"Comité {day}", starts_on=day)

    names = [suggestion["name"] for suggestion in suggestions(client, "comi")]

    assert names == ["Comité 2019-05-01", "Comité 2017-05-01", "Comité 2015-05-01"]


def test_names_that_begin_so_are_suggested_first(client):
    for name in (
        "Conseil de la santé",
        "Union des conseils",
        "Réseau de conseils",
        "Ligue des conseils",
        "Les conseils",
    ):
        factories.institution(name=name)

    names = [suggestion["name"] for suggestion in suggestions(client, "cons")]

    assert (names[0], len(names)) == ("Conseil de la santé", 5)


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        ((9, 9, 9, 9), (3, 2, 1, 2)),
        ((9, 0, 1, 9), (5, 0, 1, 2)),
        ((2, 9, 0, 9), (2, 4, 0, 2)),
        ((1, 0, 9, 1), (1, 0, 6, 1)),
        ((0, 1, 1, 9), (0, 1, 1, 6)),
        ((0, 0, 0, 9), (0, 0, 0, 8)),
        ((9, 0, 0, 0), (8, 0, 0, 0)),
        ((1, 1, 1, 1), (1, 1, 1, 1)),
    ],
)
def test_at_most_eight_are_suggested_with_places_for_each_kind(client, made, shown):
    kinds = ["institution", "programme", "meeting", "agreement"]
    for kind, number in zip(kinds, made, strict=True):
        for _ in range(number):
            getattr(factories, kind)(**{"name" if kind == "institution" else "title": "Accord"})

    suggested = [suggestion["kind"] for suggestion in suggestions(client, "acc", "/en")]

    assert suggested == [kind for kind, number in zip(kinds, shown, strict=True) for _ in range(number)]


def test_programmes_and_meetings_are_suggested_with_their_addresses(client):
    factories.programme(title="Femmes rurales"), factories.meeting(title="Mission sur les femmes")

    assert suggestions(client, "femm") == [
        {"name": "Femmes rurales", "kind": "programme", "address": "/programmes/PR-0001/"},
        {"name": "Mission sur les femmes", "kind": "rencontre", "address": "/rencontres/RM-0001/"},
    ]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_search_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        party = factories.institution(name="Accord")
        factories.programme([factories.agreement([party], title="Accord")], title="Accord")
        factories.meeting(title="Accord")

    search(client, "accord")

    with django_assert_num_queries(9 if connection.vendor == "postgresql" else 15):
        search(client, "accord")


@pytest.mark.parametrize(("in_memory_at_most", "counted_at_most"), [(10_000, 1_000), (0, 1_000), (0, 5), (0, 4)])
def test_the_best_of_many_are_shown_then_the_newest_however_many_are_counted(
    client, monkeypatch, in_memory_at_most, counted_at_most
):
    monkeypatch.setattr(in_memory, "MOST", in_memory_at_most)
    monkeypatch.setattr(finding, "MOST_COUNTED", counted_at_most)
    factories.agreement()
    for number in range(4):
        factories.former_name(factories.institution(name=f"Agence {number}"), name=f"Bureau {number}")
    for name in ("Bureautique", "Bureau central"):
        factories.institution(name=name)

    (group,) = search(client, "bureau").context["groups"]

    names = ["Bureau central", "Agence 3", "Agence 2", "Agence 1", "Agence 0"]
    assert [record.heading for record in group["records"]] == names
    # One that is whole is not looked for as a beginning.
    assert (group["answers"].count, group["answers"].is_exact) == (min(5, counted_at_most + 1), counted_at_most > 4)

    (group,) = search(client, "burea").context["groups"]

    names = ["Bureau central", "Bureautique", "Agence 3", "Agence 2", "Agence 1"]
    assert [record.heading for record in group["records"]] == names


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("in_memory", "queries"), [(1_000, 2), (0, 2 if connection.vendor == "postgresql" else 5)])
def test_suggestions_cost_a_fixed_number_of_queries(
    client, monkeypatch, django_assert_num_queries, in_memory, queries, rows
):
    """What is in memory is not asked for; PostgreSQL looks for all groups in one."""
    monkeypatch.setattr(by_name, "MOST", in_memory)
    for _ in range(rows):
        factories.agreement([factories.institution(name="Accord")], title="Accord")
        factories.programme(title="Accord"), factories.meeting(title="Accord")

    suggestions(client, "acc")

    with django_assert_num_queries(queries):
        suggestions(client, "acc")


def test_a_programme_that_is_found_tells_its_end_as_last_extended(client):
    extended = factories.programme(title="Programme étendu", starts_on="2016", ends_on="2019")
    factories.extension(extended, new_end="2021")
    factories.extension(extended, new_end="2020")
    factories.programme(title="Programme simple", starts_on="2016", ends_on="2019")

    (group,) = search(client, "programme").context["groups"]

    assert {record.title: str(record.end) for record in group["records"]} == {
        "Programme étendu": "2021",
        "Programme simple": "2019",
    }
    assert [record.end for record in group["records"]] == [record.current_end for record in group["records"]]
