"""A month of the calendar: all that is published and happens in it, dated no better than it is known."""

import calendar
from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse
from django.utils.dates import WEEKDAYS
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from agreements.agenda.nearest import filled_after, filled_before, month_after
from agreements.agenda.stretch import Stretch
from agreements.occasions import Occasion
from register.dates import PartialDate

# So many events of each sort are listed; of a sort that has more in a month, the first FEW, and each day has its page.
MOST, FEW = 100, 20


@dataclass(frozen=True)
class DayOfMonth:
    date: PartialDate
    occasions: list[Occasion]

    def __str__(self):
        return in_words(self.date)


def in_words(date):
    """A day with its name: « mardi 9 avril 2019 »."""
    return _("%(weekday)s %(date)s") % {"weekday": WEEKDAYS[date.first_day.weekday()], "date": date}


class Month(Stretch):
    """What happens in a month; ``date`` is its PartialDate, ``occasions`` what is in it where it is known already."""

    def __init__(self, year, month, occasions=None):
        date = PartialDate(year, month)
        super().__init__(date, int(date), int(date) + 31)
        if occasions is not None:
            self.occasions = [occasion for occasion in occasions if occasion.is_between(self.first, self.last)]

    @cached_property
    def occasions(self):
        return [occasion for sort in self.sorts for occasion in (sort[:FEW] if sort in self.cuts else sort)]

    @cached_property
    def cuts(self):
        """The sorts of which there are more than are listed."""
        return [sort for sort in self.sorts if len(sort) > MOST]

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
        return [DayOfMonth(PartialDate(self.date.year, self.date.month, day), self._by_day[day]) for day in dated]

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
        """The days of each week from Monday on, 0 for none, each with the address of what tells of it: the day of the
        list, or its own page where the list is cut; empty where nothing does.
        """
        if self.cuts:
            return self.weeks_of_pages
        told = {day: self.first_day_of(occasion) for occasion in self.occasions for day in self.days_of(occasion)}
        told |= {day: day for day in self._by_day}
        return self._weeks(lambda day: f"#day-{told[day]}" if told.get(day) else "")

    @property
    def weeks_of_pages(self):
        """The same, each day with its own page."""
        return self._weeks(lambda day: reverse("calendar_day", args=[self.date.year, self.date.month, day]))

    def _weeks(self, address_of):
        weeks = calendar.Calendar().monthdayscalendar(self.date.year, self.date.month)
        return [[(day, address_of(day) if day else "") for day in week] for week in weeks]

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
