"""Rows written as they are given, many in one statement: no model instances, no signals, no counters."""

from functools import lru_cache

from django.db import connection

from register.search import FoldedField, fold

ROWS_AT_ONCE = 500
# What both databases take as it is.
PLAIN = {int, str, bool, type(None)}


@lru_cache(maxsize=100)
def prepared(field, value):
    """What the database takes for a value of the field; batches share their moments, so most are asked for again."""
    return field.get_db_prep_save(value, connection)


class Table:
    """Collects rows of one model, numbered from 1, and writes them. Folded texts are made here, references are not."""

    def __init__(self, model):
        self.model = model
        self.fields = {field.attname: field for field in model._meta.concrete_fields}
        self.folded = [field for field in self.fields.values() if isinstance(field, FoldedField)]
        self.defaults = {name: prepared(field, field.get_default()) for name, field in self.fields.items()}
        self.rows = []
        self.last = 0

    def add(self, **given):
        """Add a row by column names and return its id; what is not given takes the default of its field."""
        self.last += 1
        row = self.defaults | {"id": self.last}
        for name, value in given.items():
            row[name] = value if type(value) in PLAIN else prepared(self.fields[name], value)
        for field in self.folded:
            row[field.attname] = fold(" ".join(row[source] for source in field.sources))
        self.rows.append(tuple(row.values()))
        return self.last

    def write(self):
        """Insert the collected rows and forget them."""
        most = connection.features.max_query_params
        step = min(ROWS_AT_ONCE, most // len(self.fields)) if most else ROWS_AT_ONCE
        quote = connection.ops.quote_name
        columns = ", ".join(quote(field.column) for field in self.fields.values())
        into = f"INSERT INTO {quote(self.model._meta.db_table)} ({columns}) VALUES "
        marks = f"({', '.join(['%s'] * len(self.fields))})"
        with connection.cursor() as cursor:
            for start in range(0, len(self.rows), step):
                rows = self.rows[start : start + step]
                cursor.execute(into + ", ".join([marks] * len(rows)), [value for row in rows for value in row])
        self.rows.clear()


class Links(Table):
    """The rows of a many-to-many relation."""

    def __init__(self, relation):
        super().__init__(relation.through)
        self.names = [f"{relation.field.m2m_field_name()}_id", f"{relation.field.m2m_reverse_field_name()}_id"]

    def link(self, one, other):
        """Tie a record to another by their ids, in the order of the relation's own definition."""
        self.add(**dict(zip(self.names, (one, other), strict=True)))
