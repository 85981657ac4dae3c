"""What a yearly report tells, section by section: the kinds of event of each."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from agreements.deadlines import ENDING, PROGRAMME_ENDS
from agreements.happenings import ENTRY, EXTENSION, MEETING, PROGRAMME_START, SIGNATURE, TERMINATION
from agreements.models import Agreement, AgreementLink
from agreements.occasions import Kind
from partners.models import Membership
from register.publication import Publication


def _replacing():
    both = Q(source__publication=Publication.PUBLISHED, target__publication=Publication.PUBLISHED)
    return AgreementLink.objects.filter(both, kind=AgreementLink.Kind.REPLACES, source__is_signed=True)


def _expired():
    """Those whose stated end took effect: neither renewed tacitly nor replaced by then."""
    by_then = Q(target=OuterRef("pk"), source__signed_on__latest__lte=OuterRef("ends_on__latest"))
    return ENDING.records().exclude(renewal=Agreement.Renewal.TACIT).exclude(Exists(_replacing().filter(by_then)))


def _replaced():
    """Those that had not ended before."""
    day = F("source__signed_on__latest")
    runs = Q(target__ends_on=None) | Q(target__ends_on__latest__gte=day) | Q(target__renewal=Agreement.Renewal.TACIT)
    stands = Q(target__terminated_on=None) | Q(target__terminated_on__latest__gt=day)
    return _replacing().filter(runs, stands).select_related("source", "target")


def _mandates():
    return Membership.objects.public().select_related("institution", "network")


class Mandates(Kind):
    def words_of(self, record):
        return f"{self.words} · {record.get_role_display()}"

    def reference_of(self, record):
        return f"{record.institution.name} · {record.network.acronym or record.network.name}"


EXPIRY = Kind("end", _("end of the agreement"), _expired, "ends_on")
REPLACEMENT = Kind(
    "replacement", _("replacement by another agreement"), _replaced, "source__signed_on", "target", "target.title"
)
MANDATE_START = Mandates("mandate_start", _("mandate begun"), _mandates, "starts_on", "institution", "institution.name")
MANDATE_END = Mandates("mandate_end", _("mandate ended"), _mandates, "ends_on", "institution", "institution.name")


@dataclass(frozen=True)
class Section:
    """``slug`` is its place on the page; ``kinds`` are in the order in which they are told."""

    slug: str
    title: str
    kinds: list[Kind]


ENDED = [EXPIRY, TERMINATION, REPLACEMENT]
SECTIONS = [
    Section("signed", _("Agreements signed"), [SIGNATURE]),
    Section("met", _("Meetings"), [MEETING]),
    Section("entered", _("Entries into force"), [ENTRY]),
    Section("ended", _("Ended, terminated or replaced"), ENDED),
    Section("mandates", _("Mandates in networks"), [MANDATE_START, MANDATE_END]),
    Section("programmes", _("Programmes"), [PROGRAMME_START, EXTENSION, *PROGRAMME_ENDS]),
]
TOLD = [kind for section in SECTIONS for kind in section.kinds]
