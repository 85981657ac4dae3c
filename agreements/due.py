"""What staff must not let pass: agreements that end or must be denounced, commitments and programmes that are late.

Unlike the public deadlines (``deadlines``) it looks at any records, drafts too, and counts tacit renewals on.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Component
from agreements.notices import NoticeMonth
from agreements.terms import Moment, last_notice, running_end
from register.dates import PartialDate

# So many days ahead the back office looks.
HORIZONS = (30, 60, 90, 180)
END, NOTICE = "end", "notice"
WORDS = {END: _("ends"), NOTICE: _("last day to give notice")}


@dataclass(frozen=True)
class Due:
    """``agreement`` ends, or notice must be given, on ``last_day`` at the latest."""

    agreement: Agreement
    what: str
    last_day: date

    @property
    def when(self):
        """The day in words."""
        return str(PartialDate.of(self.last_day))

    @property
    def words(self):
        return WORDS[self.what]


def due(agreements, on, days):
    """The Dues of a queryset from the day ``on`` and for so many days, nearest first."""
    until = on + timedelta(days=days)
    found = []
    for agreement in _candidates(agreements, on, until):
        end = running_end(agreement) or Moment(agreement.ends_on)
        notice = last_notice(agreement, end)
        found += [Due(agreement, END, end.last_day)] if on <= end.last_day <= until else []
        found += [Due(agreement, NOTICE, notice.last_day)] if notice and on <= notice.last_day <= until else []
    return sorted(found, key=lambda one: (one.last_day, one.agreement.reference))


def _candidates(agreements, on, until):
    """Those whose stated end or notice lies near, and those that have been renewed tacitly since their stated end."""
    notice = {"notice_month__gte": _month(on), "notice_month__lte": _month(until)}
    near = Q(ends_on__latest__gte=on, ends_on__latest__lte=until) | Q(ends_on__latest__gte=on, **notice)
    renewed = Q(renewal=Agreement.Renewal.TACIT, renewal_months__gt=0, ends_on__latest__lt=on)
    dated = agreements.filter(is_signed=True, terminated_on=None, ends_on__isnull=False)
    return dated.alias(notice_month=NoticeMonth("ends_on", "notice_months")).filter(near | renewed).with_state(on)


def _month(day):
    return day.year * 10000 + day.month * 100


def open_commitments():
    return Commitment.objects.exclude(progress__in=Commitment.CLOSED)


def open_components():
    return Component.objects.filter(state__in=Component.OPEN)


def with_late_commitments(records, on):
    """The agreements or meetings of a queryset with a commitment that was due before the day and is still open."""
    owner = records.model._meta.model_name
    late = open_commitments().filter(due_on__latest__lt=on, **{owner: OuterRef("pk")})
    return records.filter(Exists(late))


def late_programmes(programmes, on):
    """Programmes whose end, as last extended, or the end of one of whose components has passed with work undone."""
    undone = open_components().filter(programme=OuterRef("pk"))
    past_end = programmes.with_end().filter(Exists(undone), end__latest__lt=on)
    return programmes.filter(
        Q(pk__in=past_end.values("pk")) | Exists(undone.filter(ends_on__latest__lt=on, ends_on__isnull=False))
    )
