"""A day of the calendar, which has a page of its own where its month holds more than is listed."""

from agreements.agenda.month import MOST, Month, Stretch, in_words
from register.dates import PartialDate


class Day(Stretch):
    """What happens on a day, what lasts over it included; ``day`` is a date."""

    few = MOST

    def __init__(self, day):
        self.date, self.month = PartialDate.of(day), Month(day.year, day.month)
        super().__init__(int(self.date), int(self.date))

    def __str__(self):
        return in_words(self.date)

    @property
    def told(self):
        """(what they are called, how many there are, those that are listed) for each sort of event; what begins in the
        month on a day that is not known is not known to happen on this one.
        """
        sorts = {}
        for kind, total in self.totals:
            listed = [one for one in self.occasions if one.kind is kind and self.date.day in self.month.days_of(one)]
            number, others = sorts.get(str(kind.several), (0, []))
            number += total if total > self._shown(total) else len(listed)
            if listed:
                sorts[str(kind.several)] = number, others + listed
        return [(said, *told) for said, told in sorts.items()]

    @property
    def previous(self):
        """The day before within its month, or None."""
        return self._neighbour(-1)

    @property
    def next(self):
        return self._neighbour(1)

    def _neighbour(self, step):
        day = self.date.day + step
        return PartialDate(self.date.year, self.date.month, day) if 1 <= day <= self.month.date.last_day.day else None
