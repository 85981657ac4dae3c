"""Records as the rows of files, read as values: no record is made, and each relation costs one question a part."""

from itertools import islice

from django.db.models import ExpressionWrapper, F, IntegerField

from register.fields import PartialDateField

# So many records are read at once, with what belongs to them.
TOGETHER = 1000


def parts(columns, queryset, key="pk"):
    """(keys, rows) of the records of a queryset, in its order, a part at a time; each row is a tuple of cells.

    ``key`` is the field whose values tell to which record a row belongs; columns of related records need the own key.
    """
    own = [_read(queryset.model._meta.get_field(column.attribute)) for column in columns if not column.is_related]
    values = queryset.prefetch_related(None).values_list(key, *own).iterator(chunk_size=TOGETHER)
    while part := list(islice(values, TOGETHER)):
        keys, *own = zip(*part, strict=True)
        yield keys, zip(*_cells(queryset.model, columns, keys, iter(own)), strict=True)


class _AsKept(ExpressionWrapper):
    """A column whose values nothing converts."""

    def get_db_converters(self, connection):
        return []


def _read(field):
    """What is asked of a field: dates as the numbers by which they are kept, relations under the name of their keys.

    Under its own name a relation would be put in order by its key, no more as its records are.
    """
    return _AsKept(F(field.name), IntegerField()) if isinstance(field, PartialDateField) else field.attname


def _cells(model, columns, keys, own):
    """For each column its cells; columns of one relation share what is read of it."""
    linked = {}
    for column in columns:
        if not column.is_related:
            yield column.cells(next(own))
            continue
        if column.relation not in linked:
            linked[column.relation] = column.linked(model, keys)
        yield column.linked_cells(keys, linked[column.relation])
