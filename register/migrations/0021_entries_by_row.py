"""The numbers of entries are those of their rows on SQLite, which finds each in one step where it took two."""

from django.db import migrations

from register.models.index import RowNumberField
from register.on_database import analysed_on_sqlite, on_sqlite

# The table is written anew, and its trigger goes with the old one.
FORGETS = (
    "CREATE TRIGGER register_search_forgets AFTER DELETE ON register_searchentry"
    " BEGIN DELETE FROM register_search WHERE rowid = old.id; END"
)


class Migration(migrations.Migration):
    dependencies = [("register", "0020_words_in_lam")]
    operations = [
        on_sqlite([], [FORGETS]),
        migrations.AlterField("searchentry", "id", RowNumberField(primary_key=True, serialize=False)),
        on_sqlite([FORGETS], []),
        analysed_on_sqlite("register_searchentry"),
    ]
