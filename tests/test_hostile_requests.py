"""No question, however malformed, makes an error page: every parameter of every list with every nasty value."""

import pytest

from tests import factories

pytestmark = pytest.mark.thorough

NASTY = [
    "",
    " ",
    "\x00",
    "\x01\x7f",
    "é" * 3000,
    "٣",
    "½",
    "-1",
    "0",
    "1e9",
    "9" * 40,
    "9999",
    "9999-12-31",
    "0001-01-01",
    "2024-02-31",
    "31/02/2024",
    "nan",
    "inf",
    "None",
    "null",
    "true",
    "[]",
    "{}",
    "'",
    '"',
    "' OR 1=1 --",
    "\\",
    "%",
    "%s%n",
    "_",
    "*",
    "l'accord \"(",
    "<script>alert(1)</script>",
    "\u202eabc",
    "\u200b",
    "\ufeff",
    "../../etc/passwd",
    "http://example.org/",
    "a,b,c",
    "😀",
]
PUBLIC = {
    "/conventions/": "q state kind year party country theme programme year_from year_to on page sort",
    "/ar/conventions/": "q on page",
    "/institutions/": "q page",
    "/programmes/": "q page",
    "/rencontres/": "q page",
    "/calendrier/": "year",
}
STAFF = {
    "/gestion/agreements/agreement/": "q p o e publication__exact state signed kind__exact themes__code__exact all",
    "/gestion/agreements/programme/": "q p o since",
    "/gestion/agreements/meeting/": "q p o",
    "/gestion/partners/institution/": "q p o kind__exact country__code__exact is_home__exact",
    "/gestion/partners/membership/": "q p o role__exact",
    "/gestion/agreements/agreement/export/": "q kind__exact signed",
}


@pytest.fixture
def small_register(db):
    factories.component(programme=factories.programme())
    factories.membership()
    factories.meeting().agreements.add(factories.party().agreement)


def server_errors(client, addresses, values):
    client.raise_request_exception = False
    asked = [(path, {name: value}) for path, names in addresses.items() for name in names.split() for value in values]
    return [(path, question) for path, question in asked if client.get(path, question).status_code >= 500]


def test_no_public_question_makes_an_error_page(client, small_register):
    assert server_errors(client, PUBLIC, NASTY) == []


def test_no_question_of_the_back_office_makes_an_error_page(client, small_register, administrator):
    client.force_login(administrator)

    assert server_errors(client, STAFF, NASTY[::4]) == []


@pytest.mark.parametrize(
    "path",
    [
        "/conventions/%00/",
        "/conventions/%FF/",
        "/conventions/..%2F..%2Fetc/",
        "/institutions/%C3%A9/",
        "/pays/xx/",
        "/pays/%F0%9F%98%80/",
        "/conventions/CC-0001/documents/99999999999999999999.pdf",
        "/calendrier/0000/13/",
        "/calendrier/2019/%D9%A0%D9%A4/",
        "/calendrier/99999999999999999999/01/",
        "/rapports/0000/",
        "/rapports/99999999999999999999/",
    ],
)
def test_no_address_makes_an_error_page(client, small_register, path):
    client.raise_request_exception = False

    assert client.get(path).status_code in (400, 404)
