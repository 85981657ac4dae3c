"""What several pages fetch beside their record: only what is published."""

from django.db.models import Prefetch

from agreements.models import Meeting
from partners.models import Institution


def public_institution(path):
    """Fetch the institution at ``path``; the page finds None where it is not published."""
    return Prefetch(path, Institution.objects.published())


published_meetings = Prefetch(
    "meetings",
    Meeting.objects.published().prefetch_related(
        public_institution("participants__institution"), public_institution("commitments__responsible")
    ),
)
