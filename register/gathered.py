"""The rows that belong to each row, read with it: one question where there would be two."""

import json

from django.db import models


class Gathered(models.Subquery):
    """The ``one`` of each row of a queryset, JSON itself, as the text of a JSON list in no order; see ``listed``."""

    output_field = models.TextField()

    def as_sqlite(self, compiler, connection, **extra):
        gathered = "(SELECT json_group_array(json(one)) FROM (%(subquery)s))"
        return self.as_sql(compiler, connection, template=gathered, **extra)

    def as_postgresql(self, compiler, connection, **extra):
        gathered = "(SELECT json_agg(one)::text FROM (%(subquery)s) AS gathered)"
        return self.as_sql(compiler, connection, template=gathered, **extra)


def listed(text):
    """What was gathered, in order: a list."""
    return sorted(json.loads(text)) if text else []
