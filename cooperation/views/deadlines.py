"""The private calendar of a person: what falls due among the records that the person may write."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.generic import View

from agreements.due import due, open_commitments
from agreements.models import Agreement, Meeting
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
        mine = within(preference.user, "change")
        ends = [_end(one, site) for one in due(Agreement.objects.filter(mine), today, AHEAD)]
        undertaken = [
            _commitment(commitment, owner, site)
            for owner, model in (("agreement", Agreement), ("meeting", Meeting))
            for commitment in _open(owner, model.objects.filter(mine), today)
        ]
        entries = sorted([*ends, *undertaken], key=lambda entry: (entry.last, entry.uid))
        response = HttpResponse(calendar_file(_("My deadlines"), entries), content_type="text/calendar; charset=utf-8")
        response["Cache-Control"] = "private, no-store"
        return response


def _open(owner, records, on):
    """What some records undertook that is due from a day on, as far as the calendar reaches."""
    ahead = {"due_on__latest__gte": on, "due_on__latest__lte": on + timedelta(days=AHEAD)}
    return open_commitments().filter(**ahead, **{f"{owner}__in": records}).select_related(owner)


def _end(one, site):
    return _entry(one.agreement, f"{one.what}-{one.last_day}", one.last_day, one.words, site)


def _commitment(commitment, owner, site):
    record, text = getattr(commitment, owner), Truncator(commitment.text).chars(80)
    return _entry(record, f"commitment-{commitment.pk}", commitment.due_on.last_day, text, site)


def _entry(record, what, day, words, site):
    """``day`` is the last one on which it can be done."""
    address = reverse(f"admin:agreements_{record._meta.model_name}_change", args=[record.pk])
    return Entry(
        uid=f"{record.reference}-{what}@{site.split('/')[2]}",
        changed_at=record.changed_at,
        first=day,
        last=day,
        summary=f"{words} · {record.title}",
        url=site.rstrip("/") + address,
    )
