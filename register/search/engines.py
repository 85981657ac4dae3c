"""The index in the database: FTS5 on SQLite, tsvector with GIN on PostgreSQL. Nothing else knows which one it is.

Identifiers of entries grow with the order in which they are to be shown, so that the newest come first at no cost.
"""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models.expressions import RawSQL

from register.models import SearchEntry
from register.search.terms import Question

RECORDS, GROUPS = 10**10, 10
# As many answers are sorted as soon as others are met in order: between a hundred thousand entries and a million.
FEW = 2000
# The number of the group that most entries are of; the choice of it, once it is registered.
LARGEST = 1
largest = set()


@dataclass(frozen=True)
class Match:
    """What to find: entries that hold one token of each choice and answer the question.

    ``choices`` are tuples of facets, ``spans`` a tuple of span tokens; numbers of entries (see ``identifier``) lie from
    ``first`` on and before ``last``; ``within`` is "anywhere", "title" or "whole title" (whole words only).
    """

    choices: tuple = ()
    spans: tuple = ()
    question: Question = field(default_factory=Question)
    first: int | None = None
    last: int | None = None
    within: str = "anywhere"


def identifier(order, record, group):
    """The number of an entry: its order (YYYYMMDD), then the record's own number, then its group.

    It stays below 2 ** 56, with 13 months a year and 32 days a month: FTS5 of SQLite 3.40 writes larger numbers in a
    ninth byte, and loses answers where it steps back over one.
    """
    year, month, day = order // 10_000, order // 100 % 100, order % 100
    return ((year * 13 + month) * 32 + day) * RECORDS + record * GROUPS + group


def record_of(number):
    return number % RECORDS // GROUPS


def month_of(number):
    """The month of an entry, counted thirteen a year: the first of each is for what is known to the year alone."""
    return number // RECORDS // 32


def token_of(month):
    """The token of a month, which the vectors of PostgreSQL hold."""
    return f"month={month}"


class SQLite:
    """``form`` is raised where what is written of records changes; ``finds_in_order``: the newest first, always."""

    form, finds_in_order = "2", True
    table = "register_search"
    number = "rowid"
    joined = "register_search CROSS JOIN register_searchentry ON register_searchentry.id = register_search.rowid"

    def write(self, cursor, entries, texts):
        """Words of titles stand twice, the second time marked; a point keeps phrases from running into the text."""
        SearchEntry.objects.bulk_create(entries)
        cursor.executemany("DELETE FROM register_search WHERE rowid = %s", [(text[0],) for text in texts])
        cursor.executemany(
            "INSERT INTO register_search(rowid, title, text, facets, spans) VALUES (%s, %s, %s, %s, %s)",
            [
                (number, _marked(title, "_"), f"{title} . {text}", _marked(facets, "="), _marked(spans, "="))
                for number, title, text, facets, spans in texts
            ],
        )

    def first(self, where, values, order, limit, is_question):
        """The first numbers in order: FTS5 finds in that order."""
        return _numbers(f"SELECT rowid FROM register_search WHERE {where} ORDER BY rowid {order}", values, limit)

    def first_of_each(self, asked):
        """The newest numbers of several (where, values, limit)."""
        return [self.first(where, values, "DESC", limit, is_question=True) for where, values, limit in asked]

    def counted(self, where, values, order, limit, most):
        """How many there are, up to one more than ``most``, and the first numbers in order."""
        found = self.first(where, values, order, most + 1, is_question=True)
        return len(found), found[:limit]

    def conditions(self, match):
        choices, of_largest = _without_largest(match, f"register_search.rowid %% {GROUPS} = {LARGEST}")
        return ["register_search MATCH %s", *of_largest], [self._expression(match, choices)]

    def _expression(self, match, choices):
        parts = [self._any(tokens) for tokens in [*choices, *([match.spans] if match.spans else [])]]
        mark = "" if match.within == "anywhere" else "_"
        parts += [self._term(term, mark, match.within == "whole title") for term in match.question.wanted]
        unwanted = " OR ".join(self._term(term, "", True) for term in match.question.unwanted)
        wanted = " AND ".join(parts)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted

    def _any(self, tokens):
        return "(" + " OR ".join('"=' + token.replace('"', '""') + '"' for token in tokens) + ")"

    def _term(self, term, mark, is_whole):
        words = " ".join(mark + word for word in term.words)
        return f'"{words}"' + (" *" if term.is_prefix and not is_whole else "")


def _marked(words, mark):
    return " ".join(mark + word for word in words.split())


class PostgreSQL:
    """See SQLite."""

    form, finds_in_order = "3", False
    table = joined = "register_searchentry"
    number = "id"

    def write(self, cursor, entries, texts):
        """The vector stands in the row from the first: a row that changes goes to another place, and those that are
        read together would lie far from each other.
        """
        names = [field.attname for field in SearchEntry._meta.concrete_fields]
        rows = [
            (*(getattr(entry, name) for name in names), self._vector(*text))
            for entry, text in zip(entries, texts, strict=True)
        ]
        row = f"({', '.join(['%s'] * len(names))}, %s::tsvector)"
        into = f"INSERT INTO register_searchentry ({', '.join(names)}, vector) VALUES "
        cursor.execute(into + ", ".join([row] * len(rows)), [value for values in rows for value in values])

    def _vector(self, number, title, text, facets, spans):
        """Written word by word: the parser of PostgreSQL would cut what looks like a number with an exponent.

        The words of a title stand a second time, marked: GIN knows no weights, and would leave a search of titles to
        read every text. The month of the entry is a token, by which GIN finds the newest of many (see ``latest``).
        """
        title, text = title.split(), text.split()
        # A gap between the two, so that no phrase runs from the one into the other.
        words = [*enumerate(title, start=1), *enumerate(text, start=len(title) + 100)]
        placed = [f"'{word}':{min(place, 16383)}" for place, word in words]
        placed += [f"'^{word}':{place}" for place, word in enumerate(title, start=1)]
        tokens = dict.fromkeys(f"{facets} {spans} {token_of(month_of(number))}".split())
        return " ".join([*placed, *map(self._quoted, tokens)])

    def first(self, where, values, order, limit, is_question):
        """The first numbers in order. PostgreSQL counts reading a long vector as nothing, and would read all of them
        in order for the rarest word of a question: see ``counted``.
        """
        if is_question:
            return self.counted(where, values, order, limit, FEW)[1]
        return self._in_order(where, values, order, limit)

    def first_of_each(self, asked):
        """The newest numbers of several (where, values, limit)."""
        return [numbers for _count, numbers in self._counted_each(asked, "DESC", FEW)]

    def counted(self, where, values, order, limit, most):
        """How many there are, up to one more than ``most``, and the first numbers in order."""
        return self._counted_each([(where, values, limit)], order, most)[0]

    def _counted_each(self, asked, order, most):
        """The same of several (where, values, limit), in one question unless they are many.

        GIN finds in no order: few answers are gathered and sorted, many are met while reading in order.
        """
        few = (
            f"(WITH few AS MATERIALIZED (SELECT id FROM register_searchentry WHERE {where} LIMIT {most + 1})"
            f" SELECT {place}, id, (SELECT COUNT(*) FROM few) FROM few ORDER BY id {order} LIMIT %s)"
            for place, (where, _values, _limit) in enumerate(asked)
        )
        found = [[] for _ in asked]
        for place, *one in _rows(" UNION ALL ".join(few), [v for _, values, limit in asked for v in (*values, limit)]):
            found[place].append(one)
        counts = [numbers[0][1] if numbers else 0 for numbers in found]
        return [
            (count, self._in_order(where, values, order, limit) if count > most else [number for number, _ in numbers])
            for count, numbers, (where, values, limit) in zip(counts, found, asked, strict=True)
        ]

    def _in_order(self, where, values, order, limit):
        return _numbers(f"SELECT id FROM register_searchentry WHERE {where} ORDER BY id {order}", values, limit)

    def likely(self, where, values):
        """How many entries the planner takes to answer, from what it knows of each word."""
        plan = _rows(f"EXPLAIN SELECT FROM register_searchentry WHERE {where}", values)[0][0]
        return int(plan.partition(" rows=")[2].partition(" ")[0])

    def conditions(self, match):
        of_largest = f"id %% {GROUPS} = {LARGEST}"
        if set(match.choices) == largest and not (match.spans or match.question):
            return [of_largest], []
        choices, of_largest = _without_largest(match, of_largest)
        return ["vector @@ %s::tsquery", *of_largest], [self._expression(match, choices)]

    def _expression(self, match, choices):
        parts = [self._any(tokens) for tokens in [*choices, *([match.spans] if match.spans else [])]]
        mark = "" if match.within == "anywhere" else "^"
        parts += [self._term(term, mark, match.within == "whole title") for term in match.question.wanted]
        parts += [f"!({self._term(term, '', True)})" for term in match.question.unwanted]
        return " & ".join(parts)

    def _any(self, tokens):
        return "(" + " | ".join(self._quoted(token) for token in tokens) + ")"

    def _term(self, term, mark, is_whole):
        beginning = ":*" if term.is_prefix and not is_whole else ""
        return "(" + " <-> ".join(f"'{mark}{word}'" for word in term.words) + beginning + ")"

    def _quoted(self, token):
        """A token as a lexeme of its own kind, which no word of a text begins like."""
        return "'=" + token.replace("\\", "\\\\").replace("'", "''") + "'"


def _without_largest(match, of_largest):
    """(the choices but that of the largest group, the condition on the number in its place), where others are left.

    As a token it stands on most entries, and an index would walk through all of them.
    """
    choices = [choice for choice in match.choices if choice not in largest]
    if len(choices) == len(match.choices) or not (choices or match.spans or match.question.wanted):
        return match.choices, []
    return choices, [of_largest]


def engine():
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def write(entries, texts):
    """Write entries, each with its (number, title, text, facets, spans)."""
    if entries:
        with connection.cursor() as cursor:
            engine().write(cursor, entries, texts)


def numbers(match, limit, offset=0, oldest_first=False):
    """The numbers of at most ``limit`` entries, newest first; see ``record_of``."""
    db = engine()
    where, values = _where(db, match)
    order = "ASC" if oldest_first else "DESC"
    return db.first(where, values, order, limit + offset, is_question=bool(match.question))[offset:]


def numbers_of_each(asked):
    """The same of several (match, limit)."""
    db = engine()
    return db.first_of_each([(*_where(db, match), limit) for match, limit in asked])


def counted(match, most, limit):
    """(how many entries answer, counted up to one more than ``most``; the numbers of the newest, ``limit`` of them)."""
    db = engine()
    where, values = _where(db, match)
    return db.counted(where, values, "DESC", limit, most)


def count(match, most):
    """How many entries answer, counted up to ``most``."""
    db = engine()
    where, values = _where(db, match)
    sql = f"SELECT COUNT(*) FROM (SELECT 1 FROM {db.table} WHERE {where} LIMIT %s) AS found"
    return _rows(sql, [*values, most])[0][0]


def finds_in_order():
    """Whether the database finds the newest first, whatever is asked; of one that does not, see ``likely``."""
    return engine().finds_in_order


def likely(match):
    """How many entries the database takes to answer, before it looks."""
    db = engine()
    return db.likely(*_where(db, match))


def columns(match, names, most):
    """Some columns of the entries that answer, for the ``most`` newest: a list of rows."""
    db = engine()
    where, values = _where(db, match)
    read = ", ".join(f"register_searchentry.{name}" for name in names)
    sql = f"SELECT {read} FROM {db.joined} WHERE {where} ORDER BY {db.table}.{db.number} DESC LIMIT %s"
    return _rows(sql, [*values, most])


def records(match):
    """A subquery of the records that answer, for ``pk__in``."""
    db = engine()
    where, values = _where(db, match)
    return RawSQL(f"SELECT {db.table}.{db.number} %% {RECORDS} / {GROUPS} FROM {db.table} WHERE {where}", values)


def _where(db, match):
    where, values = db.conditions(match)
    if match.first is not None:
        where.append(f"{db.table}.{db.number} >= %s")
        values.append(match.first)
    if match.last is not None:
        where.append(f"{db.table}.{db.number} < %s")
        values.append(match.last)
    return " AND ".join(where), values


def _numbers(sql, values, limit):
    return [number for (number,) in _rows(f"{sql} LIMIT %s", [*values, limit])]


def _rows(sql, values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def analyse():
    """Let SQLite look at the data, so that it chooses among its indexes; PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit = 1000")
            cursor.execute("ANALYZE")
