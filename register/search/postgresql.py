"""The index on PostgreSQL: a tsvector in the row of each entry, with GIN."""

from dataclasses import replace
from operator import itemgetter

from register.models import SearchEntry
from register.search.matching import (
    GROUPS,
    LARGEST,
    LAST_CHARACTER,
    MOST_WORDS,
    asked_of,
    beside_groups,
    is_of_small_group,
    largest,
    mark_of,
    slice_of,
    tokens_of,
    without_groups,
)
from register.search.rows import rows, rows_as_planned

# As many answers are sorted as soon as others are met in order: between a hundred thousand entries and a million.
FEW = 2000
# What marks a word of a title, and a token, in the vector of an entry.
TITLE, TOKEN = "^", "="
# The word itself that a title begins with, and the words that begin so; the beginning, where they are too many.
KNOWN = f"""vector @@ (
    SELECT CASE WHEN COUNT(*) > %s THEN %s
        ELSE CONCAT_WS(' | ', %s::text, STRING_AGG('''{TITLE}' || word || '''', ' | ')) END
    FROM (SELECT word FROM register_searchword WHERE word ~>=~ %s AND word ~<~ %s LIMIT %s) AS known
)::tsquery"""


class PostgreSQL:
    """See register.search.sqlite."""

    form, finds_in_order, looks_afterwards = 5, False, True
    table = joined = "register_searchentry"
    number = "id"

    def write(self, cursor, entries, texts):
        """The vector stands in the row from the first: a row that changes goes to another place, and those that are
        read together would lie far from each other.
        """
        names = [field.attname for field in SearchEntry._meta.concrete_fields]
        written = [
            (*(getattr(entry, name) for name in names), self._vector(*text))
            for entry, text in zip(entries, texts, strict=True)
        ]
        row = f"({', '.join(['%s'] * len(names))}, %s::tsvector)"
        into = f"INSERT INTO register_searchentry ({', '.join(names)}, vector) VALUES "
        cursor.execute(into + ", ".join([row] * len(written)), [value for values in written for value in values])

    def _vector(self, number, title, text, facets, spans):
        """Written word by word: the parser of PostgreSQL would cut what looks like a number with an exponent.

        The words of a title stand a second time, marked: GIN knows no weights, and would leave a search of titles to
        read every text. By tokens of time GIN finds the newest of many (see ``latest``).
        """
        title, text = title.split(), text.split()
        # A gap between the two, so that no phrase runs from the one into the other.
        words = [*enumerate(title, start=1), *enumerate(text, start=len(title) + 100)]
        placed = [f"'{word}':{min(place, 16383)}" for place, word in words]
        mark = mark_of(number % GROUPS, TITLE)
        placed += [f"'{mark}{word}':{place}" for place, word in enumerate(title, start=1)]
        tokens = dict.fromkeys([*facets.split(), *spans.split(), *tokens_of(slice_of(number))])
        return " ".join([*placed, *map(self._quoted, tokens)])

    def first(self, where, values, limit, is_question):
        """The newest numbers. PostgreSQL counts reading a long vector as nothing, and would read all of them
        in order for the rarest word of a question: see ``counted``.
        """
        if is_question:
            return self.counted(where, values, limit, FEW)[1]
        return self._numbers_in_order(where, values, limit)

    def tallies(self, facets):
        """What asks for the (dimension, value, count) of some (dimension, value), and maybe of others: one after the
        other, PostgreSQL would go through all.
        """
        dimensions, values = (sorted(set(parts)) for parts in zip(*facets, strict=True))
        among = (f"({', '.join(['%s'] * len(parts))})" for parts in (dimensions, values))
        found = "SELECT dimension, value, count FROM register_tally WHERE dimension IN {} AND value IN {}"
        return found.format(*among), [*dimensions, *values]

    def first_of_each(self, asked, names):
        """Some columns of the newest of several (conditions, bounds, limit, any_will_do, met), in one question unless
        they are many: of those that are found first, where any will do, or of so many that are ``met`` in order. All
        else that answers is gathered, which is planned once: of what is likely to be much, see ``latest``.
        """
        each = []
        for (where, values), (within, numbers), limit, any_will_do, met in asked:
            if met:
                each.append((self._in_order_of_largest(within), where, [*numbers, met, *values], limit, None))
            else:
                most = None if any_will_do else FEW
                each.append((self.table, [*where, *within], [*values, *numbers], limit, most))
        found = self._few_of_each(each, names)
        return [
            few if count <= FEW else self._in_order(names, " AND ".join(where), values, limit)
            for (_table, where, values, limit, _most), (count, few) in zip(each, found, strict=True)
        ]

    def met_in_order(self, names, met, bounds, order, most, entries):
        """Some columns of the first ones that answer among so many entries of the largest group."""
        (where, values), (within, numbers) = met, bounds
        first = self._in_order_of_largest(within, order)
        asked = f"SELECT {', '.join(names)} FROM {first} WHERE {' AND '.join(where)} ORDER BY id {order} LIMIT %s"
        return rows_as_planned(asked, [*numbers, entries, *values, most])

    def _in_order_of_largest(self, within, order="DESC"):
        """The first entries of the largest group, as many as the value that follows those of the bounds."""
        where = " AND ".join([f"id %% {GROUPS} = {LARGEST}", *within])
        return f"(SELECT * FROM {self.table} WHERE {where} ORDER BY id {order} LIMIT %s) AS register_searchentry"

    def gathered(self, names, met, bounds, order, most):
        """Some columns of the first ones: all that hold what is asked are gathered in any order, then sorted.

        What ``bounds`` them is looked at afterwards: planned once, PostgreSQL would gather all that lies within too.
        """
        (where, values), (within, numbers) = met, bounds
        found = "register_searchentry"
        if values:
            found = f"(SELECT * FROM {found} WHERE {' AND '.join(where)} OFFSET 0) AS {found}"
            where = []
        within = " AND ".join([*where, *within])
        asked = f"SELECT {', '.join(names)} FROM {found} {within and f'WHERE {within}'} ORDER BY id {order} LIMIT %s"
        return rows_as_planned(asked, [*values, *numbers, most])

    def counted(self, where, values, limit, most):
        """How many there are, up to one more than ``most``, and the newest numbers.

        GIN finds in no order: few answers are gathered and sorted, many are met while reading in order.
        """
        ((count, few),) = self.counted_each([(where, values)], limit, most)
        return count, self._numbers_in_order(where, values, limit) if few is None else few

    def counted_each(self, asked, limit, most):
        """The same for several (where, values) in one question, but no numbers where there are more: None."""
        each = [(self.table, [where], values, limit, most) for where, values in asked]
        found = self._few_of_each(each, ["id"])
        return [(count, None if count > most else [number for (number,) in few]) for count, few in found]

    def _numbers_in_order(self, where, values, limit):
        return [number for (number,) in self._in_order(["id"], where, values, limit)]

    def _few_of_each(self, asked, names):
        """(how many there are, up to one more than ``most``; some columns of the newest ``limit`` of these) for several
        (table, where, values, limit, most). Where ``most`` is None, the ``limit`` found first are taken, and 0 told.
        """
        each = (
            self._first_found(place, table, where, ["id", *names])
            if most is None
            else self._newest_found(place, table, where, ["id", *names], most)
            for place, (table, where, _values, _limit, most) in enumerate(asked)
        )
        found, counts = [[] for _ in asked], [0] * len(asked)
        given = [value for _table, _where, values, limit, _most in asked for value in (*values, limit)]
        for place, count, *one in rows_as_planned(" UNION ALL ".join(each), given):
            counts[place] = count
            found[place].append(one)
        newest_first = (sorted(entries, key=itemgetter(0), reverse=True) for entries in found)
        return [(count, [one[1:] for one in entries]) for count, entries in zip(counts, newest_first, strict=True)]

    def _first_found(self, place, table, where, names):
        return f"(SELECT {place}, 0::bigint, {', '.join(names)} FROM {table} WHERE {' AND '.join(where)} LIMIT %s)"

    def _newest_found(self, place, table, where, names, most):
        few = f"SELECT {', '.join(dict.fromkeys(names))} FROM {table} WHERE {' AND '.join(where)} LIMIT {most + 1}"
        told = f"SELECT {place}, COUNT(*) OVER (), {', '.join(names)} FROM ({few}) AS few"
        return f"({told} ORDER BY id DESC LIMIT %s)"

    def _in_order(self, names, where, values, limit):
        asked = f"SELECT {', '.join(names)} FROM register_searchentry WHERE {where} ORDER BY id DESC LIMIT %s"
        return rows(asked, [*values, limit])

    def conditions(self, match):
        of_largest = f"id %% {GROUPS} = {LARGEST}"
        if set(match.choices) == largest and not (match.holding or match.question):
            return [of_largest], []
        choices, of_group = without_groups(match, of_largest)
        if is_of_small_group(match):
            # These have an index of their own.
            of_group = [f"id %% {GROUPS} <> {LARGEST}"]
        beginnings = self._beginnings(match)
        asked = self._asked(match, choices, beginnings)
        known = [value for term in beginnings for value in self._known(term)]
        return [*["vector @@ %s::tsquery"] * len(asked), *[KNOWN] * len(beginnings), *of_group], [*asked, *known]

    def conditions_met(self, match):
        """The condition on each entry of the largest group that is met in order: one, since vectors are long."""
        asked = self._asked(match, beside_groups(match))
        return (["vector @@ %s::tsquery"], [" & ".join(asked)]) if asked else (["true"], [])

    def _beginnings(self, match):
        """The terms that are asked for as the words of titles that begin so: of a beginning GIN gathers every entry
        before it leaps anywhere. What has an index of its own has few, and words of digits are not known.
        """
        if match.within != "title" or match.question.unwanted or is_of_small_group(match):
            return ()
        return tuple(term for term in match.question.wanted if term.is_prefix and not term.words[-1].isdecimal())

    def _known(self, term):
        beginning, word = self._term(term, TITLE), term.words[-1]
        itself = self._term(replace(term, is_prefix=False), TITLE)
        return [MOST_WORDS, beginning, itself, word, word + LAST_CHARACTER, MOST_WORDS + 1]

    def afterwards(self, match):
        """The condition on what the rest of a question finds, and its value."""
        return ["vector @@ %s::tsquery"], [" & ".join(self._term(term, "") for term in match.afterwards)]

    def _asked(self, match, choices, apart=()):
        """What an entry has to hold, each in a condition of its own: from an entry that bears one thing GIN leaps to
        the next that bears the other. Of one expression for all it would go through every entry of the rarest things
        in it, such as all blocks of a time. What is unwanted it finds beside what is wanted only.
        """
        wanted = asked_of(match, choices, self._any, self._term, TITLE, apart)
        if unwanted := [f"!({self._term(term, '')})" for term in match.question.unwanted]:
            wanted[-1:] = [" & ".join([*wanted[-1:], *unwanted])]
        return wanted

    def _any(self, tokens):
        return "(" + " | ".join(self._quoted(token) for token in tokens) + ")"

    def _term(self, term, mark):
        beginning = ":*" if term.is_prefix else ""
        forms = (" <-> ".join(f"'{mark}{word}'" for word in words) + beginning for words in term.forms)
        return "(" + " | ".join(forms) + ")"

    def _quoted(self, token):
        """A token as a lexeme of its own kind, which no word of a text begins like."""
        return f"'{TOKEN}" + token.replace("\\", "\\\\").replace("'", "''") + "'"
