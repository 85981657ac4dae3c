"""Whether an end is one that falls due stands in the index of ends: they are counted and looked through there alone."""

from django.db import migrations, models

from register.on_database import analysed_on_sqlite

FIELDS = ["publication", "ends_on", "id", "terminated_on", "is_signed"]


class Migration(migrations.Migration):
    dependencies = [("agreements", "0012_latest_first")]
    operations = [
        migrations.RemoveIndex(model_name="agreement", name="agreement_end"),
        migrations.AddIndex(
            model_name="agreement",
            index=models.Index(name="agreement_end", fields=FIELDS, condition=models.Q(ends_on__isnull=False)),
        ),
        analysed_on_sqlite("agreements_agreement"),
    ]
