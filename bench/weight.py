"""What a first visit transfers: the page and what it asks for, compressed as the server sends it."""

from html.parser import HTMLParser

from bench.counters import nodes

ACCEPTED = {"HTTP_ACCEPT_ENCODING": "gzip, deflate, br"}


class _Wanted(HTMLParser):
    """The addresses that a browser asks for at once, those of styles and scripts apart from pictures."""

    def __init__(self):
        super().__init__()
        self.code, self.pictures = [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "link" and given.get("rel") in ("stylesheet", "modulepreload"):
            self.code.append(given["href"])
        elif tag == "link" and given.get("rel") == "icon":
            self.pictures.append(given["href"])
        elif tag == "script" and given.get("src"):
            self.code.append(given["src"])
        elif tag == "img" and given.get("src"):
            self.pictures.append(given["src"])


def weight(product, page):
    """{name, bytes of HTML, of CSS and JS, requests, nodes} of a page."""
    wanted = _Wanted()
    plain = product.get(page.address).body
    wanted.feed(plain.decode())
    code, pictures = dict.fromkeys(wanted.code), dict.fromkeys(wanted.pictures)
    return {
        "name": page.name,
        "html": len(product.get(page.address, **ACCEPTED).body),
        "code": sum(len(product.get(address, **ACCEPTED).body) for address in code),
        "requests": 1 + len(code) + len(pictures),
        "nodes": nodes(plain),
    }
