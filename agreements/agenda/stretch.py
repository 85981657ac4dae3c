"""A stretch of the calendar, and what happens in it by sort: each sort may be listed whole, page by page."""

from django.utils.functional import cached_property

from agreements.happenings import EVERYTHING
from agreements.occasions import counted, first, in_order
from register.edition import remembered
from register.prepared import prepared


class Stretch:
    """What happens over a partial date, from one YYYYMMDD number, ``first``, to another, ``last``."""

    def __init__(self, date, first, last):
        self.date, self.first, self.last = date, first, last

    def __str__(self):
        return str(self.date)

    @cached_property
    def sorts(self):
        """Each sort of event that happens."""
        found = {}
        for kind, total in in_order(EVERYTHING, _counted(self.first, self.last)):
            found.setdefault(kind.name, []).append((kind, total))
        return [Sort(self, kinds) for kinds in found.values()]

    def sort(self, name):
        """The sort of that name, None where none of it happens."""
        return next((sort for sort in self.sorts if sort.name == name), None)


@remembered
@prepared
def _counted(first, last):
    return counted(EVERYTHING, lambda kind: kind.is_between(first, last))


class Sort:
    """The occasions of the kinds of one name, ``kinds`` with how many there are of each: read as far as asked for."""

    def __init__(self, stretch, kinds):
        self._stretch, self._kinds = stretch, kinds
        self.name, self.words = kinds[0][0].name, kinds[0][0].several

    def __len__(self):
        return sum(total for _kind, total in self._kinds)

    def __getitem__(self, part):
        start, end, _step = part.indices(len(self))
        found = []
        for kind, total in self._kinds:
            if start < total and end > 0:
                found += map(kind.occasion, self._records(kind, max(start, 0), min(end, total), total))
            start, end = start - total, end - total
        return found

    def __iter__(self):
        return iter(self[:])

    def _records(self, kind, start, end, total):
        """Those that are all of a kind are not asked for as its first ones: PostgreSQL would go through all that came
        before.
        """
        bounds = self._stretch.first, self._stretch.last
        return kind.between(*bounds)[start:end] if start else first(kind.between, end if end < total else None, *bounds)
