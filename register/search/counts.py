"""Counts of published records by facet, kept at every write: no question here reads the records themselves."""

from collections import Counter

from django.db import connection

from register.search.days import tokens_holding, tokens_of
from register.search.engines import engine
from register.search.matching import GROUPS, LARGEST, slice_of
from register.search.rows import rows


def top(dimensions, most):
    """The ``most`` values of each dimension with the highest counts: {dimension: [(value, count)]}."""
    best = "SELECT * FROM (SELECT dimension, value, count FROM register_tally WHERE dimension = %s AND count > 0"
    each = f"{best} ORDER BY dimension, count DESC, value LIMIT %s) AS best"
    found = {dimension: [] for dimension in dimensions}
    asked = [value for dimension in dimensions for value in (dimension, most)]
    for dimension, value, count in rows(" UNION ALL ".join([each] * len(found)), asked):
        found[dimension].append((value, count))
    for values in found.values():
        values.sort(key=lambda pair: (-pair[1], pair[0]))
    return found


def on(entries):
    """How often each (dimension, value) stands on some entries, blocks of days included: a Counter.

    The slices of time are those of the largest group.
    """
    found = Counter(("slice", str(slice_of(entry.id))) for entry in entries if entry.id % GROUPS == LARGEST)
    for entry in entries:
        found.update(tuple(facet.split("=", 1)) for facet in entry.facets.split())
        found.update((token, "") for token in tokens_of(entry.turns))
    return found


def by(dimension):
    """{value: count} of a whole dimension."""
    return by_each(dimension)[dimension]


def by_each(*dimensions):
    """{dimension: {value: count}} of whole dimensions, read together."""
    asked = (
        f"SELECT dimension, value, count FROM register_tally WHERE dimension IN ({_places(dimensions)}) AND count > 0"
    )
    found = {dimension: {} for dimension in dimensions}
    for dimension, value, count in rows(asked, dimensions):
        found[dimension][value] = count
    return found


def number_of(dimension):
    """How many values of a dimension are borne."""
    return rows("SELECT COUNT(*) FROM register_tally WHERE dimension = %s AND count > 0", [dimension])[0][0]


def of(*facets):
    """{facet: count} of some ``dimension=value`` facets; those that stand on no record count 0."""
    if not facets:
        return {}
    found = rows(*engine().tallies([facet.split("=", 1) for facet in facets]))
    counts = {f"{dimension}={value}": count for dimension, value, count in found}
    return {facet: counts.get(facet, 0) for facet in facets}


def holding_on(day, everything):
    """{what: count} of what holds on a day, for each of ``everything`` (the words of turns)."""
    return holding_on_days([day], everything)[day]


def holding_on_days(days, everything):
    """{day: {what: count}} for several days, in one query."""
    asked = {(day, what): tokens_holding(what, day) for day in days for what in everything}
    tokens = sorted({token for blocks in asked.values() for token in blocks})
    blocks = f"SELECT dimension, count FROM register_tally WHERE dimension IN ({_places(tokens)}) AND value = ''"
    found = dict(rows(blocks, tokens))
    counts = {day: Counter() for day in days}
    for (day, what), blocks in asked.items():
        counts[day][what] = sum(found.get(block, 0) for block in blocks)
    return counts


def ranked(counted, most):
    """(value, count) of the ``most`` values with the highest counts, of which there may be many; none that counts 0."""
    least = min(sorted(counted.values(), reverse=True)[:most], default=0)
    best = sorted(value for value, count in counted.items() if count >= max(least, 1))
    return [(value, counted[value]) for value in sorted(best, key=counted.get, reverse=True)[:most]]


def add(change):
    """Add to the counts, in one order so that two writers never wait for each other: {(dimension, value): change}."""
    changed = sorted((dimension, value, by) for (dimension, value), by in change.items() if by)
    with connection.cursor() as cursor:
        for start in range(0, len(changed), 500):
            chunk = changed[start : start + 500]
            values = ", ".join(["(%s, %s, %s)"] * len(chunk))
            cursor.execute(
                f"INSERT INTO register_tally (dimension, value, count) VALUES {values}"
                " ON CONFLICT (dimension, value) DO UPDATE SET count = register_tally.count + excluded.count",
                [value for row in chunk for value in row],
            )


def _places(values):
    return ", ".join(["%s"] * len(values))
