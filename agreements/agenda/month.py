"""A month of the calendar: all that is published and happens in it, dated no better than it is known."""

import calendar
from collections import defaultdict
from dataclasses import dataclass

from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agreements.agenda.nearest import filled_after, filled_before, month_after
from agreements.happenings import EVERYTHING
from agreements.occasions import Kind, Occasion, counted, in_order
from register.dates import PartialDate
from register.prepared import prepared

# So many events of each kind are listed.
MOST = 100


@dataclass(frozen=True)
class Cut:
    """A kind of event that happens more often than is listed."""

    kind: Kind
    total: int
    shown: int


@dataclass(frozen=True)
class Day:
    date: PartialDate
    occasions: list[Occasion]

    def __str__(self):
        return _("%(weekday)s %(date)s") % {"weekday": WEEKDAYS[self.date.first_day.weekday()], "date": self.date}


@prepared
def _counted(first, last):
    return counted(EVERYTHING, lambda kind: kind.is_between(first, last))


class Month:
    """What happens in a month; ``date`` is its PartialDate, ``occasions`` what is in it where it is known already."""

    def __init__(self, year, month, occasions=None):
        self.date = PartialDate(year, month)
        self.first = int(self.date)
        self.last = self.first + 31
        if occasions is not None:
            self.occasions = [occasion for occasion in occasions if occasion.is_between(self.first, self.last)]

    @cached_property
    def totals(self):
        return in_order(EVERYTHING, _counted(self.first, self.last))

    @cached_property
    def occasions(self):
        listed = [(kind, kind.between(self.first, self.last)[:MOST]) for kind, _total in self.totals]
        return [kind.occasion(record) for kind, records in listed for record in records]

    @property
    def cuts(self):
        return [Cut(kind, total, MOST) for kind, total in self.totals if total > MOST]

    @cached_property
    def _by_day(self):
        found = defaultdict(list)
        for occasion in self.occasions:
            found[self.first_day_of(occasion)].append(occasion)
        return found

    @property
    def days(self):
        """The days on which something happens; what lasts stands on the first of its days in this month."""
        dated = sorted(day for day in self._by_day if day)
        return [Day(PartialDate(self.date.year, self.date.month, day), self._by_day[day]) for day in dated]

    @property
    def of_unknown_day(self):
        return self._by_day.get(0, [])

    @property
    def in_order(self):
        """All that happens in the month, what is known to the month only at the end."""
        return [*(occasion for day in self.days for occasion in day.occasions), *self.of_unknown_day]

    def first_day_of(self, occasion):
        """The day of this month on which it happens or begins, 0 where that is not known."""
        if int(occasion.date) >= self.first:
            return occasion.date.day
        if occasion.date.month or occasion.date.year < self.date.year:
            return 1
        return occasion.until.day

    def days_of(self, occasion):
        """Its days in this month, none where they are not known."""
        first, end = self.first_day_of(occasion), int(occasion.until or occasion.date)
        last = self.date.last_day.day if end > self.last else end - self.first
        return range(first, max(first, last) + 1) if first else []

    @property
    def weeks(self):
        """The days of each week from Monday on, each with the day of the list that tells of it; 0 stands for none."""
        told = {day: self.first_day_of(occasion) for occasion in self.occasions for day in self.days_of(occasion)}
        told |= {day: day for day in self._by_day}
        weeks = calendar.Calendar().monthdayscalendar(self.date.year, self.date.month)
        return [[(day, told.get(day, 0)) for day in week] for week in weeks]

    @property
    def previous(self):
        return month_after(self.date, -1)

    @property
    def next(self):
        return month_after(self.date, 1)

    @property
    def previous_filled(self):
        """The last month before this one in which something happens, or None."""
        began_before = any(int(occasion.date) < self.first for occasion in self.occasions)
        return self.previous if began_before else filled_before(self.first)

    @property
    def next_filled(self):
        lasts = any(int(occasion.until or 0) > self.last for occasion in self.occasions)
        return self.next if lasts else filled_after(self.last)
