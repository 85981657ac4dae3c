"""Addresses: those of many records at once, and the dates in them, in the one way of writing them."""

from functools import lru_cache
from urllib.parse import quote

from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.translation import get_language

from register.dates import FIRST_YEAR, LAST_YEAR

# What a part of an address may hold as it is (RFC 3986, section 3.3); Django's routes leave the same.
SAFE = "!$&'()*+,;=/~:@"


class YearConverter:
    """Four digits, within the years that the register knows."""

    regex = "[0-9]{4}"

    def to_python(self, value):
        if not FIRST_YEAR <= int(value) <= LAST_YEAR:
            raise ValueError(value)
        return int(value)

    def to_url(self, value):
        return f"{value:04}"


class MonthConverter:
    """01 to 12."""

    regex = "0[1-9]|1[0-2]"

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{value:02}"


class DayConverter(MonthConverter):
    """01 to 31."""

    regex = "0[1-9]|[12][0-9]|3[01]"


def addresses_of(route):
    """The ``Addresses`` of a route, in the language that is active."""
    return _addresses(route, get_language(), get_script_prefix(), settings.ROOT_URLCONF)


@lru_cache(maxsize=200)
def _addresses(route, *around):
    return Addresses(route)


class Addresses:
    """The addresses of records that differ by a key alone; the routes are asked once for all of them."""

    def __init__(self, route):
        self.before, self.after = reverse(route, args=["-"]).rsplit("-", 1)

    def __getitem__(self, key):
        return f"{self.before}{quote(key, safe=SAFE)}{self.after}"
