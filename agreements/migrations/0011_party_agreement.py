"""An index of PostgreSQL alone by which it gathers the agreements of the institutions of a country.

SQLite asks of each agreement whether it has one of them, and would look for every institution in such an index.
"""

from django.db import migrations


def run(statement):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(statement)

    return apply


class Migration(migrations.Migration):
    dependencies = [("agreements", "0010_links_versioned"), ("partners", "0001_squashed_0004_reminders")]
    operations = [
        migrations.RunPython(
            run("CREATE INDEX party_agreement ON agreements_party (institution_id, agreement_id)"),
            run("DROP INDEX party_agreement"),
        )
    ]
