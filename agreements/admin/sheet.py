"""The file of an agreement on paper: what the register knows of it for staff, on a page that prints."""

from itertools import islice

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.due import due
from agreements.follow_up import KINDS
from agreements.models import Agreement, Commitment, Programme
from agreements.states import State
from partners.rights import visible
from register import history
from register.dates import PartialDate

# Deadlines within so many days, and so many of the last changes, stand on the sheet.
AHEAD, LAST_CHANGES = 730, 5


class SheetAdmin(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.sheet_view)
        return [path("<path:object_id>/sheet/", view, name=self.page_name("sheet")), *super().get_urls()]

    def sheet_view(self, request, object_id):
        """Whoever may inspect the record reads it whole; focal points as the person may see them."""
        agreement, today = self.known(request, object_id), timezone.localdate()
        if not self.may(request, "inspect", agreement):
            raise PermissionDenied
        context = {
            "title": _("File sheet"),
            "original": agreement,
            "state": State(Agreement.objects.with_state(on=today).get(pk=agreement.pk).state).label,
            "standing": self._standing(request, agreement),
            "dues": due(Agreement.objects.filter(pk=agreement.pk), today, AHEAD),
            "meetings": visible(agreement.meetings.all(), request.user),
            "undertaken": self._undertaken(request.user, agreement, today),
            "links": self._links(request.user, agreement),
            "events": list(islice(history.story(agreement), LAST_CHANGES)),
            "printed_on": PartialDate.of(today),
        }
        return self._tracked_page(request, "sheet", context)

    def _undertaken(self, user, agreement, on):
        """The Lines of what it, its meetings and the programmes that carry it out undertook, done or not."""
        meetings = visible(agreement.meetings.all(), user)
        programmes = visible(Programme.objects.all(), user)
        rows = {
            "commitments": agreement.commitments.all(),
            "decisions": Commitment.objects.filter(meeting__in=meetings),
            "components": agreement.components.filter(programme__in=programmes),
        }
        for name, found in rows.items():
            kind = KINDS[name]
            if lines := kind.lines(found.select_related(kind.owner, "responsible"), on, user):
                yield kind, lines

    def _links(self, user, agreement):
        """(what it does, the other agreement) and the other way round, of those that the person may know of."""
        known = visible(Agreement.objects.all(), user)
        own = agreement.links_from.filter(target__in=known).select_related("target")
        others = agreement.links_to.filter(source__in=known).select_related("source")
        return own, others
