"""What the index keeps of records, read beside them."""

from django.db import models

from register.models import SearchEntry
from register.prepared import prepared
from register.search.index import number_of
from register.search.matching import GROUPS


@prepared
def _known_of(records):
    return SearchEntry.objects.filter(record__in=records).values_list("record", "facets", "turns")


def known_of(name, pks):
    """{pk: entry} of records of a group: its facets and turns as they are kept, empty for those without an entry."""
    number = number_of(name)
    records = {pk * GROUPS + number: pk for pk in pks}
    found = _known_of(list(records)) if records else ()
    return dict.fromkeys(pks, ("", "")) | {records[record]: known for record, *known in found}


def with_entry(records, name):
    """A queryset of records of a group with their entries annotated, as ``entry_facets`` and ``entry_turns``."""
    ours = SearchEntry.objects.filter(record=models.OuterRef("pk") * GROUPS + number_of(name))
    return records.annotate(
        entry_facets=models.Subquery(ours.values("facets")), entry_turns=models.Subquery(ours.values("turns"))
    )
