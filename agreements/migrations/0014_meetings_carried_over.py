"""Meetings that last from one month into another are found by an index of their own: few are, and all may end later."""

from django.db import migrations, models

from agreements.carried_over import CarriedOver
from register.on_database import analysed_on_sqlite


class Migration(migrations.Migration):
    dependencies = [("agreements", "0013_dates_in_order_of_key")]
    operations = [
        migrations.AddIndex(
            "meeting",
            models.Index("publication", CarriedOver("starts_on", "ends_on"), name="meeting_carried_over"),
        ),
        analysed_on_sqlite("agreements_meeting"),
    ]
