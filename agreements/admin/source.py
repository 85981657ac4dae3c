from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements import helps
from agreements.models import Source
from partners.keeping import KeptAdmin
from register.admin import PartialDateFilter, TrackedAdmin


class PublishedFilter(PartialDateFilter):
    title = _("published on")
    parameter_name = "published"
    field = "published_on"


@admin.register(Source)
class SourceAdmin(KeptAdmin, TrackedAdmin):
    helps = helps.SOURCE
    as_last_time = ["language", "publisher"]
    public_at_once = ["agreements", "programmes", "meetings", "memberships", "institutions"]
    list_display = ["code", "title", "publisher", "published_on", "language"]
    list_display_links = ["code", "title"]
    list_filter = ["language", PublishedFilter]
    list_select_related = ["publisher"]
    search_fields = ["folded", "publisher__folded"]
    autocomplete_fields = ["publisher", "agreements", "programmes", "meetings", "memberships", "institutions"]
    fieldsets = [
        (
            None,
            {"fields": ["title", "url", ("code", "language"), ("publisher", "published_on", "consulted_on"), "keeper"]},
        ),
        (
            _("What rests on it"),
            {"fields": ["agreements", "programmes", "meetings", "memberships", "institutions"]},
        ),
    ]
