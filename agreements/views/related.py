"""What several pages fetch beside their record. Institutions come as they are: templates name the published ones."""

from django.db.models import Prefetch, Q

from agreements.models import Commitment, Meeting, Participant, Source

sources = Prefetch("sources", Source.objects.select_related("publisher"))
meetings = Prefetch(
    "meetings",
    Meeting.objects.published().prefetch_related(
        Prefetch("participants", Participant.objects.select_related("institution"))
    ),
)


def give_commitments(meetings, agreement=None):
    """Give each meeting, and the agreement if there is one, its ``undertaken``: one query for all."""
    asked = Q(meeting__in=meetings) | Q(agreement=agreement) if agreement else Q(meeting__in=meetings)
    found = list(Commitment.objects.filter(asked).select_related("responsible"))
    if agreement:
        agreement.undertaken = [commitment for commitment in found if commitment.agreement_id]
    for meeting in meetings:
        meeting.undertaken = [commitment for commitment in found if commitment.meeting_id == meeting.pk]
