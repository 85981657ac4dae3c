"""The activity of one year, as far as its days lie behind: what was signed, what met, what began and what ended."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.functional import cached_property

from agreements.happenings import SIGNATURE
from agreements.occasions import Kind, Occasion, first, totals
from agreements.reports import figures
from agreements.reports.sections import ENDED, SECTIONS, TOLD, Section
from agreements.standing import give_names
from agreements.states import State
from register.dates import FIRST_YEAR, PartialDate
from register.edition import remembered

# Lines of one section; of one that has more, the first FEW are listed.
MOST, FEW = 200, 20


@dataclass(frozen=True)
class Told:
    """A section with its occasions in order; ``total`` is how many there are, listed or not."""

    section: Section
    occasions: list[Occasion]
    total: int

    @property
    def left_out(self):
        return self.total - len(self.occasions)


class Report:
    """``until`` is its last day: 31 December, or ``today`` in the year under way."""

    def __init__(self, year, today):
        self.date = PartialDate(year)
        self.first_day = date(year, 1, 1)
        self.until = min(date(year, 12, 31), today)
        self.is_under_way = year == today.year

    @property
    def previous(self):
        return PartialDate(self.date.year - 1) if self.date.year > FIRST_YEAR else None

    @property
    def next(self):
        return None if self.is_under_way else PartialDate(self.date.year + 1)

    @property
    def totals(self):
        """{kind: number}, kinds without any left out. In a large register what ended is told by ``ended`` alone."""
        return _totals(self.date.year, self.until)

    @cached_property
    def _is_large(self):
        return figures.is_large()

    @cached_property
    def ended(self):
        """How many agreements ended, were terminated or replaced."""
        return figures.ended_between(self.first_day, self.until) if self._is_large else self.count(*ENDED)

    @cached_property
    def sections(self):
        """Those that have something to tell."""
        told = [self._told(section) for section in SECTIONS]
        return [section for section in told if section.total]

    def _told(self, section):
        total = self.ended if section.kinds == ENDED else self.count(*section.kinds)
        is_cut, most = total > MOST, MOST if total <= MOST else FEW
        kinds = [kind for kind in section.kinds if kind in self.totals or (self._is_large and kind in ENDED)]
        occasions = []
        for kind in kinds:
            # What would come after those that are listed is not looked for.
            last = occasions[most - 1].date if is_cut and len(occasions) >= most else None
            occasions += map(kind.occasion, self._first(kind, most, last) if is_cut else self._all(kind))
            occasions.sort(key=_known_better_first if is_cut else attrgetter("date"))
        # An agreement that ended twice over stands on two lines, and is over once.
        return Told(section, occasions[:most], max(total, len(occasions)))

    def _all(self, kind):
        return _named(kind, first(kind.happened, MOST, *_bounds(self.date.year, self.until)))

    def _first(self, kind, most, last):
        """The first ones up to a date, where one is given, that are known better than to the year, then the others."""
        start, end, until = _bounds(self.date.year, self.until)
        is_known = last and last.month
        records = first(kind.happened, most, int(self.date) + 100, int(last) if is_known else end, until)
        if len(records) < most and not is_known:
            records += first(kind.happened, most, start, int(self.date), until)
        return _named(kind, records)

    @cached_property
    def signed(self):
        return figures.Signed(self.date.year, self.until, self.count(SIGNATURE))

    @property
    def tables(self):
        """The signatures counted; empty where there is none."""
        counted = [self.signed.kinds, self.signed.themes, self.signed.countries] if SIGNATURE in self.totals else []
        return [table for table in counted if table.lines]

    def count(self, *kinds: Kind):
        return sum(self.totals.get(kind, 0) for kind in kinds)

    @cached_property
    def states_at_first(self):
        return figures.states_on(self.first_day)

    @cached_property
    def states_at_last(self):
        return figures.states_on(self.until)

    @cached_property
    def without_term(self):
        """How many agreements of which no term is stated are known to have been signed by the last day; of a large
        register it is not told: 0.
        """
        if self._is_large:
            return 0
        signed, undated = self.states_at_last.get(State.SIGNED, 0), self.undated_signatures
        return signed - figures.undated_on(self.until, State.SIGNED, undated) if signed and undated else signed

    @cached_property
    def undated_signatures(self):
        return figures.undated_signatures()

    def known_to(self, precision):
        """What is listed and dated to the "month" or the "year" only."""
        listed = [occasion for told in self.sections for occasion in told.occasions]
        return [occasion for occasion in listed if precision in occasion.precisions]


def _named(kind, records):
    return give_names(records) if kind is SIGNATURE else records


def _known_better_first(occasion):
    """Of many, what is known to the year only would hide the rest."""
    return not occasion.date.month, occasion.date


def _bounds(year, until):
    """What ``Kind.has_happened`` is asked for a year up to a day: a date known to the year ends with it."""
    start, end = year * 10000, year * 10000 + 1231
    return start + (until < date(year, 12, 31)), end, int(PartialDate.of(until))


@remembered
def _totals(year, until):
    kinds = [kind for kind in TOLD if not (figures.is_large() and kind in ENDED)]
    bounds = _bounds(year, until)
    return dict(totals(kinds, lambda kind: kind.has_happened(*bounds)))
