"""What a reader sees of an answered page."""

import re


def words(page):
    """The text of a page, spaces made plain, without tags nor the marks of texts shown in another language."""
    text = re.sub(r'<abbr class="fallback"[^>]*>\w+</abbr>', "", page.text)
    text = " ".join(re.sub(r"<[^>]*>", " ", text).replace("\u00a0", " ").replace("\u202f", " ").split())
    return re.sub(r" (?=[,.])", "", text)
