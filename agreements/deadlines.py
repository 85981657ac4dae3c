"""What falls due: ends of agreements and programmes, notices, commitments, targets. One list for any day."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Programme, Target
from register.dates import PartialDate
from register.publication import Publication


@dataclass(frozen=True)
class Deadline:
    date: PartialDate
    what: str
    title: str
    url: str


def months_before(day, months):
    """The same day some months earlier, or the last day of that month where it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def upcoming(on, most=5):
    """The next deadlines of published records from the day ``on``, nearest first."""
    found = [*_of_agreements(on), *_of_programmes(on), *_of_commitments(on), *_of_targets(on)]
    return sorted(found, key=lambda deadline: deadline.date.last_day)[:most]


def _of_agreements(on):
    for agreement in Agreement.objects.published().ending_between(on, date.max):
        yield Deadline(agreement.ends_on, _("end of the agreement"), agreement.title, agreement.get_absolute_url())
        if agreement.notice_months:
            notice = months_before(agreement.ends_on.last_day, agreement.notice_months)
            if notice >= on:
                what = _("last day to give notice")
                yield Deadline(PartialDate.of(notice), what, agreement.title, agreement.get_absolute_url())


def _of_programmes(on):
    ahead = Q(ends_on__latest__gte=on) | Q(extensions__new_end__latest__gte=on)
    for programme in Programme.objects.published().filter(ahead).distinct().prefetch_related("extensions"):
        end = programme.current_end
        if end.last_day >= on:
            yield Deadline(end, _("end of the programme"), programme.title, programme.get_absolute_url())


def _of_commitments(on):
    due = Commitment.objects.filter(due_on__latest__gte=on, agreement__publication=Publication.PUBLISHED)
    for commitment in due.exclude(progress__in=["done", "dropped"]).select_related("agreement"):
        yield Deadline(commitment.due_on, _("commitment"), commitment.text, commitment.agreement.get_absolute_url())


def _of_targets(on):
    due = Target.objects.filter(due_on__latest__gte=on, programme__publication=Publication.PUBLISHED)
    for target in due.select_related("programme"):
        yield Deadline(target.due_on, _("target"), target.statement, target.programme.get_absolute_url())
