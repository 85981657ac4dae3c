"""The words of titles are marked by group: beginnings typed for institutions are not looked for in every agreement.

Those of agreements, of which there are most, stay as they are.
"""

from django.db import migrations

ON_POSTGRESQL = """
UPDATE register_searchentry SET vector = regexp_replace(vector::text, '''{was}\\^', '''' || {now} || '^', 'g')::tsvector
WHERE id % 10 <> 1
"""
ON_SQLITE = """
UPDATE register_search SET title = ltrim(replace(' ' || title, ' ' || {was} || '_', ' ' || {now} || '_'))
WHERE rowid IN (SELECT id FROM register_searchentry WHERE id % 10 <> 1)
"""


def marked(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL.format(was="", now="id % 10"), params=None)
    else:
        schema_editor.execute(ON_SQLITE.format(was="''", now="(rowid % 10)"), params=None)


def alike(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(ON_POSTGRESQL.format(was="[2-9]", now="''"), params=None)
    else:
        schema_editor.execute(ON_SQLITE.format(was="(rowid % 10)", now="''"), params=None)


class Migration(migrations.Migration):
    dependencies = [("register", "0018_months_counted")]
    operations = [migrations.RunPython(marked, alike)]
