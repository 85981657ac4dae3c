import json
import math
import re
from pathlib import Path

import pytest
from django.conf import settings

from cooperation.map import between, outlines, tones
from register.publication import Publication
from tests import factories

FIXTURE = Path(settings.BASE_DIR, "fixtures", "01_countries.json")
FILES = sorted(file.stem for file in settings.BORDERS_DIR.glob("*.json"))


def partner(code, **given):
    return factories.institution(country=factories.country(code), **given)


def links(page):
    """The links of the map: (address, label) in order."""
    drawing = page.text.partition('<svg class="world-map')[2].partition("</svg>")[0]
    return re.findall(r'<a class="[^"]*" href="([^"]*)" aria-label="([^"]*)"><title>', drawing)


def corners(path):
    """The absolute corners of an outline."""
    for ring in path.split("z")[:-1]:
        start, moves = ring.removeprefix("M").split("l")
        x, y = map(int, re.findall(r"-?\d+", start))
        yield x, y
        numbers = list(map(int, re.findall(r"-?\d+", moves)))
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


def latitude(y, width):
    """Where a height of the map lies on the globe: the Equal Earth projection (Šavrič and others, 2018), undone."""

    def equal_earth(degrees):
        t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(degrees)))
        return t * (1.340264 - 0.081106 * t**2 + t**6 * (0.000893 + 0.003796 * t**2))

    unit = width / 2 / (math.pi / (math.sqrt(3) / 2 * 1.340264))
    return min(range(-900, 901), key=lambda tenths: abs(unit * (equal_earth(83.7) - equal_earth(tenths / 10)) - y)) / 10


@pytest.mark.parametrize("name", FILES)
def test_every_country_of_the_register_has_its_place_inside_the_map(name):
    borders = outlines(name)
    codes = [row["pk"] for row in json.loads(FIXTURE.read_text())]

    unplaced = [code for code in codes if code not in borders["places"]]
    invisible = [code for code in codes if code not in borders["shapes"] and code not in borders["small"]]
    outside = [
        code
        for code, (x, y) in borders["places"].items()
        if not (0 < x < borders["width"] and 0 < y < borders["height"])
    ]

    assert (unplaced, invisible, outside) == ([], [], [])


@pytest.mark.parametrize("name", FILES)
def test_every_outline_can_be_drawn(name):
    borders = outlines(name)
    outline = re.compile(r"(M\d+ \d+l-?\d+([ -]\d+| -\d+)*z)+")

    assert [code for code, path in borders["shapes"].items() if not outline.fullmatch(path)] == []
    assert [path for path in borders["land"] if not outline.fullmatch(path)] == []
    assert len(borders["shapes"]) > 170


def test_the_outline_of_morocco_is_the_official_one_by_default():
    borders = outlines("morocco")

    heights = [latitude(y, borders["width"]) for _x, y in corners(borders["shapes"]["MA"])]

    assert settings.BORDERS == "morocco"
    assert "EH" not in borders["shapes"]
    assert "EH" not in borders["places"]
    assert 20.5 < min(heights) < 21.5
    assert 35.5 < max(heights) < 36.2


def test_the_international_outlines_merge_nothing():
    official, source = outlines("morocco")["shapes"], outlines("international")["shapes"]

    assert source["EH"]
    assert source["MA"] != official["MA"]
    assert set(corners(official["MA"])) <= set(corners(source["MA"])) | set(corners(source["EH"]))


def test_the_outlines_are_read_once_per_process():
    assert outlines("morocco") is outlines("morocco")


@pytest.mark.parametrize(
    ("most", "bounds"),
    [
        (0, []),
        (1, [1]),
        (3, [1, 2, 3]),
        (4, [1, 2, 3, 4]),
        (5, [1, 2, 3, 4]),
        (16, [1, 2, 4, 8]),
        (100, [1, 3, 10, 32]),
    ],
)
def test_tones_part_the_numbers_of_agreements_in_even_ratios(most, bounds):
    assert tones(most) == bounds


def test_a_tone_is_said_in_words():
    assert [between(1, 1), between(2, 2), between(3, 9)] == ["1 agreement", "2 agreements", "3 to 9 agreements"]


@pytest.mark.django_db
class TestPage:
    def test_an_empty_register_has_a_kind_map(self, client):
        page = client.get("/en/carte/")

        assert page.status_code == 200
        assert "Partner countries will appear on this map." in page.text
        assert links(page) == []
        assert "<table" not in page.text

    def test_each_partner_country_is_a_link_that_says_how_many_agreements_it_has(self, client):
        factories.agreement([partner("KW"), partner("PT")])
        factories.agreement([partner("PT"), partner("MA", is_home=True)])

        page = client.get("/en/carte/")

        assert sorted(links(page)) == [
            ("/en/pays/kw/", "Kuwait: 1 agreement"),
            ("/en/pays/ma/", "Morocco (home country): 1 agreement"),
            ("/en/pays/pt/", "Portugal: 2 agreements"),
        ]
        assert [client.get(address).status_code for address, _label in links(page)] == [200, 200, 200]

    def test_countries_without_a_published_agreement_are_neither_links_nor_rows(self, client):
        factories.agreement([partner("KW")], publication=Publication.DRAFT)
        factories.agreement([partner("PT", publication=Publication.DRAFT), partner("MA")])
        partner("FR")

        page = client.get("/en/carte/")

        assert links(page) == [("/en/pays/ma/", "Morocco: 1 agreement")]
        assert page.text.count('scope="row"') == 1

    def test_the_table_has_what_the_map_shows_in_alphabetical_order(self, client):
        factories.agreement([partner("PT")], signed_on="2015-11", ends_on="2999")
        factories.agreement([partner("PT")], signed_on="2012-07")
        factories.agreement([partner("KW")], signed_on=None)
        factories.agreement([partner("MG")], is_signed=False)

        page = client.get("/carte/")

        rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", page.text)
        assert [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in rows] == [
            "Koweït 1 0 date inconnue",
            "MG 1 0 —",
            "Portugal 2 1 novembre 2015",
        ]

    def test_tones_deepen_with_the_number_and_a_small_country_gets_a_dot(self, client):
        kuwait, portugal = partner("KW"), partner("PT")
        for _ in range(4):
            factories.agreement([portugal])
        factories.agreement([kuwait])

        world = client.get("/en/carte/").context["world"]

        assert {s.place.country.code: (s.tone, s.has_dot) for s in world.shapes} == {"KW": (1, True), "PT": (4, False)}
        assert world.legend == [(1, "1 agreement"), (4, "4 agreements")]

    def test_the_home_country_sets_no_tone_and_its_outline_is_not_in_the_muted_world(self, client):
        home = partner("MA", is_home=True)
        for _ in range(9):
            factories.agreement([home])
        factories.agreement([home, partner("KW")])

        world = client.get("/en/carte/").context["world"]

        assert [(s.place.country.code, s.tone) for s in world.shapes] == [("MA", 0), ("KW", 4)]
        assert outlines("morocco")["shapes"]["MA"] not in world.land
        assert outlines("morocco")["shapes"]["FR"] in world.land

    @pytest.mark.parametrize(
        ("codes", "side"),
        [
            (["KW", "PT", "MG"], "xMid"),
            (["US", "BR", "FR"], "xMin"),
            (["JP", "IN", "AU"], "xMax"),
            (["US", "JP"], None),
        ],
    )
    def test_a_phone_shows_the_part_of_the_world_where_the_partners_are(self, client, codes, side):
        factories.agreement([partner(code) for code in codes])

        page = client.get("/en/carte/")

        assert page.context["world"].side == side
        assert f'preserveAspectRatio="{side or "xMid"}YMid slice"' in page.text

    def test_a_country_that_the_map_does_not_know_is_in_the_table(self, client):
        factories.agreement([partner("XK")])

        page = client.get("/en/carte/")

        assert links(page) == []
        assert '<a href="/en/pays/xk/">' in page.text

    def test_the_borders_are_those_of_the_setting(self, client, settings):
        settings.BORDERS = "international"
        factories.agreement([partner("MA")])

        world = client.get("/en/carte/").context["world"]

        assert outlines("international")["shapes"]["EH"] in world.land

    def test_in_arabic_the_page_is_mirrored_and_the_map_is_not(self, client):
        factories.agreement([partner("KW")])

        arabic, english = client.get("/ar/carte/"), client.get("/en/carte/")

        assert 'dir="rtl"' in arabic.text
        assert arabic.context["world"].shapes[0].x == english.context["world"].shapes[0].x
        assert links(arabic)[0][0] == "/ar/pays/kw/"
        assert "الكويت" in links(arabic)[0][1]

    def test_the_page_costs_the_same_queries_with_one_country_and_with_three(self, client, django_assert_num_queries):
        factories.agreement([partner("KW")])
        with django_assert_num_queries(6):
            client.get("/en/carte/")

        factories.agreement([partner("PT"), partner("MG")])
        with django_assert_num_queries(6):
            client.get("/en/carte/")

    def test_the_page_is_light(self, client, loaded_register):
        page = client.get("/carte/", headers={"accept-encoding": "gzip"})

        assert page["Content-Encoding"] == "gzip"
        assert len(page.content) < 25_000
