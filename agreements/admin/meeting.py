from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements import helps
from agreements.admin.agreement import CommitmentInline
from agreements.admin.filters import LateDecisionFilter
from agreements.models import Meeting, Participant
from partners.keeping import KeeperFilter, KeptAdmin
from register.admin import PartialDateFilter, PublishableAdmin, Stacked, WrittenByMeFilter, three


class ParticipantInline(Stacked):
    helps = helps.PARTICIPANT
    model = Participant
    autocomplete_fields = ["institution"]
    fields = [("institution", "name", "name_ar", "order"), three("function")]


class DecisionInline(CommitmentInline):
    verbose_name = _("decision")
    verbose_name_plural = _("decisions and their follow-up")


class DayFilter(PartialDateFilter):
    title = _("date")
    parameter_name = "held"
    field = "starts_on"


@admin.register(Meeting)
class MeetingAdmin(KeptAdmin, PublishableAdmin):
    helps = helps.MEETING
    as_last_time = ["kind"]
    list_display = ["reference", "title", "kind", "starts_on", "publication"]
    list_display_links = ["reference", "title"]
    list_filter = ["publication", KeeperFilter, WrittenByMeFilter, LateDecisionFilter, "kind", DayFilter]
    search_fields = ["folded", "agreements__folded", "programmes__folded"]
    autocomplete_fields = ["agreements", "programmes"]
    inlines = [ParticipantInline, DecisionInline]
    fieldsets = [
        (None, {"fields": [("reference", "kind", "number"), three("title"), ("starts_on", "ends_on"), three("place")]}),
        (_("Content"), {"fields": [three("summary"), ("agreements", "programmes")]}),
        (_("Publication"), {"fields": ["keeper", ("publication", "published_at", "changed_at")]}),
    ]

    @admin.display(description=_("title"), ordering="title_fr")
    def title(self, meeting):
        return meeting.title
