"""Slices of time in the place of months: how many agreements each holds stands among the counts.

On PostgreSQL an index that holds nothing yet is of the form in which entries bear the tokens of their blocks. Of these
many are frequent: as many more words are known to it, so that it knows as many others as before.
"""

from django.db import migrations

from register.on_database import on_postgresql

# A slice is 8 days of 10,000,000,000 numbers each, a month four slices; every tenth number may be that of an agreement.
COUNT = """
INSERT INTO register_tally (dimension, value, count)
SELECT '{dimension}', CAST(id / 10000000000 / {days} AS varchar(80)), COUNT(*)
FROM register_searchentry WHERE id % 10 = 1 GROUP BY id / 10000000000 / {days}
"""
FORGET = "DELETE FROM register_tally WHERE dimension = '{dimension}'"
KNOWN, LOOK = "ALTER TABLE register_searchentry ALTER COLUMN vector SET STATISTICS {}", "ANALYZE register_searchentry"
SLICES, MONTHS = {"dimension": "slice", "days": 8}, {"dimension": "month", "days": 32}


def written_in(form):
    def mark(apps, schema_editor):
        is_empty = not apps.get_model("register", "SearchEntry").objects.exists()
        if schema_editor.connection.vendor == "postgresql" and is_empty:
            apps.get_model("register", "Tally").objects.filter(dimension="form").update(value=form)

    return mark


class Migration(migrations.Migration):
    dependencies = [("register", "0021_entries_by_row")]
    operations = [
        migrations.RunSQL(
            [COUNT.format(**SLICES), FORGET.format(**MONTHS)], [COUNT.format(**MONTHS), FORGET.format(**SLICES)]
        ),
        migrations.RunPython(written_in("5"), written_in("4")),
        on_postgresql([KNOWN.format(250), LOOK], [KNOWN.format(200), LOOK]),
    ]
