"""The register through the years: what was signed in each, and what was in force when it ended."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements.states import State
from cooperation import figures
from cooperation.statistics import finding
from register.charts import Row
from register.templatetags.register import amount

# A longer history is drawn by decades.
MOST_YEARS = 30


@dataclass(frozen=True)
class Period:
    """The years of one column."""

    first: int
    last: int

    @property
    def label(self):
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


def periods(first, last):
    """Each year from the first to the last, or each decade where the history is long."""
    if last - first < MOST_YEARS:
        return [Period(year, year) for year in range(first, last + 1)]
    return [Period(decade, decade + 9) for decade in range(first - first % 10, last + 1, 10)]


class Timeline:
    """From the first signature to ``day`` or to the last signature, whichever is later."""

    slug = "annees"

    def __init__(self, day):
        self.day = day
        self.by_year = figures.by_year()
        self.undated = self.by_year.pop(None, 0)
        self.first, self.last = min([*self.by_year, day.year]), max([*self.by_year, day.year])
        self.periods = periods(self.first, self.last)

    @property
    def is_by_decade(self):
        return self.periods[0].first != self.periods[0].last

    @cached_property
    def signed(self):
        return [self._signed(period) for period in self.periods]

    @cached_property
    def _list(self):
        return reverse("agreements")

    def _signed(self, period):
        count = sum(self.by_year.get(year, 0) for year in range(period.first, period.last + 1))
        url = f"{self._list}?year_from={period.first}&year_to={period.last}" if count else ""
        return Row(str(period.first), period.label, count, url)

    @cached_property
    def in_force(self):
        """At the end of each period, the running one as of today."""
        ends = [min(period.last, self.day.year) for period in self.periods if period.first <= self.day.year]
        counts = figures.in_force_at_year_ends(ends, self.day)
        return [Row(str(year), self._end(year), counts[year]) for year in ends]

    def _end(self, year):
        return str(year) if year < self.day.year else _("%(year)s (today)") % {"year": year}

    @property
    def finding(self):
        return finding(self.signed)

    @property
    def finding_in_force(self):
        if not self.has_been_in_force:
            return _("No agreement is known to have been in force at the end of any year.")
        if not self.now:
            return _("No agreement is in force today.")
        sentence = ngettext("%(n)s agreement is in force today.", "%(n)s agreements are in force today.", self.now)
        return sentence % {"n": amount(self.now)}

    @property
    def now(self):
        """How many agreements are in force today."""
        return self.in_force[-1].count

    @property
    def to_renew(self):
        """How many of those in force today are to be renewed."""
        return dict(figures.by_state(self.day)).get(State.TO_RENEW, 0)

    @property
    def has_been_in_force(self):
        return any(row.count for row in self.in_force)

    @property
    def lines(self):
        """The file: its headings, then a row for each year and one for the unknown date."""
        headings = [_("Year"), _("Signed"), _("In force at the end of the year, or today")]
        years = range(self.first, self.last + 1)
        ended = [year for year in years if year <= self.day.year]
        in_force = figures.in_force_at_year_ends(ended, self.day)
        rows = [[str(y), str(self.by_year.get(y, 0)), str(in_force.get(y, ""))] for y in years]
        return headings, [*rows, [_("date unknown"), str(self.undated), ""]]
