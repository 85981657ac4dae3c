"""PostgreSQL knows the two thousand words that most entries hold: as often as it plans a search it reads them all.

Of the rest it takes each to stand in less than one entry of five hundred, which is all that its choice depends on.
"""

from django.db import migrations

from register.on_database import on_postgresql

FORWARDS = [
    "ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS 200",
    "ANALYZE register_searchentry",
]
BACKWARDS = ["ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS 1000"]


class Migration(migrations.Migration):
    dependencies = [("register", "0014_vectors_in_line")]
    operations = [on_postgresql(FORWARDS, BACKWARDS)]
