"""What axe finds on a page in a browser."""

from axe_playwright_python.sync_playwright import Axe

SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then(found => found.violations.map(fault => fault.id))"
# Style sheets would be asked for again for a rule that is off by default.
OPTIONS = {"resultTypes": ["violations"], "preload": {"assets": ["media"]}}
COLOURS = ["color-contrast", "link-in-text-block"]


def faults(page, rules=()):
    """The rules that the page breaks, of those named or of all. The page is given axe once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    only = {"runOnly": {"type": "rule", "values": list(rules)}} if rules else {}
    return page.evaluate(RUN, OPTIONS | only)


def is_too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
