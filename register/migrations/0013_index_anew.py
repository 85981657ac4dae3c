"""Numbers of entries stay below 2 ** 56, and the index of SQLite marks the words of titles, facets and blocks of days.

In reverse order FTS5 lost answers among larger numbers (see matching.identifier). Marked, the words of titles are found
however many texts hold them, and no question has to read in which column a word stands. An entry is written once more
when its record is next touched, since its digest speaks of the number that it had.
"""

from django.db import migrations

# The days in numbers: with 13 months a year and 32 days a month, or YYYYMMDD as before.
SHORT = "(({n} / 10000 * 13 + {n} / 100 % 100) * 32 + {n} % 100) * 10000000000 + {id} % 10000000000"
LONG = "({n} / 416 * 10000 + {n} / 32 % 13 * 100 + {n} % 32) * 10000000000 + {id} % 10000000000"


def renumbered(number):
    return f"UPDATE register_searchentry SET id = {_number(number, 'id')}"


def rewritten(number, lengths, columns):
    """Statements that write the table of SQLite anew, from what it held."""
    return [
        "DROP TRIGGER register_search_forgets",
        "ALTER TABLE register_search RENAME TO register_search_old",
        "CREATE VIRTUAL TABLE register_search USING fts5("
        f"title, text, facets, spans, tokenize = \"ascii tokenchars '@.=-_'\", prefix = '{lengths}')",
        "INSERT INTO register_search(rowid, title, text, facets, spans)"
        f" SELECT {_number(number, 'rowid')}, {', '.join(columns)} FROM register_search_old ORDER BY rowid",
        "DROP TABLE register_search_old",
        "CREATE TRIGGER register_search_forgets AFTER DELETE ON register_searchentry"
        " BEGIN DELETE FROM register_search WHERE rowid = old.id; END",
    ]


def _number(number, column):
    return number.format(n=f"({column} / 10000000000)", id=column)


def marked(column, mark):
    return f"CASE {column} WHEN '' THEN '' ELSE '{mark}' || replace({column}, ' ', ' {mark}') END"


def unmarked(column, mark):
    return f"replace(substr({column}, 2), ' {mark}', ' ')"


MARKED = [marked("title", "_"), "title || ' . ' || text", marked("facets", "="), marked("spans", "=")]
UNMARKED = [
    unmarked("title", "_"),
    f"substr(text, length({unmarked('title', '_')}) + 4)",
    unmarked("facets", "="),
    unmarked("spans", "="),
]
FORWARDS = {"sqlite": rewritten(SHORT, "2 3 4", MARKED)}
BACKWARDS = {"sqlite": rewritten(LONG, "2 3", UNMARKED)}


def run(number, statements):
    def apply(apps, schema_editor):
        for statement in [renumbered(number), *statements.get(schema_editor.connection.vendor, ())]:
            schema_editor.execute(statement, params=None)

    return apply


class Migration(migrations.Migration):
    dependencies = [("register", "0012_licence")]
    operations = [migrations.RunPython(run(SHORT, FORWARDS), run(LONG, BACKWARDS))]
