"""The life line: what happened to an agreement, laid out on a line of years. Places are percentages of its width."""

from calendar import isleap
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from register.dates import PartialDate

# A day is too thin to be seen: marks are at least this wide, in percent.
THINNEST = 2


@dataclass(frozen=True)
class Event:
    """Something dated in a life: its kind names the mark, ``date`` is partial or None where unknown."""

    kind: str
    label: str
    date: PartialDate | None
    until: PartialDate | None = None


@dataclass(frozen=True)
class Mark:
    kind: str
    label: str
    date: PartialDate
    x: float
    width: float
    is_span: bool

    @property
    def middle(self):
        return round(self.x + self.width / 2, 2)


def place(day, share_gone=0):
    """A day as a fractional year, at its beginning (``share_gone`` 0) or at its end (1)."""
    days = 366 if isleap(day.year) else 365
    return day.year + (day.timetuple().tm_yday - 1 + share_gone) / days


class Axis:
    """Years ``first`` to ``last`` (both whole) laid on 0–100 %, from right to left where reading goes so."""

    def __init__(self, first, last, is_mirrored=False):
        self.first, self.last, self.is_mirrored = first, max(last, first + 1), is_mirrored

    @classmethod
    def around(cls, events, today, is_mirrored=False):
        """From the year of the first event to the year after the last one or today, whichever is later."""
        years = [date.year for event in events for date in (event.date, event.until) if date]
        return cls(min([*years, today.year]), max([*years, today.year]) + 1, is_mirrored)

    def point(self, moment):
        """Where a fractional year lies, in percent, cut to the axis."""
        share = min(max((moment - self.first) * 100 / (self.last - self.first), 0), 100)
        return round(100 - share if self.is_mirrored else share, 2)

    def span(self, start, end):
        """Where a stretch of fractional years lies: (x, width) in percent, cut to the axis; thin ones are centred."""
        near, far = sorted([self.point(start), self.point(end)])
        width = max(far - near, THINNEST)
        x = min(max((near + far - width) / 2, 0), 100 - width)
        return round(x, 2), round(width, 2)

    def ticks(self, most=6):
        """Some whole years with their places, at most ``most``, none so near an edge that its label would be cut."""
        step = next(s for s in (1, 2, 5, 10, 20, 50, 100, 1000) if (self.last - self.first) / s <= most)
        years = range(self.first - self.first % step, self.last + 1, step)
        places = [(year, self.point(year)) for year in years if self.first <= year <= self.last]
        return [(year, x) for year, x in places if 3 < x < 97]


def life_of(agreement):
    """The events of an agreement in the order of a life; those of unknown date have ``date`` None."""
    events = [
        Event("signature", _("signature"), agreement.signed_on) if agreement.is_signed else None,
        Event("entry", _("entry into force"), agreement.entry_into_force_on) if agreement.entry_into_force_on else None,
        Event("suspension", _("suspension"), agreement.suspended_on) if agreement.suspended_on else None,
        Event("termination", _("termination"), agreement.terminated_on) if agreement.terminated_on else None,
        Event("end", _("end"), agreement.ends_on) if agreement.ends_on else None,
    ]
    return [event for event in events if event]


def events_of(agreement, meetings):
    """The life of an agreement with its meetings, in order of date, those of unknown date last."""
    met = [Event("meeting", meeting.title, meeting.starts_on, meeting.last_day) for meeting in meetings]
    return sorted([*life_of(agreement), *met], key=lambda event: (event.date is None, event.date or 0))


class LifeLine:
    """What the component draws: marks, the stretch in force, the stretch whose end is open, today."""

    def __init__(self, agreement, axis, today, events=None):
        self.axis = axis
        self.events = life_of(agreement) if events is None else events
        # Meetings lie beneath, so that a ceremony never hides the signature of the same day.
        dated = sorted((event for event in self.events if event.date), key=lambda event: event.kind != "meeting")
        self.marks = [self._mark(event) for event in dated]
        self.today = axis.point(place(today))
        self.term, self.open = self._stretches(agreement, place(today))

    @property
    def summary(self):
        """The dated events in words, for those who do not see the drawing; empty when no date is known."""
        return " · ".join(f"{event.label} {event.date}" for event in self.events if event.date)

    def _mark(self, event):
        last = (event.until or event.date).last_day
        x, width = self.axis.span(place(event.date.first_day), place(last, share_gone=1))
        is_span = event.date.precision != "day" or bool(event.until)
        return Mark(event.kind, event.label, event.date, x, width, is_span)

    def _stretches(self, agreement, today):
        begins = agreement.entry_into_force_on or agreement.signed_on
        if not begins:
            return None, None
        start = place(begins.first_day)
        stop = agreement.terminated_on or agreement.ends_on
        if stop:
            return self.axis.span(start, place(stop.last_day, share_gone=1)), None
        return None, self.axis.span(start, max(today, start))


def life_lines(agreements, today, is_mirrored):
    """Give each agreement of a page its ``life_line``, all on one axis, so that the eye compares lives."""
    axis = Axis.around([event for agreement in agreements for event in life_of(agreement)], today, is_mirrored)
    for agreement in agreements:
        agreement.life_line = LifeLine(agreement, axis, today)
    return agreements
