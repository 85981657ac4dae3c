"""A year of the calendar: its months with what happens in them, then what is known to the year only."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count
from django.utils.functional import cached_property

from agreements.agenda.month import Month
from agreements.agenda.nearest import filled_after, filled_before
from agreements.agenda.stretch import Stretch
from agreements.happenings import EVERYTHING, MEETING
from agreements.occasions import Occasion, first, totals
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from register.edition import remembered

# So many events of all kinds are listed, and so many of a name that are known to the year only; where there are more,
# those of a name of which there are few.
MOST, FEW = 200, 10
IN_ONE_MONTH = [kind for kind in EVERYTHING if kind is not MEETING]


@dataclass(frozen=True)
class MonthOfYear:
    """A month in the list of its year; ``counts`` are (a kind, how many are of its name)."""

    month: Month
    counts: list

    @property
    def total(self):
        return sum(number for _kind, number in self.counts)


class Year(Stretch):
    """The twelve months of a year, then what is known to happen in it and no better."""

    def __init__(self, year):
        date = PartialDate(year)
        super().__init__(date, int(date), int(date) + 1231)

    @cached_property
    def counts(self):
        """{month, or 0 for what is known to the year only: {kind: number}}."""
        return _counted_by_month(self.date.year)

    @property
    def total(self):
        return sum(number for month, kinds in self.counts.items() if month for number in kinds.values())

    @property
    def is_listed(self):
        """Whether its events are few enough to be listed month by month."""
        return self.total <= MOST

    @cached_property
    def months(self):
        """The twelve, with their occasions where these are few enough to be listed."""
        occasions = self._occasions() if self.is_listed else []
        return [
            MonthOfYear(Month(self.date.year, month, occasions), _by_name(self.counts.get(month, {})))
            for month in range(1, 13)
        ]

    def _occasions(self):
        kinds = {kind for month, numbers in self.counts.items() if month for kind in numbers}
        dated = [(kind, first(kind.between, None, self.first + 100, self.last)) for kind in EVERYTHING if kind in kinds]
        return [kind.occasion(record) for kind, records in dated for record in records]

    @cached_property
    def of_unknown_month(self):
        """What is known to the year only, of each name of which there are few."""
        cut = {kind.name for kind, _number in self.cuts}
        kinds = [kind for kind in self.counts.get(0, {}) if kind.name not in cut]
        return [kind.occasion(record) for kind in kinds for record in first(kind.in_year_alone, None, self.first)]

    @cached_property
    def cuts(self):
        """(a kind, how many of its name are known to the year only), where they are more than are listed."""
        most = MOST if self.is_listed else FEW
        return [(kind, number) for kind, number in _by_name(self.counts.get(0, {})) if number > most]

    @property
    def previous(self):
        return PartialDate(self.date.year - 1) if self.date.year > FIRST_YEAR else None

    @property
    def next(self):
        return PartialDate(self.date.year + 1) if self.date.year < LAST_YEAR else None

    @property
    def previous_filled(self):
        return filled_before(self.first)

    @property
    def next_filled(self):
        return filled_after(self.last)


def _by_name(numbers):
    """(a kind, how many are of its name), from {kind: number}."""
    found = {}
    for kind in EVERYTHING:
        if kind in numbers:
            named, number = found.get(kind.name, (kind, 0))
            found[kind.name] = named, number + numbers[kind]
    return [*found.values()]


@remembered
def _counted_by_month(year):
    found, first, last = defaultdict(Counter), year * 10000, year * 10000 + 1231
    for kind, month, number in totals(IN_ONE_MONTH, lambda kind: kind.is_between(first, last), "month"):
        found[month][kind] += number
    for month, number in _meetings(first, last):
        found[month][MEETING] += number
    return dict(found)


def _meetings(first, last):
    """A meeting counts in each of its months."""
    met = MEETING.records().filter(MEETING.is_between(first, last)).order_by()
    for start, end, number in met.values_list("starts_on", "ends_on").annotate(n=Count("pk")):
        if end is None:
            yield start.month, number
            continue
        occasion = Occasion(MEETING, None, start, end)
        bounds = ((month, first + month * 100) for month in range(1, 13))
        months = [month for month, begins in bounds if occasion.is_between(begins, begins + 31)]
        yield from ((month, number) for month in months or [0])
