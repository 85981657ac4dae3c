"""The private calendar of a person: what falls due among the records that the person may write."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from agreements.due import due
from agreements.models import Agreement
from partners.models import Preference
from partners.rights import within
from register.ical import Entry, calendar_file

# So many days ahead the calendar reaches.
AHEAD = 730


class OwnDeadlines(View):
    """Asked for by the calendar program of the person, with no other proof than its address, which can be revoked."""

    def get(self, request, key):
        preference = Preference.objects.select_related("user").filter(calendar_key=key).exclude(calendar_key="").first()
        if preference is None or not preference.user.is_active:
            raise Http404
        today, site = timezone.localdate(), request.build_absolute_uri("/")
        agreements = Agreement.objects.filter(within(preference.user, "change"))
        entries = [_entry(one, site) for one in due(agreements, today, AHEAD)]
        response = HttpResponse(calendar_file(_("My deadlines"), entries), content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, no-store"
        return response


def _entry(one, site):
    return Entry(
        uid=f"{one.agreement.reference}-{one.what}-{one.last_day}@{site.split('/')[2]}",
        changed_at=one.agreement.changed_at,
        first=one.last_day,
        last=one.last_day,
        summary=f"{one.words} · {one.agreement.title}",
        url=site.rstrip("/") + reverse("admin:agreements_agreement_change", args=[one.agreement.pk]),
    )
