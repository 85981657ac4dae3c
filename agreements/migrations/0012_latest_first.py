"""Programmes and meetings are read in their order, latest first, from an index: the latest few of many are soon found.

SQLite takes a date that is unknown for the earliest, and reads the index from its end. PostgreSQL takes it for the
latest, and has an index that puts it last. Of the agreements that end in one year, the first are found in the same way.
"""

from django.db import migrations, models

from register.on_postgresql import on_postgresql

TABLES = ["programme", "meeting"]
LATEST = "CREATE INDEX {0}_latest ON agreements_{0} (publication, starts_on DESC NULLS LAST, reference DESC)"


def renewed(name):
    fields = ["publication", "starts_on", "reference"]
    return [
        migrations.RemoveIndex(model_name=name, name=f"{name}_start"),
        migrations.AddIndex(model_name=name, index=models.Index(fields=fields, name=f"{name}_start")),
    ]


def of_ends():
    given = {"name": "agreement_end", "condition": models.Q(ends_on__isnull=False)}
    index = models.Index(fields=["publication", "ends_on", "id"], **given)
    return [
        migrations.RemoveIndex(model_name="agreement", name="agreement_end"),
        migrations.AddIndex(model_name="agreement", index=index),
    ]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0011_party_agreement"), ("partners", "0001_squashed_0004_reminders")]
    operations = [
        *renewed("programme"),
        *renewed("meeting"),
        *of_ends(),
        on_postgresql([LATEST.format(name) for name in TABLES], [f"DROP INDEX {name}_latest" for name in TABLES]),
    ]
