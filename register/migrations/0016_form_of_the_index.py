"""An index that holds nothing yet is of today's form; one that does says so once it is written anew."""

from django.db import migrations


def mark(apps, schema_editor):
    if not apps.get_model("register", "SearchEntry").objects.exists():
        apps.get_model("register", "Tally").objects.create(dimension="form", value="2", count=1)


def unmark(apps, schema_editor):
    apps.get_model("register", "Tally").objects.filter(dimension="form").delete()


class Migration(migrations.Migration):
    dependencies = [("register", "0015_fewer_statistics")]
    operations = [migrations.RunPython(mark, unmark)]
