"""A block of days becomes a dimension of its own: by (dimension, value) SQLite read through all blocks for each few."""

from django.db import migrations

FORWARDS = "UPDATE register_tally SET dimension = value, value = '' WHERE dimension = 'span'"
BACKWARDS = "UPDATE register_tally SET value = dimension, dimension = 'span' WHERE value = ''"


class Migration(migrations.Migration):
    dependencies = [("register", "0004_edition")]
    operations = [migrations.RunSQL(FORWARDS, BACKWARDS)]
