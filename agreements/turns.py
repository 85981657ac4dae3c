"""The legal states of an agreement over all days at once: which one holds from which day on.

The same rules as ``AgreementQuerySet.with_state``, which the database follows for one day; a test holds them together.
"""

from agreements.states import RENEWAL_HORIZON, State
from register.search.days import number_of

_NEVER = float("inf")


def turns_of(agreement, replaced_on=None):
    """The states as turns (see register.search.days): ``0unsigned 371000signed``.

    ``replaced_on`` is the day on which a published agreement that replaces this one was signed.
    """
    days = _Days(agreement, replaced_on)
    turns, last = [], None
    for number in days.turning_points():
        state = days.state_on(number)
        if state != last:
            turns.append(f"{number}{state}")
            last = state
    return " ".join(turns)


class _Days:
    """The dates of an agreement as day numbers, each the last day of what is known; never, where nothing is."""

    def __init__(self, agreement, replaced_on):
        self.agreement = agreement
        self.signed = number_of(agreement.signed_on.last_day) if agreement.signed_on else 0
        self.replaced = _NEVER if replaced_on is None else number_of(replaced_on)
        self.entered = _number(agreement.entry_into_force_on)
        self.suspended = _number(agreement.suspended_on)
        self.terminated = _number(agreement.terminated_on)
        self.ends = _number(agreement.ends_on)

    def turning_points(self):
        points = {0, self.signed, self.replaced, self.entered, self.suspended, self.terminated}
        points |= {self.ends + 1, self.ends - RENEWAL_HORIZON}
        return sorted(point for point in points if 0 <= point < _NEVER)

    def state_on(self, day):
        ends = self.ends < _NEVER
        if not self.agreement.is_signed:
            return State.NEGOTIATED.value
        if day < self.signed:
            return State.UNSIGNED.value
        if day >= self.replaced:
            return State.REPLACED.value
        if day >= self.terminated:
            return State.TERMINATED.value
        if self.ends < day and self.agreement.renewal != "tacit":
            return State.EXPIRED.value
        if day >= self.suspended:
            return State.SUSPENDED.value
        if self.entered < _NEVER and day < self.entered:
            return State.NOT_YET_IN_FORCE.value
        if self.entered == _NEVER and not ends:
            return State.SIGNED.value
        if self.agreement.renewal == "express" and ends and self.ends - day <= RENEWAL_HORIZON:
            return State.TO_RENEW.value
        return State.IN_FORCE.value


def _number(known):
    return _NEVER if known is None else number_of(known.last_day)
