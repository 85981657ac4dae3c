"""Steps of migrations: those for one database alone, and indexes written anew."""

from django.db import migrations, models


def on_postgresql(forwards, backwards):
    """The operation that runs these statements there, lists both, and nothing elsewhere."""
    return _on("postgresql", forwards, backwards)


def on_sqlite(forwards, backwards):
    """The same for SQLite."""
    return _on("sqlite", forwards, backwards)


def analysed_on_sqlite(*tables):
    """The operation that lets SQLite look at tables whose indexes changed: of one that it does not know, it takes
    each value to stand in ten rows. PostgreSQL looks by itself.
    """
    statements = ["PRAGMA analysis_limit = 1000", *(f"ANALYZE {table}" for table in tables)]
    return on_sqlite(statements, statements)


def renewed(model, name, *columns, **given):
    """The operations that write an index anew: of columns, or of expressions too."""
    is_of_columns = all(isinstance(column, str) for column in columns)
    asked, named = ((), {"fields": columns}) if is_of_columns else (columns, {})
    index = models.Index(*asked, name=name, **named, **given)
    return [migrations.RemoveIndex(model_name=model, name=name), migrations.AddIndex(model_name=model, index=index)]


def _on(vendor, forwards, backwards):
    return migrations.RunPython(_run(vendor, forwards), _run(vendor, backwards))


def _run(vendor, statements):
    def apply(apps, schema_editor):
        if schema_editor.connection.vendor == vendor:
            for statement in statements:
                schema_editor.execute(statement, params=None)

    return apply
