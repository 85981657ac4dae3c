"""A line of years on which dates are laid. Places are percentages of its width, mirrored where one reads that way."""

from calendar import isleap
from datetime import date
from functools import lru_cache

# A day is too thin to be seen: what is drawn is at least this wide, in percent.
THINNEST = 2


@lru_cache(maxsize=2_000)
def place(day, share_gone=0):
    """A day as a fractional year, at its beginning (``share_gone`` 0) or at its end (1)."""
    days = 366 if isleap(day.year) else 365
    return day.year + (day.toordinal() - date(day.year, 1, 1).toordinal() + share_gone) / days


class Axis:
    """Years ``first`` to ``last`` (both whole) laid on 0–100 %, from right to left where reading goes so."""

    def __init__(self, first, last, is_mirrored=False):
        self.first, self.last, self.is_mirrored = first, max(last, first + 1), is_mirrored

    @classmethod
    def around(cls, dates, today, is_mirrored=False):
        """From the year of the first date to the year after the last one or today; dates that are None count not."""
        years = [date.year for date in dates if date]
        return cls(min([*years, today.year]), max([*years, today.year]) + 1, is_mirrored)

    def point(self, moment):
        """Where a fractional year lies, in percent, cut to the axis."""
        share = (moment - self.first) * 100 / (self.last - self.first)
        share = 0 if share < 0 else 100 if share > 100 else share
        return round(100 - share if self.is_mirrored else share, 2)

    def span(self, start, end):
        """Where a stretch of fractional years lies: (x, width) in percent, cut to the axis; thin ones are centred."""
        near, far = self.point(start), self.point(end)
        if near > far:
            near, far = far, near
        if far - near >= THINNEST:
            return near, round(far - near, 2)
        x = min(max((near + far - THINNEST) / 2, 0), 100 - THINNEST)
        return round(x, 2), THINNEST

    def ticks(self, most=6):
        """Some whole years with their places, at most ``most``, none so near an edge that its label would be cut."""
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (self.last - self.first) / s <= most)
        years = range(self.first - self.first % step, self.last + 1, step)
        places = [(year, self.point(year)) for year in years if self.first <= year <= self.last]
        return [(year, x) for year, x in places if 3 < x < 97]
