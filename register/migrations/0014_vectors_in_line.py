"""The vectors of PostgreSQL stand in the rows of the entries, as they are; those that fit in no page stay apart.

Apart and compressed, as PostgreSQL keeps long values, each was fetched and opened again for every row that a question
met: three to four times the work. A vector that was written before moves in when it is next written.
"""

from django.db import migrations

from register.on_database import on_postgresql

FORWARDS = [
    "ALTER TABLE register_searchentry ALTER COLUMN vector SET STORAGE EXTERNAL",
    # In bytes, nearly a page: the largest that PostgreSQL takes.
    "ALTER TABLE register_searchentry SET (toast_tuple_target = 8160)",
]
BACKWARDS = [
    "ALTER TABLE register_searchentry RESET (toast_tuple_target)",
    "ALTER TABLE register_searchentry ALTER COLUMN vector SET STORAGE EXTENDED",
]


class Migration(migrations.Migration):
    dependencies = [("register", "0013_index_anew")]
    operations = [on_postgresql(FORWARDS, BACKWARDS)]
