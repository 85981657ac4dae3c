"""What a reader sees of an answered page."""

import re


def words(page):
    """The text of a page, spaces made plain, without tags nor the marks of texts shown in another language."""
    return _said(page.text)


def entries(page):
    """The titles of the agreements that a page shows as entries, in order."""
    return [_said(title) for title in re.findall(r'<div class="entry-what"><h3>(.*?)</h3>', page.text)]


def _said(html):
    text = re.sub(r'<abbr class="fallback"[^>]*>\w+</abbr>', "", html)
    text = " ".join(re.sub(r"<[^>]*>", " ", text).replace("\u00a0", " ").replace("\u202f", " ").split())
    return re.sub(r" (?=[,.])", "", text)
