"""Questions whose SQL is written once: Django takes several times as long to write it as the database to answer.

PostgreSQL takes several times as long to plan one as to answer it: there each is planned once for a connection.
"""

from functools import update_wrapper
from itertools import count
from threading import local

from django.db import DEFAULT_DB_ALIAS, connections

from register.translated import reading_order

# What is looked for among more values than these, PostgreSQL finds faster where it knows them when it plans.
FEW = 64
_numbers = count()


class prepared:
    """Decorates a function that makes a queryset of numbers, texts or lists of them: the rows are answered as a list.

    The function itself is called only once for each thread, language and length of lists, with stand-ins as arguments,
    which may be nothing but what columns are compared with: whatever differs from call to call, the day too, has to be
    one. No list may be empty, and nothing is prefetched. One plan has to do for all values: a question whose answer is
    long for some of them and short for others is written so that only one way is open.
    """

    def __init__(self, asked):
        self.asked, self._written = asked, local()
        update_wrapper(self, asked)

    def __call__(self, *values):
        values = [_filled(value) if isinstance(value, list) else value for value in values]
        lengths = [len(value) if isinstance(value, list) else 0 for value in values]
        written, form = self._written.__dict__, (reading_order()[0], *lengths)
        if form not in written:
            written[form] = _Written(self.asked, values)
        return written[form].answers(values)


class _Written:
    """A queryset that remembers its SQL; ``_places`` says which of the values each parameter is, or None."""

    def __init__(self, asked, values):
        numbers = iter(range(len(_flat(values))))
        stand_ins = [
            [_stand_in(one, next(numbers)) for one in value]
            if isinstance(value, list)
            else _stand_in(value, next(numbers))
            for value in values
        ]
        self._queryset = asked(*stand_ins)
        compiler = self._queryset.query.get_compiler(self._queryset.db)
        self._sql, self._params = compiler.as_sql()
        found = {stand_in: place for place, stand_in in enumerate(_flat(stand_ins))}
        self._places = [found.get(parameter) for parameter in self._params]
        is_few = all(len(value) <= FEW for value in values if isinstance(value, list))
        plans_once = values and is_few and _keeps_plans(self._queryset.db)
        self._plan = _Plan(self._queryset.db, self._sql, self._params, self._places) if plans_once else None
        if not set(found.values()) <= set(self._places):
            raise TypeError(f"{asked.__qualname__} compares no column with some of its arguments")
        converters = compiler.get_converters([column for column, _sql, _alias in compiler.select])
        compiler.get_converters = lambda expressions: converters
        compiler.as_sql = lambda: self._asked
        self._queryset.query.get_compiler = lambda using: compiler

    def answers(self, values):
        flat = _flat(values)
        if self._plan:
            self._asked = self._plan.asked(flat)
        else:
            given = zip(self._places, self._params, strict=True)
            self._asked = self._sql, tuple(own if place is None else flat[place] for place, own in given)
        return list(self._queryset._iterable_class(self._queryset))


class _Plan:
    """A statement under a name in the connection to PostgreSQL on which it was planned last.

    ``places`` says which of the values each parameter will be; what is none of them is as in ``params``.
    """

    def __init__(self, alias, sql, params, places):
        numbered = ("%s" if place is None else f"${place + 1}" for place in places)
        self._statement = sql.replace("%%", "%%%%") % tuple(numbered)
        self._own = [given for place, given in zip(places, params, strict=True) if place is None]
        self._alias, self._name, self._on = alias, f"prepared_{next(_numbers)}", None

    def asked(self, values):
        """(SQL, values) to send: a new connection, which knows no plan, is given it before."""
        connection = connections[self._alias]
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        if self._on is not connection.connection:
            with connection.wrap_database_errors, connection.connection.cursor() as cursor:
                cursor.execute(f"PREPARE {self._name} AS {self._statement}", self._own)
            self._on = connection.connection
        given = f"({', '.join(['%s'] * len(values))})" if values else ""
        return f"EXECUTE {self._name}{given}", tuple(values)


_of_thread = local()


def planned(sql, values):
    """(SQL, values) to send for one of few statements of our own; where plans are kept, one does for all values."""
    if not _keeps_plans(DEFAULT_DB_ALIAS):
        return sql, values
    plans = _of_thread.__dict__
    if sql not in plans:
        plans[sql] = _Plan(DEFAULT_DB_ALIAS, sql, values, range(len(values)))
    return plans[sql].asked(values)


def _keeps_plans(alias):
    """Whether a connection plans for all that comes after: not where a pooler may give another one each time."""
    connection = connections[alias]
    return connection.vendor == "postgresql" and not connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]


def _filled(values):
    """The list up to a length that is a power of two, its last value again and again: few lengths, few statements."""
    return values + values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))


def _flat(values):
    return [one for value in values for one in (value if isinstance(value, list) else [value])]


def _stand_in(value, number):
    return f"stand-in {number}" if isinstance(value, str) else -2_000_000_000 - number
