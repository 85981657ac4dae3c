"""A day of the back office in a real Chromium: who writes, who publishes, who looks on; in French and in Arabic."""

import os
import re

import pytest

from agreements.models import Agreement
from partners.models import Institution
from tests import factories
from tests.axe import faults, is_too_wide

pytestmark = pytest.mark.thorough

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
PASSWORD = "mot de passe long"


class Person:
    """Someone at a browser. ``faults`` are what axe finds, and pages wider than the window."""

    def __init__(self, chromium, site, prefix, width, name, *grants, seen=None):
        made = factories.person(name, *grants)
        made.set_password(PASSWORD)
        made.save()
        self.page = chromium.new_context(viewport={"width": width, "height": 900}).new_page()
        self.root, self.faults, self.seen = f"{site}{prefix}gestion/", [], set() if seen is None else seen
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.goto(f"{self.root}login/")
        self.page.fill("#id_username", name)
        self.page.fill("#id_password", PASSWORD)
        self.page.click("input[type=submit]")
        self.page.wait_for_selector("#user-tools")

    def go(self, path=""):
        self.page.goto(self.root + path)
        return self.look()

    def look(self):
        """Have the page examined, each kind of page once among those who share ``seen``."""
        name = self.page.url.removeprefix(self.root)
        kind = re.sub(r"\d+|\?.*", "", name)
        if kind in self.seen:
            return self.page
        self.seen.add(kind)
        self.faults += [(name, fault) for fault in faults(self.page)]
        if is_too_wide(self.page):
            self.faults.append((name, "too wide"))
        return self.page

    def press(self, selector):
        with self.page.expect_navigation():
            self.page.locator(selector).first.click()
        return self.look()

    def choose(self, select, text):
        """Type into a box that completes, and take what it finds."""
        page = self.page
        page.locator(f"#{select} + .select2 .select2-selection").click()
        page.keyboard.type(text)
        page.locator(".select2-results__option", has_text=text).first.click()

    def kept(self, text):
        """Wait until the browser has put that text aside."""
        for _ in range(100):
            if self.page.evaluate("text => Object.values(localStorage).some(kept => kept.includes(text))", text):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{text} was not kept")


@pytest.mark.parametrize(("prefix", "width"), [("/", 1280), ("/ar/", 375)])
def test_from_a_rumour_to_its_renewal(chromium, register_site, prefix, width):
    odco = Institution.objects.get(slug="odco")
    writer = Person(chromium, register_site, prefix, width, "redactrice", ("contributor", odco))
    editor = Person(chromium, register_site, prefix, width, "editrice", ("publisher", odco), seen=writer.seen)
    auditor = Person(chromium, register_site, prefix, width, "auditrice", ("auditor", None))

    # A rumour becomes a draft, with its party and its source.
    writer.look()
    page = writer.go("agreements/agreement/add/")
    page.fill("#id_title_fr", "Convention pour les coopératives d’argan")
    page.fill("#id_title_ar", "اتفاقية لفائدة تعاونيات الأركان")
    page.select_option("#id_kind", "convention")
    page.fill("#id_signed_on", "novembre 2026")
    page.locator("#parties-group .add-row a").click()
    writer.choose("id_parties-0-institution", "UNICEF")
    writer.press("[name=_continue]")
    made = Agreement.objects.get(title_fr__startswith="Convention pour les")
    assert (made.keeper, made.publication, made.parties.count()) == (odco, "draft", 1)
    change = f"agreements/agreement/{made.pk}/change/"
    page = writer.go("agreements/source/add/")
    page.fill("#id_title", "Communiqué")
    page.fill("#id_code", "communique")
    writer.choose("id_agreements", made.reference)
    writer.press("[name=_save]")

    # It is sent to review, returned with a reason, corrected, sent again and published.
    writer.go(f"agreements/agreement/{made.pk}/publication/")
    writer.press("[value=submit]")
    editor.go()
    editor.press(".waiting a")
    editor.go(f"agreements/agreement/{made.pk}/publication/").fill("#why", "Le lieu manque.")
    editor.press("[value=return]")
    assert "Le lieu manque." in writer.go(change).locator(".standing").inner_text()
    writer.page.fill("#id_place_fr", "Agadir")
    writer.page.keyboard.press("Control+s")
    writer.page.wait_for_selector(".messagelist .success")
    writer.go(f"agreements/agreement/{made.pk}/publication/")
    writer.press("[value=submit]")
    editor.go(f"agreements/agreement/{made.pk}/publication/")
    editor.press("[value=publish]")
    made.refresh_from_db()
    assert (made.publication, made.place_fr) == ("published", "Agadir")

    # A correction waits for approval while the public reads the record as it was.
    writer.go(change).fill("#id_title_fr", "Convention pour les coopératives d’argan et de safran")
    writer.press("[name=_save]")
    public = chromium.new_page()
    public.goto(register_site + made.get_absolute_url())
    assert "safran" not in public.locator("h1").inner_text()
    editor.go()
    editor.press(f".day a[href*='/{made.pk}/correction/']")
    editor.press("[value=approve]")
    public.reload()
    assert "safran" in public.locator("h1").inner_text()

    # Two at one record: the second sees both and chooses.
    first, second = (
        editor.go(change),
        Person(chromium, register_site, prefix, width, "seconde", ("publisher", odco), seen=writer.seen),
    )
    second.go(change).fill("#id_title_fr", "Le titre de la seconde")
    first.fill("#id_title_fr", "Le titre de la première")
    editor.press("[name=_continue]")
    second.press("[name=_continue]")
    assert second.page.locator(".pick").count() == 1
    second.page.locator("[value=mine]").check()
    second.press("[name=_save]")
    made.refresh_from_db()
    assert made.title_fr == "Le titre de la seconde"

    # Back to an earlier version, then renewed.
    editor.go(f"agreements/agreement/{made.pk}/history/")
    editor.press(".story a[href*='/history/']")
    editor.press("input.default")
    editor.go(f"agreements/agreement/{made.pk}/act/renew/").fill("#id_signed_on", "2027")
    editor.press("input.default")
    assert made.links_to.get().kind == "renews"

    # What was undertaken, what looks like a doublet, and the file on paper.
    factories.commitment(agreement=made, text="Former", due_on="2026-01", responsible=odco, follow_up="Devis reçu")
    made.refresh_from_db()
    twin = factories.agreement(title=made.title_fr, signed_on="2026-11", keeper=odco)
    assert "Devis reçu" in editor.go("follow-up/").locator(".is-late").inner_text()
    editor.go("agreements/agreement/doublets/")
    editor.press(f".pair a[href*='?twin={twin.reference}'], .pair a[href*='/{twin.pk}/merge/']")
    assert editor.page.locator(".merge").count() == 1
    assert "Former" in editor.go(f"agreements/agreement/{made.pk}/sheet/").locator("#content").inner_text()

    # The auditor reads everything and changes nothing.
    auditor.go(f"agreements/agreement/{made.pk}/history/")
    assert auditor.go(change).locator("[name=_save]").count() == 0
    auditor.go("quality/")

    for person in (writer, editor, second, auditor):
        assert person.faults == []


def test_what_was_typed_and_not_saved_is_offered_again(chromium, register_site):
    odco = Institution.objects.get(slug="odco")
    writer = Person(chromium, register_site, "/", 1280, "redactrice", ("contributor", odco))
    page = writer.go("agreements/agreement/add/")
    page.fill("#id_title_fr", "Presque perdue")
    page.locator("#parties-group .add-row a").click()
    writer.kept("Presque perdue")
    writer.choose("id_parties-0-institution", "UNICEF")
    # The browser keeps what was chosen a moment after the last choice.
    writer.kept("UNICEF")

    page = writer.go("agreements/agreement/add/")
    page.locator(".kept button").first.click()

    assert page.input_value("#id_title_fr") == "Presque perdue"
    page.select_option("#id_kind", "convention")
    writer.press("[name=_save]")
    assert [party.institution.slug for party in Agreement.objects.get(title_fr="Presque perdue").parties.all()] == [
        "unicef"
    ]
    assert writer.go("agreements/agreement/add/").locator(".kept").count() == 0
    assert writer.faults == []


@pytest.mark.parametrize(("prefix", "width"), [("/", 1280), ("/ar/", 375)])
def test_twins_are_named_while_one_types_and_made_one(chromium, register_site, prefix, width):
    twin = factories.institution(name="Fonds des Nations unies pour l’enfance, bureau", slug="unicef-bureau")
    factories.party(Agreement.objects.get(reference="CC-0001"), twin, role="witness")
    editor = Person(chromium, register_site, prefix, width, "editrice", ("publisher", None))
    editor.go("partners/institution/add/").fill("#id_name_fr", "Fonds des Nations unies")
    editor.page.locator(".similar a").nth(1).wait_for()
    editor.seen.clear()
    editor.look()
    kept = Institution.objects.get(slug="unicef")

    editor.go(f"partners/institution/{kept.pk}/merge/")
    editor.press("a[href='?twin=unicef-bureau']")
    editor.press("input.default")
    assert not Institution.objects.filter(slug="unicef-bureau").exists()
    page = chromium.new_page()
    page.goto(f"{register_site}/institutions/unicef-bureau/")
    assert page.url == f"{register_site}/institutions/unicef/"
    editor.press("button[name=undo]")

    assert Institution.objects.filter(slug="unicef-bureau").exists()
    assert editor.faults == []


def test_the_search_of_a_list_is_one_key_away(chromium, register_site, administrator):
    writer = Person(chromium, register_site, "/", 1280, "redactrice", ("contributor", None))
    page = writer.go("agreements/agreement/")
    page.locator("h1").click()

    page.keyboard.press("/")

    assert page.evaluate("document.activeElement.id") == "searchbar"
