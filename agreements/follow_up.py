"""What was undertaken and is not done: commitments of agreements, decisions of meetings, components of programmes."""

from dataclasses import dataclass
from datetime import timedelta

from django import forms
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from agreements.due import open_commitments, open_components
from partners.models import Institution
from partners.rights import within

# "Soon" is within so many days.
SOON = 90


@dataclass(frozen=True)
class Kind:
    """Rows of one kind: ``owner``, ``due`` and ``progress`` name the fields of their record, day and state."""

    name: str
    label: str
    rows: callable
    owner: str
    due: str
    progress: str

    def open_to(self, user):
        """The rows not done yet, of the records that the person may inspect; what is due first comes first."""
        found = self.rows().filter(**{f"{self.owner}__isnull": False})
        found = found.filter(within(user, "inspect", f"{self.owner}__keeper"))
        return found.select_related(self.owner, "responsible").order_by(F(self.due).asc(nulls_last=True), "pk")

    def when(self, rows, when, on):
        """Those of some rows that were due before the day ``on``, or are due soon after it; all for any other word."""
        if when == LATE:
            return rows.filter(**{f"{self.due}__latest__lt": on})
        if when == NEAR:
            until = on + timedelta(days=SOON)
            return rows.filter(**{f"{self.due}__latest__gte": on, f"{self.due}__latest__lte": until})
        return rows

    def lines(self, rows, on, user):
        """The Lines of some rows; notes of records that the person may not inspect are left out."""
        return [self._line(row, on, user) for row in rows]

    def _line(self, row, on, user):
        record, due = getattr(row, self.owner), getattr(row, self.due)
        may_inspect = user.has_perm(f"{record._meta.app_label}.inspect_{record._meta.model_name}", record)
        return Line(
            record=record,
            row=row,
            due=due,
            progress=getattr(row, f"get_{self.progress}_display")(),
            is_late=bool(row.is_open and due and due.last_day < on),
            note=row.follow_up if may_inspect else "",
        )


@dataclass(frozen=True)
class Line:
    """``row`` belongs to ``record``; ``due`` is a partial date or None."""

    record: object
    row: object
    due: object
    progress: str
    is_late: bool
    note: str


KINDS = {
    kind.name: kind
    for kind in (
        Kind("commitments", _("Commitments of agreements"), open_commitments, "agreement", "due_on", "progress"),
        Kind("decisions", _("Decisions of meetings"), open_commitments, "meeting", "due_on", "progress"),
        Kind("components", _("Components of programmes"), open_components, "programme", "ends_on", "state"),
    )
}
LATE, NEAR = "late", "near"


class FollowUpForm(forms.Form):
    """Which of the open rows are shown; those who answer for some of them can be chosen."""

    when = forms.ChoiceField(
        label=_("When due"), required=False, choices=[("", _("all")), (LATE, _("late")), (NEAR, _("within 90 days"))]
    )
    who = forms.ModelChoiceField(
        Institution.objects.none(), label=_("Who answers for it"), required=False, empty_label=_("everyone")
    )

    def __init__(self, data, rows):
        super().__init__(data)
        answering = rows.order_by().values("responsible")
        self.fields["who"].queryset = Institution.objects.filter(pk__in=answering).by_name()

    def chosen(self, kind, rows, on):
        """Those of the rows that are asked for; a choice that is none is passed over."""
        self.is_valid()
        rows = kind.when(rows, self.cleaned_data.get("when"), on)
        who = self.cleaned_data.get("who")
        return rows.filter(responsible=who) if who else rows
