"""What several pages fetch beside their record. Institutions come as they are: templates name the published ones."""

from django.db.models import Prefetch, Q

from agreements.models import Commitment, Document, Meeting, Participant, Party, Signatory, Source
from register.beside import rows_beside
from register.prepared import prepared

sources = Prefetch("sources", Source.objects.select_related("publisher"))
meetings = Prefetch(
    "meetings",
    Meeting.objects.published().prefetch_related(
        Prefetch("participants", Participant.objects.select_related("institution"))
    ),
)


# --- Of one agreement ----------------------------------------------------------------------------
@prepared
def _parties(agreement):
    return Party.objects.filter(agreement=agreement).select_related("institution").with_renaming()


@prepared
def _signatories(agreement):
    return Signatory.objects.filter(agreement=agreement)


@prepared
def _documents(agreement):
    return Document.objects.filter(agreement=agreement, visibility=Document.Visibility.PUBLIC)


@prepared
def _sources(agreement):
    return Source.objects.filter(agreements=agreement).select_related("publisher")


@prepared
def _meetings(agreement):
    return Meeting.objects.published().filter(agreements=agreement)


@prepared
def _participants(meetings):
    return Participant.objects.filter(meeting__in=meetings).select_related("institution")


# What few agreements have.
BESIDE = {"signatories": _signatories, "documents": _documents, "meetings": _meetings}


def give_related(agreement):
    """Give an agreement that tells what stands ``BESIDE`` it what its page shows, as prefetching would."""
    beside = rows_beside(agreement, BESIDE)
    for own in [*beside["signatories"], *beside["documents"]]:
        own.agreement = agreement
    meetings = beside["meetings"]
    participants = _participants([meeting.pk for meeting in meetings]) if meetings else []
    for meeting in meetings:
        _give(meeting, participants=[one for one in participants if one.meeting_id == meeting.pk])
    _give(agreement, parties=_parties(agreement.pk), sources=_sources(agreement.pk), **beside)


def _give(record, **related):
    record._prefetched_objects_cache = related


# --- Of several pages ----------------------------------------------------------------------------
@prepared
def _undertaken(agreement, meetings):
    asked = Q(agreement=agreement) | Q(meeting__in=meetings)
    return Commitment.objects.filter(asked).select_related("responsible")


def give_commitments(meetings, agreement=None):
    """Give each meeting, and the agreement if there is one, its ``undertaken``: one query for all."""
    if not (meetings or agreement):
        return
    found = _undertaken(agreement.pk if agreement else 0, [0, *(meeting.pk for meeting in meetings)])
    if agreement:
        agreement.undertaken = [commitment for commitment in found if commitment.agreement_id]
    for meeting in meetings:
        meeting.undertaken = [commitment for commitment in found if commitment.meeting_id == meeting.pk]
