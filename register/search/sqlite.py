"""The index on SQLite: FTS5."""

from register.models import SearchEntry
from register.search.matching import (
    GROUPS,
    LARGEST,
    LAST_CHARACTER,
    MOST_WORDS,
    asked_of,
    mark_of,
    without_groups,
)
from register.search.rows import numbers, rows

# What marks a word of a title. So many letters of one of an agreement have an index of beginnings, mark included.
TITLE, FEW_LETTERS = "_", 3


class SQLite:
    """``form`` is raised where what is written of records changes; ``finds_in_order``: the newest first, always;
    ``looks_afterwards``: at some terms in what the others find.
    """

    form, finds_in_order, looks_afterwards = 3, True, False
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
                (
                    number,
                    _marked(title, mark_of(number % GROUPS, TITLE)),
                    f"{title} . {text}",
                    _marked(facets, "="),
                    _marked(spans, "="),
                )
                for number, title, text, facets, spans in texts
            ],
        )

    def first(self, where, values, limit, is_question):
        """The newest numbers: FTS5 finds in that order."""
        return numbers(f"SELECT rowid FROM register_search WHERE {where} ORDER BY rowid DESC", values, limit)

    def tallies(self, facets):
        """What asks for the (dimension, value, count) of some (dimension, value): one after the other, since for a list
        of values SQLite goes through all of a dimension.
        """
        asked = f"WITH asked (dimension, value) AS (VALUES {', '.join(['(%s, %s)'] * len(facets))})"
        found = "SELECT tally.dimension, tally.value, count FROM asked CROSS JOIN register_tally AS tally"
        each = "tally.dimension = asked.dimension AND tally.value = asked.value"
        return f"{asked} {found} ON {each}", [part for facet in facets for part in facet]

    def first_of_each(self, asked, names):
        """Some columns of the newest of several (conditions, bounds, limit, any_will_do, met), whether any will do."""
        return [self.gathered(names, found, bounds, "DESC", limit) for found, bounds, limit, *_ in asked]

    def met_in_order(self, names, met, bounds, order, most, entries):
        """Some columns of the first ones, whatever number of entries is to be met."""
        return self.gathered(names, met, bounds, order, most)

    def gathered(self, names, met, bounds, order, most):
        """Some columns of the first ones."""
        (where, values), (within, numbers) = met, bounds
        return self._columns(names, " AND ".join([*where, *within]), [*values, *numbers], order, most)

    def _columns(self, names, where, values, order, limit):
        read = f"SELECT {', '.join(f'register_searchentry.{name}' for name in names)} FROM {self.joined}"
        return rows(f"{read} WHERE {where} ORDER BY register_search.rowid {order} LIMIT %s", [*values, limit])

    def counted(self, where, values, limit, most):
        """How many there are, up to one more than ``most``, and the newest numbers."""
        found = self.first(where, values, most + 1, is_question=True)
        return len(found), found[:limit]

    def counted_each(self, asked, limit, most):
        """The same for several (where, values), one after the other."""
        return [self.counted(where, values, limit, most) for where, values in asked]

    def conditions(self, match):
        choices, of_largest = without_groups(match, f"register_search.rowid %% {GROUPS} = {LARGEST}")
        return ["register_search MATCH %s", *of_largest], [self._expression(match, choices)]

    conditions_met = conditions

    def _expression(self, match, choices):
        wanted = " AND ".join(asked_of(match, choices, self._any, self._term, TITLE))
        unwanted = " OR ".join(self._term(term, "") for term in match.question.unwanted)
        return f"({wanted}) NOT ({unwanted})" if unwanted else wanted

    def _any(self, tokens):
        return "(" + " OR ".join('"=' + token.replace('"', '""') + '"' for token in tokens) + ")"

    def _term(self, term, mark):
        if not term.is_prefix:
            return _any_of(term.forms, mark)
        *first, last = term.words
        known = _beginning(last) if mark == TITLE else ()
        if not known or len(known) > MOST_WORDS:
            return f"{_any_of([term.words], mark)} *"
        return _any_of([(*first, word) for word in known], mark)


def _any_of(phrases, mark):
    """One phrase stands bare, as a beginning has to."""
    written = [f'"{" ".join(mark + word for word in words)}"' for words in phrases]
    return written[0] if len(written) == 1 else f"({' OR '.join(written)})"


def _beginning(letters):
    """The words of titles that begin so, at most one more than MOST_WORDS; none of few letters or of digits.

    FTS5 gathers all that answer to a beginning before it gives the first, unless an index of its own holds beginnings
    of as many letters; to a word it answers in order.
    """
    if len(letters) <= FEW_LETTERS or letters.isdecimal():
        return ()
    asked = "SELECT word FROM register_searchword WHERE word >= %s AND word < %s"
    return numbers(asked, [letters, letters + LAST_CHARACTER], MOST_WORDS + 1)


def _marked(words, mark):
    return " ".join(mark + word for word in words.split())
