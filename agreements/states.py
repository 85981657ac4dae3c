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
NOT_SIGNED = (State.NEGOTIATED, State.UNSIGNED)
# What may be chosen beside the states: all of these together.
ALL_IN_FORCE = "all_in_force"
CHOICES = [*State.choices, (ALL_IN_FORCE, _("in force, those to be renewed among them"))]


def reason_of(agreement):
    """What decides the annotated state, as words that go on after it: « en vigueur », « depuis le 1er juin 2015 ».

    Empty where the state says all that is known.
    """
    words, date_name = REASONS.get(agreement.state, ("", None))
    date = getattr(agreement, date_name) if date_name else None
    if agreement.state == State.IN_FORCE:
        end = agreement.ends_on
        if end and end.last_day < agreement.state_on:
            words, date = _("by tacit renewal %(since)s"), end
        elif date is None:
            words, date = "%(until)s", end
    return words % {"when": date.when, "since": date.since, "until": date.until} if date else words


REASONS = {
    State.UNSIGNED: (_("signature %(when)s"), "signed_on"),
    State.NOT_YET_IN_FORCE: (_("entry into force %(when)s"), "entry_into_force_on"),
    State.IN_FORCE: ("%(since)s", "entry_into_force_on"),
    State.TO_RENEW: (_("end %(when)s, unless it is renewed"), "ends_on"),
    State.SUSPENDED: ("%(since)s", "suspended_on"),
    State.EXPIRED: ("%(when)s", "ends_on"),
    State.TERMINATED: ("%(when)s", "terminated_on"),
    State.REPLACED: (_("another agreement has taken its place"), None),
}
