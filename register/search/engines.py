"""The index in the database, whichever it is: FTS5 on SQLite, tsvector with GIN on PostgreSQL."""

from django.db import connection
from django.db.models.expressions import RawSQL

from register.search.matching import GROUPS, RECORDS
from register.search.postgresql import PostgreSQL
from register.search.rows import rows
from register.search.sqlite import SQLite


def engine():
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def write(entries, texts):
    """Write entries, each with its (number, title, text, facets, spans)."""
    if entries:
        with connection.cursor() as cursor:
            engine().write(cursor, entries, texts)


def numbers(match, limit):
    """The numbers of at most ``limit`` entries, newest first; see ``record_of``."""
    db = engine()
    where, values = _where(db, match)
    return db.first(where, values, limit, is_question=bool(match.question))


def columns_of_each(asked, names):
    """Some columns of the newest entries that answer, for each of several (match, limit, any_will_do, met).

    They are any that answer, where these will do, or those among the newest entries of the largest group of which so
    many are ``met``, or of all where that is None: lists of rows.
    """
    db = engine()
    each = [
        (db.conditions_met(match) if met else db.conditions(match), _bounds(db, match), most, any_will_do, met)
        for match, most, any_will_do, met in asked
    ]
    return db.first_of_each(each, names) if each else []


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    db = engine()
    where, values = _where(db, match)
    return db.counted(where, values, limit, most)


def counted_each(matches, most, limit):
    """The same of several, but None for the numbers where there are more and the newest are not found on the way."""
    db = engine()
    return db.counted_each([_where(db, match) for match in matches], limit, most) if matches else []


def count(match, most):
    """How many entries answer, counted up to ``most``."""
    db = engine()
    where, values = _where(db, match)
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {db.table} WHERE {where} LIMIT %s) AS found"
    return rows(sql, [*values, most])[0][0]


def finds_in_order():
    """Whether the database finds the newest first, whatever is asked; of one that does not, see ``latest``."""
    return engine().finds_in_order


def looks_afterwards():
    """Whether a term may be looked at in what the rest of a question finds (see ``Match.afterwards``)."""
    return engine().looks_afterwards


def columns(match, names, most, oldest_first=False):
    """Some columns of the entries that answer, for the ``most`` newest or oldest, in that order: a list of rows."""
    db = engine()
    where, values = _where(db, match)
    order = _order(oldest_first)
    read = ", ".join(f"register_searchentry.{name}" for name in names)
    sql = f"SELECT {read} FROM {db.joined} WHERE {where} ORDER BY {db.table}.{db.number} {order} LIMIT %s"
    return rows(sql, [*values, most])


def columns_in_order(match, names, most, entries, oldest_first=False):
    """The same where many answer: so many entries are met in order, until enough of them do."""
    db = engine()
    return db.met_in_order(
        names, db.conditions_met(match), _bounds(db, match), _order(oldest_first), most, int(entries)
    )


def gathered(match, names, most, oldest_first=False):
    """The same where few answer: all that do are gathered, then sorted."""
    db = engine()
    return db.gathered(names, db.conditions(match), _bounds(db, match), _order(oldest_first), most)


def records(match):
    """A subquery of the records that answer, for ``pk__in``."""
    db = engine()
    where, values = _where(db, match)
    return RawSQL(f"SELECT {db.table}.{db.number} %% {RECORDS} / {GROUPS} FROM {db.table} WHERE {where}", values)


def _order(oldest_first):
    return "ASC" if oldest_first else "DESC"


def _where(db, match):
    where, values = db.conditions(match)
    bounds, numbers = _bounds(db, match)
    return " AND ".join([*where, *bounds]), [*values, *numbers]


def _bounds(db, match):
    """The conditions on what the index finds: on the number of an entry, and what is looked at afterwards."""
    where, values = db.afterwards(match) if match.afterwards else ([], [])
    given = [(">=", match.first), ("<", match.last)]
    bounds = [(f"{db.table}.{db.number} {sign} %s", number) for sign, number in given if number is not None]
    return [*where, *(sql for sql, _number in bounds)], [*values, *(number for _sql, number in bounds)]


def analyse():
    """Let SQLite look at the data, so that it chooses among its indexes; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
