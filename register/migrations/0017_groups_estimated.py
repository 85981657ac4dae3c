"""PostgreSQL learns how many entries are of each group, which their numbers end with.

So the token of the group, which stands on most entries, need not be looked for; of an expression that it knows nothing
about it takes one in two hundred to hold.
"""

from django.db import migrations

from register.on_database import on_postgresql

FORWARDS = [
    "CREATE STATISTICS register_searchentry_group ON (id % 10) FROM register_searchentry",
    "ANALYZE register_searchentry",
]
BACKWARDS = ["DROP STATISTICS register_searchentry_group"]


class Migration(migrations.Migration):
    dependencies = [("register", "0016_form_of_the_index")]
    operations = [on_postgresql(FORWARDS, BACKWARDS)]
