"""A made-up register of any size, always the same for the same size and seed, to measure and to try the service on."""

from random import Random

from django.core.management.color import no_style
from django.db import connection, transaction

from bench.sample.agreements import PER_SOURCE, Agreements
from bench.sample.outcomes import Outcomes
from bench.sample.partners import Partners
from register.models import ReferenceCounter

# Agreements a transaction; a multiple of those a source has, so that a source is written before its agreements.
AT_ONCE = 100 * PER_SOURCE


def fill(count, seed, progress):
    """Write ``count`` agreements and what surrounds them into an empty register that has its countries and themes.

    Memory grows with the institutions alone, one for fifty agreements: rows are written as they are made, each batch in
    a transaction of its own.
    ``progress`` is called with the number of agreements written so far.
    """
    partners = Partners(Random(f"{seed} partners"), 40 + count // 50)
    agreements = Agreements(Random(f"{seed} agreements"), partners)
    outcomes = Outcomes(Random(f"{seed} outcomes"), partners, count)
    with transaction.atomic():
        partners.write()
    for numbers in _batches(count):
        with transaction.atomic():
            agreements.write(numbers)
        progress(numbers[-1])
    references = {"CC": count, "PR": max(1, count // 200), "RM": max(1, count // 20)}
    for write, prefix in ((outcomes.write_programmes, "PR"), (outcomes.write_meetings, "RM")):
        for numbers in _batches(references[prefix]):
            with transaction.atomic():
                write(numbers)
    with transaction.atomic():
        _count_on(references, [*partners.tables, *agreements.tables, *outcomes.tables])


def _batches(count):
    return [range(first, min(first + AT_ONCE, count + 1)) for first in range(1, count + 1, AT_ONCE)]


def _count_on(references, tables):
    """References and ids go on where those of the sample end."""
    for prefix, last in references.items():
        ReferenceCounter.objects.update_or_create(prefix=prefix, defaults={"last": last})
    for statement in connection.ops.sequence_reset_sql(no_style(), [table.model for table in tables]):
        with connection.cursor() as cursor:
            cursor.execute(statement)
