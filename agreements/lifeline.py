"""The life line: what happened to an agreement, laid out on a line of years. Places are percentages of its width."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from agreements.states import State
from agreements.terms import Moment, last_notice, running_end
from register.axis import Axis, place
from register.dates import PartialDate
from register.translated import in_each_language


class Event(NamedTuple):
    """Something dated in a life: its kind names the mark, ``date`` is partial or None where unknown.

    A computed one follows from other dates; no source states it.
    """

    kind: str
    label: str
    date: PartialDate | None
    until: PartialDate | None = None
    is_computed: bool = False

    @property
    def dates(self):
        return [date for date in (self.date, self.until) if date]

    @property
    def words(self):
        return self.words_in()

    def words_in(self, language=None):
        return " – ".join([date.display(language) for date in self.dates])


class Mark(NamedTuple):
    event: Event
    x: float
    width: float
    is_span: bool

    @property
    def kind(self):
        return self.event.kind

    @property
    def middle(self):
        return round(self.x + self.width / 2, 2)


STATED = {
    "signature": (_("signature"), "signed_on"),
    "entry": (_("entry into force"), "entry_into_force_on"),
    "suspension": (_("suspension"), "suspended_on"),
    "termination": (_("termination"), "terminated_on"),
    "end": (_("end"), "ends_on"),
}
COMPUTED = {"notice": _("last day to give notice"), "renewed_end": _("end of the running renewal")}


@in_each_language
def labels():
    """What the events of agreements are called: {kind: words}."""
    stated = {kind: str(words) for kind, (words, _column) in STATED.items()}
    return stated | {kind: str(words) for kind, words in COMPUTED.items()}


def life_of(agreement, named=None):
    """The events of an annotated agreement in the order of a life; those of unknown date have ``date`` None.

    ``named`` are the ``labels``, where many agreements share them.
    """
    named = named or labels()
    return [*_stated(agreement, named), *_computed(agreement, named)]


def _stated(agreement, named):
    for kind, (_words, column) in STATED.items():
        date = getattr(agreement, column)
        if date or (kind == "signature" and agreement.is_signed):
            yield Event(kind, named[kind], date)


def _computed(agreement, named):
    renewed = running_end(agreement)
    notice = last_notice(agreement, renewed or (agreement.ends_on and Moment(agreement.ends_on)))
    for kind, moment in (("notice", notice), ("renewed_end", renewed)):
        if moment:
            yield Event(kind, named[kind], moment.date, moment.until, is_computed=True)


def meetings_as_events(meetings):
    return [Event("meeting", meeting.title, meeting.starts_on, meeting.last_day) for meeting in meetings]


def in_order(events):
    """By date, those of unknown date last."""
    return sorted(events, key=lambda event: (event.date is None, event.date or 0))


def events_of(agreement, meetings):
    """The life of an agreement with its meetings, in order of date, those of unknown date last."""
    return in_order([*life_of(agreement), *meetings_as_events(meetings)])


class Line:
    """What the component draws: marks, the stretch that is stated, the stretch beyond it, today.

    Stretches come as pairs of fractional years, or None.
    """

    def __init__(self, axis, today, events, stated=None, beyond=None):
        self.axis, self.events = axis, events
        # Meetings lie beneath, so that a ceremony never hides the signature of the same day.
        dated = sorted((event for event in events if event.date), key=lambda event: event.kind != "meeting")
        self.marks = [self._mark(event) for event in dated]
        self.today = axis.point(place(today))
        self.term = stated and axis.span(*stated)
        self.open = beyond and axis.span(*beyond)

    def summary(self, language=None):
        """The dated events in words, for those who do not see the drawing; empty when no date is known."""
        return " · ".join([f"{event.label} {event.words_in(language)}" for event in self.events if event.date])

    def _mark(self, event):
        last = (event.until or event.date).last_day
        x, width = self.axis.span(place(event.date.first_day), place(last, share_gone=1))
        is_span = event.date.precision != "day" or bool(event.until)
        return Mark(event, x, width, is_span)


class LifeLine(Line):
    """The line of one annotated agreement; an end that is not known, or renewed, leaves it open to the edge.

    What is in force without a known end is drawn as such until today.
    """

    def __init__(self, agreement, axis, today, events=None):
        events = life_of(agreement) if events is None else events
        super().__init__(axis, today, events, *self._stretches(agreement, place(today), axis.last))

    def _stretches(self, agreement, today, edge):
        begins = agreement.entry_into_force_on or agreement.signed_on
        if not begins:
            return None, None
        start = place(begins.first_day)
        stop = agreement.terminated_on or agreement.ends_on
        if not stop:
            runs = agreement.state == State.IN_FORCE and start < today
            return ((start, today), (today, edge)) if runs else (None, (start, edge))
        stop = place(stop.last_day, share_gone=1)
        renewed = running_end(agreement)
        return (start, stop), renewed and (stop, place(renewed.last_day, share_gone=1))


def life_lines(agreements, today, is_mirrored):
    """Give each agreement of a page its ``life_line``, all on one axis, so that the eye compares lives."""
    named = labels()
    lives = [life_of(agreement, named) for agreement in agreements]
    axis = Axis.around([date for life in lives for event in life for date in event.dates], today, is_mirrored)
    for agreement, life in zip(agreements, lives, strict=True):
        agreement.life_line = LifeLine(agreement, axis, today, life)
    return agreements
