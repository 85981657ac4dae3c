"""The pages that are measured. One that the product does not have yet is reported as absent."""

import time
from dataclasses import dataclass, replace
from urllib.parse import quote

from agreements.models import Agreement
from bench.sample import words
from bench.sample.partners import HOME
from partners.models import Institution

LIST = "/conventions/"
# How far the links to the next page are followed: so many pages, or so many seconds.
DEEPEST, PATIENCE = 4000, 10


@dataclass(frozen=True)
class Page:
    """``kind`` says which goals hold (see goals). A ``revisit`` shows what its reader has already."""

    name: str
    kind: str
    address: str
    revisit: bool = False
    note: str = ""


def pages(product):
    first = [*lists(product), *searches(), *records(), *others()]
    return [*floors(), *first, *(again(page) for page in first if page.name in ("list", "agreement", "home"))]


def floors():
    """See bench.urls."""
    reference = Agreement.objects.order_by("pk").values_list("reference", flat=True)[0]
    return [
        Page("floor: 304 by condition", "floor", "/floors/unchanged/", revisit=True),
        Page("floor: 1 row, detail template", "floor", f"/floors/row/?reference={reference}"),
        Page("floor: 25 rows as values, no template", "floor", "/floors/values/"),
        Page("floor: 25 rows as JSON", "floor", "/floors/json/"),
        Page("floor: 25 rows, Django template", "floor", "/floors/template/"),
        Page("floor: 25 rows with parties, Django template", "floor", "/floors/with-parties/"),
    ]


def lists(product):
    far, number = follow(product)
    second = product.link(LIST, "next") or f"{LIST}?page=2"
    last = product.link(LIST, "last") or f"{LIST}?page={-(-Agreement.objects.published().count() // 25)}"
    return [
        Page("list", "list", LIST),
        Page("list, in Arabic", "list", f"/ar{LIST}"),
        Page("list, one filter", "list", f"{LIST}?kind=convention"),
        Page("list, two filters", "selection", f"{LIST}?kind=convention&country=FR"),
        Page("list, as a table", "list", f"{LIST}?view=table"),
        Page("list, page 2", "deep", second),
        Page("list, far page", "deep", far, note=f"page {number}"),
        Page("list, last page", "deep", last),
    ]


def follow(product):
    """(address, number) of the page that the links to the next page lead to."""
    address, number, start = LIST, 1, time.monotonic()
    while number < DEEPEST and time.monotonic() - start < PATIENCE and (there := product.link(address, "next")):
        address, number = there, number + 1
    return address, number


def searches():
    return [
        Page(f"search, word in {share:.4g} %", "search", f"{LIST}?q={quote(word)}")
        for word, share in ((word, share * 100) for word, share in words.PLANTED.items())
    ]


def records():
    agreement = Agreement.objects.exclude(commitments=None).order_by("pk").first()
    ordinary = Institution.objects.exclude(kind="network").order_by("pk")[Institution.objects.count() // 2]
    return [
        Page("agreement", "record", agreement.get_absolute_url()),
        Page("institution, of all agreements", "record", f"/institutions/{HOME}/"),
        Page("institution, ordinary", "record", ordinary.get_absolute_url()),
        Page("statistics", "record", "/chiffres/"),
    ]


def others():
    return [
        Page("home", "browse", "/"),
        Page("institutions", "browse", "/institutions/"),
        Page("networks", "browse", "/reseaux/"),
        Page("country", "browse", "/pays/fr/"),
        Page("programmes", "browse", "/programmes/"),
        Page("programme", "browse", "/programmes/PR-0001/"),
        Page("meeting", "browse", "/rencontres/RM-0001/"),
        Page("all countries of the list", "browse", f"{LIST}par/country/"),
        Page("map", "browse", "/carte/"),
        Page("calendar", "browse", "/calendrier/"),
        Page("calendar, a year", "browse", "/calendrier/2025/"),
        Page("calendar, a day", "browse", "/calendrier/2025/11/14/"),
        Page("calendar, signatures of a year", "browse", "/calendrier/2025/?kind=signature"),
        Page("meetings", "browse", "/rencontres/"),
        Page("reports", "browse", "/rapports/"),
        Page("report", "browse", "/rapports/2019/"),
        Page("global search", "search", "/recherche/?q=littoral"),
        Page("global search, frequent letters", "search", "/recherche/?q=con"),
        Page("suggestions", "suggestions", "/recherche/suggestions/?q=lit"),
        Page("suggestions, frequent letters", "suggestions", "/recherche/suggestions/?q=con"),
        Page("suggestions, two words", "suggestions", "/recherche/suggestions/?q=accord+sant"),
        Page("suggestions, words rarely together", "suggestions", "/recherche/suggestions/?q=accord+con"),
    ]


def again(page):
    return replace(page, name=f"{page.name}, again", kind="again", revisit=True)
