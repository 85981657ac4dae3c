"""Steps of migrations that are for PostgreSQL alone."""

from django.db import migrations


def on_postgresql(forwards, backwards):
    """The operation that runs these statements there, lists both, and nothing elsewhere."""
    return migrations.RunPython(_run(forwards), _run(backwards))


def _run(statements):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return apply
