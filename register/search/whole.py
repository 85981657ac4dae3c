"""The index as a whole: its counts written anew, and the form in which it was written."""

from collections import Counter

from django.db import transaction

from register.models import SearchEntry, Tally
from register.search import counts, engines


def recount():
    """Count everything anew from the entries."""
    with transaction.atomic():
        Tally.objects.all().delete()
        found = Counter()
        for entry in SearchEntry.objects.only("facets", "turns").iterator(chunk_size=5000):
            found.update(counts.on([entry]))
        counts.add({**found, ("form", str(engines.engine().form)): 1})


def form():
    """The form in which the index was written, which stands beside its counts; 0 for one before forms were told."""
    written = Tally.objects.filter(dimension="form").values_list("value", flat=True).first()
    return int(written or 0)


def is_of_today():
    """Whether the index was written as it would be today."""
    return form() == engines.engine().form
