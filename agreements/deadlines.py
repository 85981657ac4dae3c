"""What falls due: ends of agreements and programmes, notices, commitments, targets. One list for any day."""

from django.db.models import Exists, F, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Commitment, Extension, Programme, Target
from agreements.notices import NoticeMonth
from agreements.occasions import Kind
from agreements.terms import Moment, moved
from register.publication import Publication


def upcoming(on, most=5, until=None, concerned=None):
    """The next deadlines of published records from the day ``on`` to the day ``until``, nearest first.

    Of some agreements only, where a condition for what belongs to them is given (see ``concerning``).
    """
    kinds = DEADLINES if concerned is None else OF_AGREEMENTS
    found = [occasion for kind in kinds for occasion in kind.ahead(on, most, until, concerned)]
    near = [deadline for deadline in found if until is None or deadline.date.first_day <= until]
    return sorted(near, key=lambda deadline: deadline.last_day)[:most]


def _ending():
    """Signed agreements with a stated end that was not forestalled by their termination."""
    runs_out = Q(terminated_on=None) | Q(terminated_on__latest__gt=F("ends_on__latest"))
    return Agreement.objects.published().filter(runs_out, is_signed=True, ends_on__isnull=False)


def _to_be_noticed():
    dated = _ending().filter(notice_months__gt=0)
    return dated.alias(notice_month=NoticeMonth("ends_on", "notice_months"))


class Notices(Kind):
    """The database counts the month, which an index holds; the day is that of the end or the last of the month."""

    @property
    def order(self):
        return "notice_month", F("ends_on__latest__day"), "pk"

    order_ahead = order

    def is_between(self, first, last):
        # Worked out by the database: the numbers may be stand-ins (see register.prepared).
        day, last_day = Value(first) % 100, Value(last) % 100
        within_month = self.dated(gte=Value(first) / 100 * 100, lte=last)
        return within_month & Q(ends_on__day__gte=day, ends_on__day__lte=last_day)

    def is_near(self, found, day, most):
        """The index holds the months themselves, in order: all that is ahead."""
        month = day.year * 10000 + day.month * 100
        is_later = Q(notice_month__gt=month) | Q(ends_on__latest__day__gte=day.day)
        return Q(is_later, notice_month__gte=month)

    def date_of(self, record):
        notice = moved(Moment(record.ends_on), -record.notice_months)
        return notice.until or notice.date


def _programmes_as_first_agreed():
    return Programme.objects.published().filter(extensions=None)


def _last_extensions():
    later = Q(new_end__gt=OuterRef("new_end")) | Q(new_end=OuterRef("new_end"), pk__gt=OuterRef("pk"))
    last = ~Exists(Extension.objects.filter(later, programme=OuterRef("programme")))
    return Extension.objects.filter(last, programme__publication=Publication.PUBLISHED).select_related("programme")


def _to_be_done(owner):
    open_ones = Commitment.objects.exclude(progress__in=["done", "dropped"])
    return _of_published(open_ones, owner).prefetch_related(owner)


def _to_be_reached():
    return _of_published(Target.objects.all(), "programme").prefetch_related("programme")


def _of_published(records, owner):
    """Asked of each record, not joined: SQLite would begin with all published owners."""
    owners = records.model._meta.get_field(owner).related_model.objects.published()
    return records.filter(Exists(owners.filter(pk=OuterRef(owner))))


ENDING = Kind("end", _("end of the agreement"), _ending, "ends_on", several=_("ends of agreements"))
NOTICE = Notices(
    "notice", _("last day to give notice"), _to_be_noticed, "notice_month", several=_("last days to give notice")
)
_OF_PROGRAMMES = ("programme_end", _("end of the programme"))
PROGRAMME_ENDS = [
    Kind(*_OF_PROGRAMMES, _programmes_as_first_agreed, "ends_on", several=_("ends of programmes")),
    Kind(*_OF_PROGRAMMES, _last_extensions, "new_end", "programme", "programme.title", several=_("ends of programmes")),
]
_TO_BE_DONE = ("commitment", _("commitment"))
DUE = [
    Kind(*_TO_BE_DONE, lambda: _to_be_done("agreement"), "due_on", "agreement", "text", True, _("commitments")),
    Kind(*_TO_BE_DONE, lambda: _to_be_done("meeting"), "due_on", "meeting", "text", True, _("commitments")),
    Kind("target", _("target"), _to_be_reached, "due_on", "programme", "statement", True, _("targets")),
]
DEADLINES = [ENDING, NOTICE, *PROGRAMME_ENDS, *DUE]
OF_AGREEMENTS = [ENDING, NOTICE, *(kind for kind in DUE if kind.owner == "agreement")]
