"""The work of one person on one day: what falls due, waits, lacks."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import quality
from agreements.due import END, HORIZONS, NOTICE, WORDS, due, late_programmes, with_late_commitments
from agreements.models import Agreement, Meeting, Programme
from partners import quality as quality_of_institutions
from partners.models import Institution
from partners.rights import EVERYWHERE, scope, within
from register.history import written_by
from register.models import Revision
from register.publication import Publication

# So many of the nearest deadlines and meetings are named on the first page.
NEAREST = 8
PUBLISHABLE = [Agreement, Programme, Meeting, Institution]


class Day:
    """The work of one person on one day, of the records that the person may inspect; each line leads to its list."""

    def __init__(self, user, on):
        self.user, self.on = user, on
        self.is_limited = scope(user, "inspect") is not EVERYWHERE

    def records(self, model):
        return model.objects.filter(within(self.user, "inspect"))

    def address(self, model, **filters):
        root = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        chosen = filters | ({"kept": "mine"} if self.is_limited else {})
        return f"{root}?{'&'.join(f'{name}={value}' for name, value in chosen.items())}"

    def dues(self):
        """What falls due: (words, [(days, how many, address)])."""
        found = self._due
        for what in (END, NOTICE):
            days_left = [(one.last_day - self.on).days for one in found if one.what == what]
            yield (
                capfirst(str(WORDS[what])),
                [
                    (days, sum(left <= days for left in days_left), self.address(Agreement, due=f"{what}-{days}"))
                    for days in HORIZONS
                ],
            )

    def nearest(self):
        """The nearest Dues, each with the address of its record."""
        return [(one, page_of(one.agreement)) for one in self._due[:NEAREST]]

    @cached_property
    def _due(self):
        return due(self.records(Agreement), self.on, HORIZONS[-1])

    horizons = HORIZONS

    def late(self):
        """(words, how many, address) of what should have been done."""
        agreements = with_late_commitments(self.records(Agreement), self.on).count()
        meetings = with_late_commitments(self.records(Meeting), self.on).count()
        programmes = late_programmes(self.records(Programme), self.on).count()
        lines = [
            (
                ngettext("agreement with a late commitment", "agreements with a late commitment", agreements),
                agreements,
                self.address(Agreement, due="late"),
            ),
            (
                ngettext("meeting with a late decision", "meetings with a late decision", meetings),
                meetings,
                self.address(Meeting, due="late"),
            ),
            (
                ngettext("late programme", "late programmes", programmes),
                programmes,
                self.address(Programme, due="late"),
            ),
        ]
        return [line for line in lines if line[1]]

    def waiting(self):
        """What waits: (records, words, how many, address); what is in review first, then what the person began."""
        return [
            *self._in(Publication.IN_REVIEW, Publication.IN_REVIEW.label, lambda records: records),
            *self._in(
                Publication.DRAFT, _("draft, written by you"), lambda found: written_by(found, self.user), written="me"
            ),
        ]

    def _in(self, state, words, among, **filters):
        for model in PUBLISHABLE:
            count = among(self.records(model).filter(publication=state)).count()
            if count:
                yield _name(model, count), words, count, self.address(model, publication__exact=state, **filters)

    def corrections(self):
        """Corrections that wait, of records that the person may inspect: (correction, record, address)."""
        found = []
        for model in PUBLISHABLE:
            waiting = Revision.objects.filter(state=Revision.State.WAITING, records=model._meta.label_lower)
            waiting = list(waiting.select_related("author"))
            records = self.records(model).in_bulk([int(revision.record) for revision in waiting])
            for revision in waiting:
                if record := records.get(int(revision.record)):
                    found.append((revision, record, f"{page_of(record, 'correction')}?number={revision.pk}"))
        return found

    def meetings(self):
        """The next meetings, with the address of each."""
        ahead = self.records(Meeting).filter(starts_on__latest__gte=self.on).order_by("starts_on")
        return [(meeting, page_of(meeting)) for meeting in ahead[:NEAREST]]

    def lacks(self):
        """What records lack: (records, words, how many, address)."""
        lines = []
        for model, checks in ((Agreement, quality.CHECKS), (Institution, quality_of_institutions.CHECKS)):
            for check in checks:
                count = check.failing(self.records(model), self.on).count()
                if count:
                    lines.append((_name(model, count), check.label, count, self.address(model, lacks=check.name)))
        return lines

    def shares(self):
        """(institution or None, complete, of all, percent) of the agreements that the person may inspect."""
        rows = quality.completeness(self.records(Agreement))
        return [(keeper, complete, n, 100 * complete // n) for keeper, complete, n in rows]


def page_of(record, of="change"):
    """The address of a record in the back office, or of another of its pages."""
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{of}", args=[record.pk])


def _name(model, count):
    return model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
