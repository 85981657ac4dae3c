"""The product as its server calls it: the WSGI application with every middleware, in this process."""

import io
import re
from dataclasses import dataclass
from html import unescape
from importlib import import_module
from urllib.parse import urljoin

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import RequestFactory

_LINK = re.compile(r"<a\b[^>]*>")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict
    body: bytes


class Product:
    def __init__(self):
        settings.ROOT_URLCONF = "bench.urls"
        # As the server imports it, with what it does to the memory of its process.
        self.application = import_module("cooperation.wsgi").application
        # One connection for the whole run, so that the server process behind it can be followed.
        connection.settings_dict["CONN_MAX_AGE"] = None

    def request(self, address, method="GET", **headers):
        """A function that asks for an address and reads the whole answer; a new call is a new request."""
        environ = RequestFactory(SERVER_NAME="localhost").generic(method, address, **headers).environ

        def ask():
            started = []
            response = self.application(environ | {"wsgi.input": io.BytesIO()}, lambda *start: started.extend(start))
            body = b"".join(response)
            response.close()
            status, fields = started[:2]
            return Answer(int(status.split()[0]), {name.lower(): value for name, value in fields}, body)

        return ask

    def hello(self):
        """The empty view. OPTIONS passes every middleware too, but asks the database for no edition as pages do."""
        return self.request("/hello/", "OPTIONS")

    def get(self, address, **headers):
        return self.request(address, **headers)()

    def link(self, address, rel):
        """Where the page at an address says that its link ``rel`` leads, or None."""
        for tag in _LINK.findall(self.get(address).body.decode()):
            if f'rel="{rel}"' in tag and (found := re.search(r'href="([^"]*)"', tag)):
                return urljoin(address, unescape(found[1]))
        return None


def forget():
    """Empty every cache, so that the next page is worked out anew."""
    for cache in caches.all(initialized_only=True):
        cache.clear()
