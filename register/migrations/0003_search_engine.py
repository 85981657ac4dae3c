"""The index itself: an FTS5 table on SQLite, a tsvector column with GIN on PostgreSQL (no extension needed)."""

from django.db import migrations

FORWARDS = {
    "sqlite": [
        # Texts come folded, so that every byte beyond ASCII is part of a word; the rest is what facets are written with.
        "CREATE VIRTUAL TABLE register_search USING fts5("
        "title, text, facets, spans, tokenize = \"ascii tokenchars '@.=-_'\", prefix = '2 3')",
        "CREATE TRIGGER register_search_forgets AFTER DELETE ON register_searchentry"
        " BEGIN DELETE FROM register_search WHERE rowid = old.id; END",
    ],
    "postgresql": [
        "ALTER TABLE register_searchentry ADD COLUMN vector tsvector NOT NULL DEFAULT ''",
        "CREATE INDEX register_searchentry_vector ON register_searchentry USING gin (vector)",
    ],
}
BACKWARDS = {
    "sqlite": ["DROP TRIGGER register_search_forgets", "DROP TABLE register_search"],
    "postgresql": ["ALTER TABLE register_searchentry DROP COLUMN vector"],
}


def run(statements):
    def apply(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("register", "0002_search_index")]
    operations = [migrations.RunPython(run(FORWARDS), run(BACKWARDS))]
