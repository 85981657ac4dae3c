"""What stands beside a record on its page: each in a question of its own, which is not asked where there is none."""

from django.db.models import Exists, OuterRef


def telling(records, beside):
    """The records, each with ``has_<name>`` for each of ``beside``: {name: prepared question of rows by its key}."""
    return records.annotate(**{f"has_{name}": Exists(rows.asked(OuterRef("pk"))) for name, rows in beside.items()})


def rows_beside(record, beside):
    """{name: rows} of a record that was read so."""
    return {name: rows(record.pk) if getattr(record, f"has_{name}") else [] for name, rows in beside.items()}
