"""What happens on a date: each kind of it with its records, the column that dates them and its words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from django.db.models import BigIntegerField, Count, F, Model, Q, QuerySet, Subquery, Value, prefetch_related_objects
from django.db.models.functions import Coalesce

from register.dates import PartialDate
from register.prepared import prepared

# Beyond every YYYYMMDD number and every key.
BEYOND = 2**63 - 1


def running_at(day):
    """The month and the year of a day as YYYYMMDD numbers: dates known so far only, which may lie ahead of it."""
    return day.year * 10000 + day.month * 100, day.year * 10000


def is_ahead(column, day):
    """A condition that an index answers: some possible day of the date is ``day`` or later."""
    return Q(**{f"{column}__gte": day}) | Q(**{f"{column}__in": running_at(day)})


@dataclass(frozen=True, eq=False)
class Kind:
    """``name`` names the mark. ``owner`` is the path from a record to what has a page, empty where it has its own;
    ``is_repeated`` says that an owner may have several of these at a time; ``several`` names many of them.
    """

    name: str
    words: str
    records: Callable[[], QuerySet]
    column: str
    owner: str = ""
    text: str = "title"
    is_repeated: bool = False
    several: str = ""

    def between(self, first, last):
        """Records dated from one YYYYMMDD number to another, zeros for what is not known; earliest first."""
        return self._lines().filter(self.is_between(first, last)).order_by(*self.order)

    def in_year_alone(self, year):
        """Records known to the year, a YYYY0000 number, and no better."""
        return self._lines().filter(self.is_in_year_alone(year)).order_by("pk")

    def _lines(self):
        """Of agreements, no more than a line shows is read."""
        records = self.records()
        return records.as_lines() if hasattr(records, "as_lines") else records

    def happened(self, first, last, until):
        """Records for which ``has_happened`` holds, earliest first."""
        return self.records().filter(self.has_happened(first, last, until)).order_by(*self.order)

    def has_happened(self, first, last, until):
        """A condition: dated from one YYYYMMDD number to another, the whole of the date lying behind on a third."""
        return self.is_between(first, last) & self.dated(latest__lte=until)

    def ahead(self, day, most, until=None, concerned=None):
        """The occasions, at most ``most``, of which some possible day is ``day`` or later; nearest first.

        Those that begin up to ``until``, and of some owners only (see ``concerning``), where these are given.
        """
        found = self.records()
        if until is not None:
            found = found.filter(self.dated(lte=until))
        if concerned is not None:
            found = found.filter(concerned(f"{self.owner}__pk" if self.owner else "pk"))
        near = found.filter(self.is_near(found, day, most)).order_by(*self.order_ahead)
        return [self.occasion(record) for record in near[:most]]

    def is_near(self, found, day, most):
        """A condition for what is ahead of the day that leaves at least the nearest ``most``, of however many.

        What is known to the day stands in the order of the index: nothing beyond so many of these comes before them.
        What is known to the running month or year alone ends with it: of these the first so many are enough.
        """

        def last(column, **dated):
            within = found.prefetch_related(None).filter(self.dated(**dated)).order_by(column)
            values = Subquery(within.values(column)[most - 1 : most], output_field=BigIntegerField())
            return Coalesce(values, Value(BEYOND))

        near = self.dated(gte=day, lte=last(self.column, gte=day, day__gt=0))
        for running in running_at(day):
            near |= Q(self.dated(exact=running), pk__lte=last("pk", exact=running))
        return near

    @property
    def order(self):
        return self.column, "pk"

    @property
    def order_ahead(self):
        return F(f"{self.column}__latest"), "pk"

    def is_between(self, first, last):
        return self.dated(gte=first, lte=last)

    def is_in_year_alone(self, year):
        return self.dated(exact=year)

    def dates_before(self, first):
        """Querysets of the dates known to the month or better, as ``dated``, before a YYYYMMDD number."""
        return [self.dates(self.column, lt=first)]

    def dates_after(self, last):
        return [self.dates(self.column, gt=last)]

    def dates(self, column, **conditions):
        known = Q(
            **{f"{column}__{lookup}": value for lookup, value in conditions.items()}, **{f"{column}__month__gt": 0}
        )
        return self.records().prefetch_related(None).filter(known).order_by().values(dated=F(column))

    def dated(self, **conditions):
        return Q(**{f"{self.column}__{lookup}": value for lookup, value in conditions.items()})

    def occasion(self, record):
        return Occasion(self, record, self.date_of(record))

    def date_of(self, record):
        return attrgetter(self.column.replace("__", "."))(record)

    def words_of(self, record):
        return self.words

    def address_of(self, record):
        return self.owner_of(record).get_absolute_url()

    def reference_of(self, record):
        return self.owner_of(record).reference

    def owner_of(self, record):
        return attrgetter(self.owner)(record) if self.owner else record


@dataclass(frozen=True)
class Occasion:
    kind: Kind
    record: Model
    date: PartialDate
    until: PartialDate | None = None

    @property
    def what(self):
        return self.kind.words_of(self.record)

    @property
    def title(self):
        return attrgetter(self.kind.text)(self.record)

    @property
    def url(self):
        """The address of the page that tells of it, or nothing where none does."""
        return self.kind.address_of(self.record)

    @property
    def key(self):
        """The same for this occasion for ever: the reference, the kind, and the row where a reference has several."""
        row = [str(self.record.pk)] if self.kind.is_repeated else []
        return "-".join([self.reference, self.kind.name, *row])

    @property
    def reference(self):
        return self.kind.reference_of(self.record)

    @property
    def changed_at(self):
        return self.kind.owner_of(self.record).changed_at

    @property
    def last_day(self):
        return (self.until or self.date).last_day

    @property
    def precisions(self):
        return {date.precision for date in (self.date, self.until) if date}

    def is_between(self, first, last):
        """As ``Kind.is_between``, of this one. What begins "in 2019" is not known to run in each month from then on,
        nor what begins "in April" on each day.
        """
        start, end = int(self.date), int(self.until or self.date)
        began_before = int(PartialDate.of(self.date.last_day)) < first <= end
        return first <= start <= last or began_before or start < first <= end <= last


def first(ask, most, *numbers):
    """The first ``most`` records, or all, of those for which a method of a kind asks: its question is written once."""
    records = _asked(ask, most)(*numbers)
    if owner := ask.__self__.owner:
        prefetch_related_objects(records, owner)
    return records


@lru_cache(maxsize=200)
def _asked(ask, most):
    return prepared(lambda *numbers: ask(*numbers).prefetch_related(None)[:most])


def totals(kinds, is_meant, *groups):
    """One query for all: (kind, *groups, number) of the records for which ``is_meant(kind)`` holds, in that order.

    ``groups`` name transforms of the date, such as "month".
    """
    return in_order(kinds, counted(kinds, is_meant, *groups))


def in_order(kinds, rows):
    """What was ``counted``, as ``totals`` tells it."""
    return [(kinds[place], *rest) for place, *rest in sorted(rows) if rest[-1]]


def counted(kinds, is_meant, *groups):
    """The question for ``totals``, whose rows name each kind by its place."""
    asked = []
    for place, kind in enumerate(kinds):
        parts = {f"by_{group}": F(f"{kind.column}__{group}") for group in groups}
        found = (
            kind.records().prefetch_related(None).filter(is_meant(kind)).order_by().values(place=Value(place), **parts)
        )
        asked.append(found.annotate(n=Count("*")).values_list("place", *parts, "n"))
    return asked[0].union(*asked[1:], all=True)
