"""What falls due: ends of agreements and programmes, notices, commitments, targets. One list for any day."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Programme, Target
from agreements.terms import Moment, last_notice
from register.dates import PartialDate


@dataclass(frozen=True)
class Deadline:
    date: PartialDate
    what: str
    title: str
    url: str


def upcoming(on, most=5, until=date.max, agreements=None, programmes=None):
    """The next deadlines from the day ``on`` to the day ``until``, nearest first, at most ``most``.

    Those of the given querysets; where one is not given, of all that is published.
    """
    agreements = Agreement.objects.published() if agreements is None else agreements
    programmes = Programme.objects.published() if programmes is None else programmes
    found = [
        *_of_agreements(agreements, on),
        *_of_commitments(agreements, on),
        *_of_programmes(programmes, on),
        *_of_targets(programmes, on),
    ]
    near = [deadline for deadline in found if deadline.date.first_day <= until]
    return sorted(near, key=lambda deadline: deadline.date.last_day)[:most]


def _of_agreements(agreements, on):
    for agreement in agreements.ending_between(on, date.max):
        yield Deadline(agreement.ends_on, _("end of the agreement"), agreement.title, agreement.get_absolute_url())
        notice = last_notice(agreement, Moment(agreement.ends_on))
        if notice and notice.last_day >= on:
            what = _("last day to give notice")
            yield Deadline(notice.until or notice.date, what, agreement.title, agreement.get_absolute_url())


def _of_commitments(agreements, on):
    due = Commitment.objects.filter(due_on__latest__gte=on, agreement__in=agreements)
    for commitment in due.exclude(progress__in=["done", "dropped"]).select_related("agreement"):
        yield Deadline(commitment.due_on, _("commitment"), commitment.text, commitment.agreement.get_absolute_url())


def _of_programmes(programmes, on):
    ahead = Q(ends_on__latest__gte=on) | Q(extensions__new_end__latest__gte=on)
    for programme in programmes.filter(ahead).distinct().prefetch_related("extensions"):
        end = programme.current_end
        if end.last_day >= on:
            yield Deadline(end, _("end of the programme"), programme.title, programme.get_absolute_url())


def _of_targets(programmes, on):
    due = Target.objects.filter(due_on__latest__gte=on, programme__in=programmes)
    for target in due.select_related("programme"):
        yield Deadline(target.due_on, _("target"), target.statement, target.programme.get_absolute_url())
