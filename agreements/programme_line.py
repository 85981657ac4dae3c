"""The life line of a programme: its period as first agreed, what extensions added, what happened meanwhile."""

from django.utils.translation import gettext_lazy as _

from agreements.lifeline import Event, Line, in_order, meetings_as_events
from register.axis import Axis, place


class ProgrammeLine(Line):
    """What extensions added lies beyond the stated stretch; a programme without a known end stays open until today."""

    def __init__(self, programme, meetings, today, is_mirrored=False):
        events = in_order([*_life_of_programme(programme), *meetings_as_events(meetings)])
        axis = Axis.around([date for event in events for date in event.dates], today, is_mirrored)
        super().__init__(axis, today, events, *self._stretches(programme, place(today)))

    def _stretches(self, programme, today):
        if programme.starts_on is None:
            return None, None
        start, first, last = place(programme.starts_on.first_day), programme.first_end, programme.current_end
        if last is None:
            return None, (start, max(today, start))
        last = place(last.last_day, share_gone=1)
        if first is None:
            return None, (start, last)
        first = place(first.last_day, share_gone=1)
        return (start, first), (first, last) if last > first else None


def _life_of_programme(programme):
    if programme.starts_on:
        yield Event("entry", _("beginning"), programme.starts_on)
    if programme.first_end:
        yield Event("end", _("end as first agreed"), programme.first_end)
    for extension in programme.extensions.all():
        if extension.decided_on:
            yield Event("decision", _("extension decided"), extension.decided_on)
        yield Event("new_end", _("new end"), extension.new_end)
    for evaluation in programme.evaluations.all():
        if evaluation.done_on:
            yield Event("evaluation", evaluation.get_kind_display(), evaluation.done_on)
