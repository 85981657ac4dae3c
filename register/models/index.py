"""What the search reads, what is counted, and which edition is shown."""

from django.db import models


class RowNumberField(models.BigIntegerField):
    """A primary key of 64 bits that is given. SQLite takes only an ``integer`` for the number of the row itself; of a
    ``bigint``, which holds no more there, it keeps an index apart, through which each row is looked for.
    """

    def db_type(self, connection):
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class SearchEntry(models.Model):
    """A published record as the search knows it. Its texts stand in the index of the database, see search.engines.

    ``turns`` says what holds from which day on, see search.days; ``digest`` tells whether it has changed.
    """

    id = RowNumberField(primary_key=True)
    record = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=80)
    facets = models.TextField()
    turns = models.TextField()
    digest = models.CharField(max_length=64)
    name_fr = models.TextField()
    name_ar = models.TextField()
    name_en = models.TextField()

    def __str__(self):
        return self.key


class Tally(models.Model):
    """How many published records bear a facet; kept at every write.

    A block of days during which something holds is a dimension without values, so that SQLite finds it by the index.
    """

    pk = models.CompositePrimaryKey("dimension", "value")
    dimension = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["dimension", "-count", "value"], name="tally_most")]

    def __str__(self):
        return f"{self.dimension}={self.value}: {self.count}"


class SearchWord(models.Model):
    """A word of a published record, as the index keeps it and as it is written: what a reader may have meant."""

    word = models.CharField(max_length=60, primary_key=True)
    written = models.CharField(max_length=80)

    def __str__(self):
        return self.written


class Edition(models.Model):
    """A mark that changes with every write of what the public may see: one row."""

    mark = models.CharField(max_length=32)

    def __str__(self):
        return self.mark
