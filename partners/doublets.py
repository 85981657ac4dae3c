"""Institutions that may be one: of like names, present or former, or of one acronym; never of two countries."""

from collections import defaultdict
from itertools import combinations

from partners.models import FormerName
from register.likeness import alike, once
from register.search import fold
from register.translated import columns

# Words that tell no institution from another.
SMALL = frozenset(fold("a au aux d de des du en et l la le les of the and for in pour sur في من على").split())


def doublets(institutions):
    """Yield pairs of keys of institutions of a queryset that may be one, each pair once."""
    found = institutions.order_by("pk")
    rows = list(found.values_list("pk", "country", "acronym", *columns("name")))
    former = FormerName.objects.filter(institution__in=found.order_by()).order_by("institution", "pk")
    named = [(key, _words(name)) for key, _country, _acronym, *names in rows for name in names]
    former = former.values_list("institution", *columns("name"))
    named += [(key, _words(name)) for key, *names in former for name in names]
    of_acronym = defaultdict(list)
    for key, _country, acronym, *_names in rows:
        of_acronym[fold(acronym)].append(key)
    of_acronym.pop("", None)
    countries = {key: country for key, country, *_rest in rows}
    for pair in once(alike(named), *(combinations(keys, 2) for keys in of_acronym.values())):
        if len({countries[key] for key in pair} - {None}) < 2:
            yield pair


def _words(name):
    return frozenset(fold(name).split()) - SMALL
