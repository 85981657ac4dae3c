"""Every kind of page in a real Chromium, in French and Arabic, on a phone and on a desk."""

import os
import re

import pytest

from tests.axe import COLOURS, faults, is_too_wide

pytestmark = pytest.mark.thorough

# Playwright's synchronous interface runs inside an event loop, where Django refuses the ORM by default.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PAGES = [
    "",
    "conventions/",
    "conventions/?q=koweit&kind=memorandum",
    "conventions/?q=introuvable",
    "conventions/CC-0008/",
    "conventions/CC-0017/",
    "institutions/",
    "institutions/ucesif/",
    "institutions/cese-maroc/",
    "reseaux/",
    "programmes/",
    "programmes/PR-0001/",
    "programmes/PR-0002/",
    "pays/be/",
    "recherche/?q=enfance",
    "rencontres/",
    "rencontres/RM-0002/",
    "conventions/?view=table",
    "conventions/par/party/",
    "carte/",
    "chiffres/",
    "calendrier/2016/05/",
    "calendrier/2019/",
    "calendrier/2019/04/09/",
    "calendrier/2016/?kind=signature",
    "institutions/?country=MA&q=conseil",
    "rapports/",
    "rapports/2016/",
    "gestion/login/",
    "introuvable/",
]


WIDTHS = [375, 1280]


def watched_page(chromium, width, **options):
    """A page that keeps every console error and violation of the content security policy."""
    page = chromium.new_page(viewport={"width": width, "height": 800}, **options)
    page.complaints = []
    page.on("console", lambda message: message.type == "error" and page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    return page


def looked_at(page, is_public):
    """What is wrong with the page in each window, light and dark; no script asks for the width when it is loaded."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if is_too_wide(page):
            yield width, "too wide"
        if not is_public:
            continue
        yield from ((width, fault) for fault in faults(page))
        # What the dark theme changes is the colours alone.
        page.emulate_media(color_scheme="dark")
        yield from ((width, "dark", fault) for fault in faults(page, COLOURS))
        page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("prefix", ["/", "/ar/"])
def test_every_page_fits_its_window_breaks_no_policy_and_gives_axe_nothing_to_find(chromium, register_site, prefix):
    page = watched_page(chromium, WIDTHS[0], reduced_motion="reduce")
    found = []
    for path in PAGES:
        page.goto(f"{register_site}{prefix}{path}")
        found += [(path, *fault) for fault in looked_at(page, not path.startswith("gestion/"))]

    assert found == []
    assert [text for text in page.complaints if "404" not in text] == []


def test_arabic_pages_read_from_right_to_left(chromium, register_site):
    page = watched_page(chromium, 1280)

    page.goto(f"{register_site}/ar/conventions/")

    assert page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    when, title = page.locator(".entry-when").first.bounding_box(), page.locator(".entry h3").first.bounding_box()
    assert when["x"] > title["x"]


def test_a_reader_finds_the_kuwait_memorandum_with_the_keyboard_alone(chromium, register_site):
    page = watched_page(chromium, 1280)
    page.goto(register_site)

    page.locator("#q").focus()
    page.keyboard.type("koweit")
    page.keyboard.press("Enter")
    page.locator("#agreement ~ .found h3 a").first.focus()
    page.keyboard.press("Enter")

    page.wait_for_selector(".record-head")
    assert "9 avril 2019" in page.locator(".lead").inner_text().replace("\u00a0", " ")


def test_the_citation_is_copied_with_the_keyboard_and_announced(chromium, register_site):
    page = watched_page(chromium, 1280)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{register_site}/conventions/CC-0009/")

    page.locator("button[data-copies]").focus()
    page.keyboard.press("Enter")

    page.locator("[data-tells]:not(:empty)").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#citation").inner_text().strip()
    assert page.complaints == []


def test_without_a_clipboard_the_citation_is_copied_as_a_selection(chromium, register_site):
    page = watched_page(chromium, 1280)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(f"{register_site}/conventions/CC-0009/")

    page.locator("button[data-copies]").click()

    page.locator("[data-tells]:not(:empty)").wait_for()
    assert page.evaluate("getSelection().toString().trim()") == page.locator("#citation").inner_text().strip()


def test_without_scripts_there_is_no_button_to_copy(chromium, register_site):
    page = chromium.new_context(java_script_enabled=False).new_page()

    page.goto(f"{register_site}/conventions/CC-0009/")

    assert page.locator("button[data-copies]").is_hidden()


@pytest.mark.parametrize("prefix", ["/", "/ar/"])
def test_fact_sheets_and_the_kuwait_memorandum_print_on_one_a4_page(chromium, register_site, prefix):
    page = watched_page(chromium, 1280)
    pages = {}
    for path in ["pays/be/", "pays/kw/", "pays/pt/", "pays/ma/", "pays/fr/", "conventions/CC-0009/"]:
        page.goto(f"{register_site}{prefix}{path}")
        pages[path] = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))

    assert set(pages.values()) == {1}, pages


def test_letters_suggest_an_institution_that_the_keyboard_opens(chromium, register_site):
    page = watched_page(chromium, 1280)
    page.goto(register_site)
    box, options = page.locator("#q"), page.locator("#q-suggestions [role=option]")

    box.fill("enfa")
    options.first.wait_for()
    marked = options.first.locator("mark").all_inner_texts()
    box.fill("")
    page.locator("#q-suggestions").wait_for(state="hidden")
    page.keyboard.type("unic")
    options.first.wait_for()
    names = options.all_inner_texts()
    page.keyboard.press("Escape")
    hidden = (options.first.is_visible(), box.get_attribute("aria-expanded"))
    page.keyboard.type("e")
    options.first.wait_for()
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    page.keyboard.press("Enter")
    page.wait_for_url("**/institutions/unicef/")

    assert marked == ["enfance"]
    assert names[0] == "Fonds des Nations unies pour l’enfance institution"
    assert hidden == (False, "false")
    assert active == "q-suggestions-0"
    assert page.complaints == []


FOREIGN = """Intitulé;Type;Partie 1;Partie 2;Signée le
Entente;Conv.;cese-maroc;UNICEF;02/2013
Autre;protocole;ODCO;;2019
"""


@pytest.mark.parametrize(("prefix", "width"), [("/", 1280), ("/ar/", 375)])
def test_a_foreign_file_is_brought_in_and_taken_back_and_axe_finds_nothing(
    chromium, register_site, administrator, prefix, width
):
    """A file of French Excel on its whole way: columns, what it would do, written, taken back."""
    page, found = chromium.new_page(viewport={"width": width, "height": 800}), []

    def look():
        name = page.url.removeprefix(register_site)
        found.extend((name, fault) for fault in faults(page))
        if is_too_wide(page):
            found.append((name, "too wide"))

    page.goto(f"{register_site}{prefix}gestion/login/?next={prefix}gestion/agreements/agreement/import/")
    page.fill("#id_username", administrator.username)
    page.fill("#id_password", "mot de passe long")
    page.click("input[type=submit]")
    look()
    page.set_input_files(
        "#id_file", {"name": "ministère.csv", "mimeType": "text/csv", "buffer": FOREIGN.encode("cp1252")}
    )
    page.click("input.default")
    look()
    page.click("input.default")
    look()
    page.goto(page.url + "columns/")
    page.select_option("#id_value_1_0", index=3)
    page.click("input.default")
    look()
    page.click("input.default")
    page.wait_for_selector("input.deletelink")
    look()
    written = page.locator(".counts dd").all_inner_texts()
    page.click("input.deletelink")
    page.wait_for_selector(".messagelist")
    page.wait_for_selector("input.deletelink", state="detached")

    assert found == []
    assert written == ["2", "0", "0"]
