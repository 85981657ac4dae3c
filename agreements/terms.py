"""What follows from the dates of an agreement and its rule of renewal. Computed: no source states these dates."""

import calendar
from dataclasses import dataclass

from agreements.states import State
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate


@dataclass(frozen=True)
class Moment:
    """A date as far as it is known: at ``date``, or somewhere from ``date`` to ``until``."""

    date: PartialDate
    until: PartialDate | None = None

    @property
    def last_day(self):
        return (self.until or self.date).last_day


def moved(moment, months):
    """The moment some months later (earlier where negative), known no better than before; None beyond the calendar.

    A day that the month does not have is its last one. Six months from "2026" lie between July 2026 and June 2027.
    """
    first, last = moment.date, moment.until or moment.date
    if first.precision == "year" and months % 12:
        first, last = PartialDate(first.year, 1), PartialDate(last.year, 12)
    first, last = _moved(first, months), _moved(last, months)
    if first is None or last is None:
        return None
    return Moment(first, None if first == last else last)


def _moved(date, months):
    year, month = divmod(date.year * 12 + (date.month or 1) - 1 + months, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if not date.day:
        return PartialDate(year, month + 1 if date.month else 0)
    return PartialDate(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def end_of_renewal(end, months, on):
    """The end of the period of ``months`` that runs on the day ``on``, renewed from the stated ``end`` on.

    None while the stated end lies ahead, or where the calendar has no such day.
    """
    if end.last_day >= on:
        return None
    gone = (on.year - end.year) * 12 + on.month - (end.month or 12)
    times = max(gone // months, 1)
    found = moved(Moment(end), times * months)
    while found and found.last_day < on:
        times += 1
        found = moved(Moment(end), times * months)
    return found


def running_end(agreement):
    """The end of the tacit renewal that runs on the day for which the agreement's state was computed, or None."""
    is_renewed = agreement.renewal == agreement.Renewal.TACIT and agreement.terminated_on is None
    if not (is_renewed and agreement.ends_on and agreement.renewal_months):
        return None
    if agreement.state not in (State.IN_FORCE, State.SUSPENDED):
        return None
    return end_of_renewal(agreement.ends_on, agreement.renewal_months, agreement.state_on)


def last_notice(agreement, end):
    """The last moment to give notice before ``end`` (a Moment), or None where no notice can be counted."""
    if end is None or not agreement.notice_months or agreement.terminated_on:
        return None
    return moved(end, -agreement.notice_months)
