"""The facets of a selection as a reader sees them: names, counts, and the address of each choice."""

from collections import Counter
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from agreements.dimensions import DIMENSIONS, UNKNOWN, USUAL
from agreements.models import Agreement, Programme, Theme
from agreements.states import CHOICES as STATES
from partners.models import Country, Institution
from register.addresses import addresses_of
from register.prepared import prepared
from register.translated import columns, first_filled, reading_order
from register.vocabularies import names_of

# How many values a list shows beside itself, and how many the page of all values.
SHOWN, ALL = USUAL - 1, 2000
# The questions of an address that choose a year; that of its dimension chooses what has none.
YEARS = ["year_from", "year_to"]


@dataclass(frozen=True)
class Choice:
    name: str
    count: int
    address: str
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One dimension; ``rest`` is the address of all its values where more exist than are shown, else empty."""

    dimension: str
    label: str
    choices: list
    rest: str


def facets_of(filters, most=SHOWN, dimensions=DIMENSIONS):
    """The facets of a filter's selection that leave a choice, each with its ``most`` frequent values."""
    found = filters.selection.facets(most + 1, dimensions)
    names = _names({name: [value for value, _count in found.get(name, ())] for name in DIMENSIONS})
    here, all_values = reverse("agreements"), addresses_of("facet")
    facets = [_facet(here, all_values, filters, dimension, found[dimension], names, most) for dimension in dimensions]
    return [facet for facet in facets if _leaves_a_choice(facet, filters.selection.total)]


def _facet(here, all_values, filters, dimension, values, names, most):
    named = [(value, count, *names[dimension, value]) for value, count in values if (dimension, value) in names]
    chosen, (with_key, without) = filters.selection.chosen.get(dimension, ()), _addresses(filters, dimension)
    choices = [
        Choice(name, count, here + (without(value) if value in chosen else with_key(key)), value in chosen)
        for value, count, name, key in named[:most]
    ]
    rest = all_values[dimension] + filters.address() if len(named) > most else ""
    return Facet(dimension, _label(filters, dimension), choices, rest)


def _addresses(filters, dimension):
    """Where one more value of a dimension leads, as a function of its key in an address, and where one less does.

    Years are a range, of which there is one.
    """
    if dimension != "year":
        return filters.addresses([dimension]), lambda value: filters.without_value(dimension, value)
    ranges = [dimension, *YEARS]
    in_year, undated = filters.addresses(YEARS, ranges), filters.addresses([dimension], ranges)
    return lambda key: undated(key) if key == UNKNOWN else in_year(key), lambda value: filters.without(*ranges)


def _leaves_a_choice(facet, total):
    return any(choice.is_chosen or choice.count != total for choice in facet.choices) or len(facet.choices) > 1


def _label(filters, dimension):
    return _("Year of signature") if dimension == "year" else filters.filters[dimension].label


def _names(found):
    """{(dimension, value): (name, key in an address)} for what the counts speak of, a query for each kind of record."""
    states, kinds = dict(STATES), dict(Agreement.Kind.choices)
    names = {("state", value): (states[value], value) for value in found["state"] if value}
    names |= {("kind", value): (kinds[value], value) for value in found["kind"] if value in kinds}
    names |= {("year", value): (_("date unknown") if value == UNKNOWN else value, value) for value in found["year"]}
    for dimension, slug, name in _institutions(found):
        names[dimension, slug] = (name, slug)
    for dimension, model in (("country", Country), ("theme", Theme)):
        words = names_of(model, found[dimension])
        names |= {(dimension, code): (name, code) for code, name in words.items()}
    order, programmes = reading_order(), [int(pk) for pk in found["programme"]]
    for pk, ref, *titles in _programmes(programmes) if programmes else ():
        names["programme", str(pk)] = (first_filled(titles, order), ref)
    return names


@prepared
def _programmes(keys):
    found = Programme.objects.published().filter(pk__in=keys).order_by()
    return found.values_list("pk", "reference", *columns("title"))


@prepared
def _bodies(slugs):
    found = Institution.objects.published().filter(slug__in=slugs).order_by()
    return found.values_list("slug", "acronym", *columns("name"))


def _institutions(found):
    """(dimension, slug, acronym where no other institution in sight bears it, else name) of parties and networks."""
    order, slugs = reading_order(), sorted({*found["party"], *found["network"]})
    asked = _bodies(slugs) if slugs else ()
    named = {slug: (acronym, first_filled(names, order)) for slug, acronym, *names in asked}
    acronyms = Counter(acronym for acronym, _name in named.values())
    for dimension in ("party", "network"):
        for slug in (slug for slug in found[dimension] if slug in named):
            acronym, name = named[slug]
            yield dimension, slug, acronym if acronym and acronyms[acronym] == 1 else name
