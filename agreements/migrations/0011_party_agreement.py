"""An index of PostgreSQL alone by which it gathers the agreements of the institutions of a country.

SQLite asks of each agreement whether it has one of them, and would look for every institution in such an index.
"""

from django.db import migrations

from register.on_database import on_postgresql


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_links_versioned"), ("partners", "0001_squashed_0004_reminders")]
    operations = [
        on_postgresql(
            ["CREATE INDEX party_agreement ON agreements_party (institution_id, agreement_id)"],
            ["DROP INDEX party_agreement"],
        )
    ]
