"""Arabic words that begin with lam are found after « لل »: an index that holds nothing yet is of this form."""

from django.db import migrations

NOW, BEFORE = {"postgresql": "4", "sqlite": "3"}, {"postgresql": "3", "sqlite": "2"}


def marked(forms):
    def mark(apps, schema_editor):
        if not apps.get_model("register", "SearchEntry").objects.exists():
            form = forms[schema_editor.connection.vendor]
            apps.get_model("register", "Tally").objects.filter(dimension="form").update(value=form)

    return mark


class Migration(migrations.Migration):
    dependencies = [("register", "0019_titles_by_group")]
    operations = [migrations.RunPython(marked(NOW), marked(BEFORE))]
