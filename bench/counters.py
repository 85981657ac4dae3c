"""Counts that no load touches: queries, Python calls, bytes, elements of the page."""

import sys
from html.parser import HTMLParser

from django.db import connection

from bench.product import forget


def queries(ask, fresh=True):
    """How many statements a call sends to the database."""
    if fresh:
        forget()
    sent = []

    def count(execute, *arguments):
        sent.append(arguments[0])
        return execute(*arguments)

    with connection.execute_wrapper(count):
        ask()
    return len(sent)


def calls(ask, fresh=True):
    """How many Python functions a call runs."""
    if fresh:
        forget()
    ran = 0

    def count(frame, event, argument):
        nonlocal ran
        ran += event == "call"

    sys.setprofile(count)
    try:
        ask()
    finally:
        sys.setprofile(None)
    return ran


class _Elements(HTMLParser):
    count = 0

    def handle_starttag(self, tag, attrs):
        self.count += 1


def nodes(body):
    """How many elements an HTML page has."""
    elements = _Elements()
    elements.feed(body.decode())
    return elements.count
