"""The legal states of an agreement, always computed for a day, never stored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

# How long before its end an agreement that must be renewed expressly is shown as "to be renewed", in days.
RENEWAL_HORIZON = 180


class State(models.TextChoices):
    NEGOTIATED = "negotiated", _("under negotiation")
    UNSIGNED = "unsigned", _("not yet signed")
    SIGNED = "signed", _("signed, term not stated")
    NOT_YET_IN_FORCE = "not_yet_in_force", _("not yet in force")
    IN_FORCE = "in_force", _("in force")
    TO_RENEW = "to_renew", _("to be renewed")
    SUSPENDED = "suspended", _("suspended")
    EXPIRED = "expired", _("expired")
    TERMINATED = "terminated", _("terminated")
    REPLACED = "replaced", _("replaced")


# What a reader means by "in force": what must be renewed soon still is.
IN_FORCE = (State.IN_FORCE, State.TO_RENEW)


def reason_of(agreement):
    """One sentence for the annotated state of an agreement, with the date that decides it."""
    sentence, date_name = REASONS[agreement.state]
    date = getattr(agreement, date_name) if date_name else None
    if agreement.state == State.IN_FORCE:
        end = agreement.ends_on
        if end and end.last_day < agreement.state_on:
            sentence, date = _("Tacitly renewed since its stated end: %(date)s."), end
        elif date is None:
            sentence, date = _("Signed, and runs until: %(date)s."), end
    return sentence % {"date": date}


REASONS = {
    State.NEGOTIATED: (_("No signature is recorded."), None),
    State.UNSIGNED: (_("Signed later: %(date)s."), "signed_on"),
    State.SIGNED: (_("The sources do not state its term."), None),
    State.NOT_YET_IN_FORCE: (_("Enters into force: %(date)s."), "entry_into_force_on"),
    State.IN_FORCE: (_("In force since: %(date)s."), "entry_into_force_on"),
    State.TO_RENEW: (_("Ends, unless it is renewed: %(date)s."), "ends_on"),
    State.SUSPENDED: (_("Suspended since: %(date)s."), "suspended_on"),
    State.EXPIRED: (_("Ended: %(date)s."), "ends_on"),
    State.TERMINATED: (_("Terminated: %(date)s."), "terminated_on"),
    State.REPLACED: (_("Another agreement has taken its place."), None),
}
