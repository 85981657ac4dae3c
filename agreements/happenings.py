"""Everything that the register knows to happen on a date: signatures, meetings, steps of programmes, deadlines."""

from django.db.models import ExpressionWrapper, F, IntegerField, Q, Value
from django.db.models.lookups import GreaterThanOrEqual, LessThan
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.carried_over import CarriedOver
from agreements.deadlines import DEADLINES
from agreements.models import Agreement, Extension, Meeting, Programme
from agreements.occasions import Kind, Occasion, is_ahead
from register.publication import Publication


def _agreements():
    return Agreement.objects.published()


def _extensions():
    return Extension.objects.filter(programme__publication=Publication.PUBLISHED).select_related("programme")


class Meetings(Kind):
    """A meeting lasts: it happens in every month from its first to its last, as far as they are known."""

    # As a sum, the beginning has no index: PostgreSQL would walk through all that came before.
    _start = ExpressionWrapper(F("starts_on") + 0, IntegerField())

    @property
    def order(self):
        return self._start, "pk"

    @property
    def order_ahead(self):
        return "starts_on", "pk"

    def is_between(self, first, last):
        # Worked out by the database: the number may be a stand-in (see register.prepared).
        month = Value(first) / 100 * 100
        within_month = Q(starts_on__gte=month, starts_on__lt=first, ends_on__gte=first)
        carried_over = Q(LessThan(self._start, first), GreaterThanOrEqual(CarriedOver("starts_on", "ends_on"), first))
        is_known = Q(starts_on__latest__lt=first) | Q(ends_on__lte=last)
        # Each way by itself, so that SQLite finds it by its own index.
        return self.dated(gte=first, lte=last) | (within_month & is_known) | (carried_over & is_known)

    def is_near(self, found, day, most):
        """A meeting under way may have begun long before: none is left out by its date."""
        begins, ends = is_ahead("starts_on", day), is_ahead("ends_on", day)
        return Q(begins, ends_on=None) | Q(ends, starts_on__isnull=False)

    def is_in_year_alone(self, year):
        ends_elsewhere = Q(ends_on=None) | Q(ends_on__lte=year) | Q(ends_on__gt=Value(year) + 1231)
        # As a stretch: SQLite takes a date by itself to be that of as many meetings as are published.
        begins = self.dated(gte=year, lte=year)
        return begins & ends_elsewhere | Q(ends_on=year, starts_on__lt=year)

    def dates_before(self, first):
        return [self.dates("starts_on", lt=first), self.dates("ends_on", lt=first)]

    def dates_after(self, last):
        ends_alone = self.dates("ends_on", gt=last).filter(starts_on__month=0)
        return [self.dates("starts_on", gt=last), ends_alone]

    def occasion(self, record):
        return Occasion(self, record, record.starts_on, record.last_day)

    def words_of(self, record):
        kind = record.get_kind_display()
        return _("%(kind)s, no. %(number)s") % {"kind": kind, "number": record.number} if record.number else kind


SIGNATURE = Kind("signature", gettext_lazy("signature"), _agreements, "signed_on", several=gettext_lazy("signatures"))
ENTRY = Kind(
    "entry",
    gettext_lazy("entry into force"),
    _agreements,
    "entry_into_force_on",
    several=gettext_lazy("entries into force"),
)
SUSPENSION = Kind(
    "suspension", gettext_lazy("suspension"), _agreements, "suspended_on", several=gettext_lazy("suspensions")
)
TERMINATION = Kind(
    "termination", gettext_lazy("termination"), _agreements, "terminated_on", several=gettext_lazy("terminations")
)
MEETING = Meetings(
    "meeting", gettext_lazy("meeting"), Meeting.objects.published, "starts_on", several=gettext_lazy("meetings")
)
PROGRAMME_START = Kind(
    "programme_start",
    gettext_lazy("start of the programme"),
    Programme.objects.published,
    "starts_on",
    several=gettext_lazy("starts of programmes"),
)
EXTENSION = Kind(
    "extension",
    gettext_lazy("extension of the programme"),
    _extensions,
    "decided_on",
    "programme",
    "programme.title",
    True,
    gettext_lazy("extensions of programmes"),
)
EVERYTHING = [SIGNATURE, ENTRY, MEETING, PROGRAMME_START, EXTENSION, SUSPENSION, TERMINATION, *DEADLINES]
