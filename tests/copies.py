"""What a loading wrote to the database, to be written again at once: loading the fixtures takes a second each time."""

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction

CHUNK = 200


class Copy:
    """The rows of every table that ``load`` changes. It is called once, in the database as it is then."""

    def __init__(self, load):
        before = _rows()
        load()
        self.rows = {table: rows for table, rows in _rows().items() if rows != before[table]}

    def write(self):
        """Put the rows back into tables that are as they were before the loading."""
        with transaction.atomic(), connection.cursor() as cursor:
            for table in self.rows:
                cursor.execute(f"DELETE FROM {table}")
            for table, (columns, rows) in self.rows.items():
                places = f"({', '.join(['%s'] * len(columns))})"
                for start in range(0, len(rows), CHUNK):
                    chunk = rows[start : start + CHUNK]
                    values = ", ".join([places] * len(chunk))
                    cursor.execute(
                        f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values}",
                        [value for row in chunk for value in row],
                    )
            for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
                cursor.execute(statement)


def _rows():
    """{table: (columns, rows)}; of the full text index of SQLite the table itself, not those that it keeps beneath."""
    tables = [name for name in connection.introspection.table_names() if not name.startswith("register_search_")]
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            number = "rowid, " if table == "register_search" else ""
            cursor.execute(f"SELECT {number}* FROM {table}")
            found[table] = ([f'"{column[0]}"' for column in cursor.description], cursor.fetchall())
    return found
