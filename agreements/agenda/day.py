"""A day of the calendar, which has a page of its own where its month holds more than is listed."""

from agreements.agenda.month import Month, in_words
from agreements.agenda.stretch import Stretch
from register.dates import PartialDate

# So many events are listed; of a day that has more, the sorts of which there are few.
MOST, FEW = 40, 10


class Day(Stretch):
    """What happens on a day, what lasts over it included; ``day`` is a date."""

    def __init__(self, day):
        date, self.month = PartialDate.of(day), Month(day.year, day.month)
        # What a longer month would have after the last day of this one falls on it.
        super().__init__(date, int(date), self.month.last if day == self.month.date.last_day else int(date))

    def __str__(self):
        return in_words(self.date)

    @property
    def told(self):
        """(sort, its events, none where they are only counted) for each sort of event."""
        most = MOST if sum(map(len, self.sorts)) <= MOST else FEW
        return [(sort, [*sort] if len(sort) <= most else []) for sort in self.sorts]

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
