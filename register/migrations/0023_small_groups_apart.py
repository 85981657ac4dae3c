"""On PostgreSQL an index of the small groups alone: beginnings of words are not looked for in every agreement first."""

from django.db import migrations

from register.on_database import on_postgresql

# The group of a number is its last digit, that of the largest group 1.
APART = "CREATE INDEX register_searchentry_small ON register_searchentry USING gin (vector) WHERE id % 10 <> 1"


class Migration(migrations.Migration):
    dependencies = [("register", "0022_slices_of_time")]
    operations = [on_postgresql([APART], ["DROP INDEX register_searchentry_small"])]
