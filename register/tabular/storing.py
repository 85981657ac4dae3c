"""Planned records into the database, many at a time: the records, then what belongs to them."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register import bulk


def store(records, author):
    """Write the records of a plan without errors that are new or changed. Use it within a transaction."""
    new = [record for record in records if record.is_new]
    changed = [record for record in records if record.is_changed and not record.is_new]
    roles = _role_changes([*new, *changed])
    for wave in _waves(new):
        bulk.create([record.instance for record in wave], author, **_links(wave))
    _update(changed, author)
    for added, moved, gone in roles.values():
        bulk.delete(gone, author)
        bulk.update(moved, ["order"], author)
        bulk.create(added, author)
    details = [detail for record in records for detail in record.details]
    if details:
        store(details, author)


def _waves(records):
    """Records that name others of the same file (a parent, a successor) come after these."""
    waiting = list(records)
    while waiting:
        ready = [record for record in waiting if not _unsaved(record.instance)]
        if not ready:
            raise ValidationError(_("Some new records of this file name each other in a circle."))
        yield ready
        waiting = [record for record in waiting if record.instance.pk is None]


def _unsaved(instance):
    named = (instance.__dict__["_state"].fields_cache.get(f.name) for f in instance._meta.concrete_fields)
    return [record for record in named if record is not None and record.pk is None]


def _update(records, author):
    """One write for all records of which the file changes the same fields."""
    by_fields = defaultdict(list)
    for record in records:
        by_fields[tuple(record.fields)].append(record)
    for names, found in by_fields.items():
        bulk.update([record.instance for record in found], names, author, **_links(found))


def _links(records):
    """{many-to-many field: for each record those that it is to be linked to}."""
    names = {column.attribute for record in records for column, _value in record.links}
    linked = [{column.attribute: value for column, value in record.links} for record in records]
    return {name: [own.get(name) for own in linked] for name in names}


def _role_changes(records):
    """{relation: (rows to insert, to update, to delete)}, worked out before any record is written."""
    changes = defaultdict(lambda: ([], [], []))
    for record in records:
        last = {}
        for column, institutions in record.roles:
            taken = last.get(column.relation, column.last_order(record.instance))
            parts = column.rows(record.instance, institutions, taken)
            last[column.relation] = max([taken, *(row.order for part in parts[:2] for row in part)])
            for mine, all_of_them in zip(parts, changes[column.relation], strict=True):
                all_of_them += mine
    return changes
