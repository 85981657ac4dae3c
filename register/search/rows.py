"""Questions of the search to the database, in its own words."""

from django.db import connection

from register.prepared import planned


def rows(sql, values):
    """What the database answers: a list of rows."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def rows_as_planned(sql, values):
    """The same, planned once (see ``register.prepared``): for a question to which one way alone is open."""
    return rows(*planned(sql, values))


def numbers(sql, values, limit):
    """The first ``limit`` of what answers with one column: a list."""
    return [number for (number,) in rows(f"{sql} LIMIT %s", [*values, limit])]
