"""What search engines are told: every public record, and nothing else."""

from xml.etree import ElementTree

import pytest
from django.utils.timezone import localtime

from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db

MAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def addresses(client, path):
    return [one.text for one in ElementTree.fromstring(client.get(path).content).iter(f"{MAPS}loc")]


def test_the_robots_are_led_to_the_maps_and_kept_from_selections_by_several_criteria(client):
    robots = client.get("/robots.txt")

    assert robots["Content-Type"] == "text/plain; charset=utf-8"
    assert robots.text.splitlines() == [
        "User-agent: *",
        "Disallow: /gestion/",
        "Disallow: /*?*&",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_every_public_record_is_on_a_map_with_its_last_change(client):
    agreement = factories.agreement([factories.institution(slug="cese")])
    factories.programme(reference="PR-0001")
    factories.meeting(reference="RM-0001")

    maps = addresses(client, "/sitemap.xml")
    known = [address for path in maps for address in addresses(client, path.removeprefix("http://testserver"))]

    for path in ("", "conventions/CC-0001/", "institutions/cese/", "programmes/PR-0001/", "rencontres/RM-0001/"):
        assert f"http://testserver/{path}" in known
    for path in ("/sitemap.xml", "/sitemap-agreements.xml"):
        assert f"<lastmod>{localtime(agreement.changed_at):%Y-%m-%d}" in client.get(path).text


def test_every_record_is_on_one_of_several_maps(client, monkeypatch):
    monkeypatch.setattr("cooperation.sitemaps.Records.limit", 2)
    for number in range(6):
        factories.agreement(publication=Publication.DRAFT if number == 2 else Publication.PUBLISHED)

    maps = [
        path.removeprefix("http://testserver") for path in addresses(client, "/sitemap.xml") if "agreements" in path
    ]
    known = sorted(address for path in maps for address in addresses(client, path))

    assert len(maps) > 1
    assert known == [f"http://testserver/conventions/CC-000{number}/" for number in (1, 2, 4, 5, 6)]


@pytest.mark.parametrize("rows", [1, 3])
def test_maps_cost_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    for _ in range(rows):
        factories.agreement()

    with django_assert_num_queries(3):
        client.get("/sitemap-agreements.xml")
    with django_assert_num_queries(5):
        client.get("/sitemap.xml")


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_on_a_map(client, state):
    factories.agreement([factories.institution(slug="hidden", publication=state)], publication=state)
    factories.meeting(publication=state)
    factories.programme(publication=state)

    for section in ("agreements", "institutions", "programmes", "meetings"):
        assert addresses(client, f"/sitemap-{section}.xml") == []


def test_a_map_says_of_which_edition_it_is(client):
    first = client.get("/sitemap-agreements.xml")

    assert client.get("/sitemap-agreements.xml", headers={"if-none-match": first["ETag"]}).status_code == 304


def test_every_page_of_the_maps_answers(client, loaded_register):
    found = addresses(client, "/sitemap-pages.xml")

    assert {client.get(address.removeprefix("http://testserver")).status_code for address in found} == {200}
