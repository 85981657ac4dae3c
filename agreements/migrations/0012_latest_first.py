"""Programmes and meetings are read in their order, latest first, from an index: the latest few of many are soon found.

SQLite takes a date that is unknown for the earliest, and reads the index from its end. PostgreSQL takes it for the
latest, and has an index that puts it last. Of the agreements that end in one year, the first are found in the same way.
"""

from django.db import migrations, models

from register.on_database import analysed_on_sqlite, on_postgresql, renewed

TABLES = ["programme", "meeting"]
LATEST = "CREATE INDEX {0}_latest ON agreements_{0} (publication, starts_on DESC NULLS LAST, reference DESC)"


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_party_agreement"), ("partners", "0001_squashed_0004_reminders")]
    operations = [
        *renewed("programme", "programme_start", "publication", "starts_on", "reference"),
        *renewed("meeting", "meeting_start", "publication", "starts_on", "reference"),
        *renewed("agreement", "agreement_end", "publication", "ends_on", "id", condition=models.Q(ends_on__isnull=False)),
        on_postgresql([LATEST.format(name) for name in TABLES], [f"DROP INDEX {name}_latest" for name in TABLES]),
        analysed_on_sqlite("agreements_agreement", "agreements_meeting", "agreements_programme"),
    ]
