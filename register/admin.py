"""What every page of the back office shares, and the pages of this floor."""

import re
from collections import Counter

from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from simple_history.admin import SimpleHistoryAdmin

from register.dates import PartialDate
from register.models import FileImport, FileMapping, Identity
from register.publication import Publication, set_publication
from register.search import search
from register.search.index import collecting
from register.translated import columns


def three(name):
    """The three languages of a text on one line of a form, French first."""
    return tuple(columns(name))


class ThreeLanguages:
    """Arabic is typed from right to left, whatever the language of the page; long texts in small boxes."""

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        language = db_field.name[-2:] if db_field.name[-3:] in ("_fr", "_ar", "_en") else None
        if field and language:
            direction = "rtl" if language == "ar" else "ltr"
            field.widget.attrs |= {"lang": language, "dir": direction}
            if "rows" in field.widget.attrs:
                field.widget.attrs["rows"] = 4
        return field


class Stacked(ThreeLanguages, admin.StackedInline):
    extra = 0


class Tabular(ThreeLanguages, admin.TabularInline):
    extra = 0


class RegisterAdmin(ThreeLanguages, admin.ModelAdmin):
    """Searches folded columns as the public pages do; other columns as Django does."""

    list_per_page = 50

    def changeform_view(self, request, *args, **kwargs):
        """A record and all its parts are one write: the index follows once, at its end."""
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with transaction.atomic(), collecting():
            return super().changeform_view(request, *args, **kwargs)

    def get_search_results(self, request, queryset, search_term):
        paths = self.get_search_fields(request)
        if all(path.endswith("folded") for path in paths):
            return search(queryset, search_term, *paths), False
        return super().get_search_results(request, queryset, search_term)


class TrackedAdmin(RegisterAdmin, SimpleHistoryAdmin):
    """A record with its history: who changed what, field by field."""

    object_history_list_template = "admin/history_list.html"


def unpublished(records):
    """What a record lacks while those it names are not public: one sentence naming them, or nothing."""
    names = [str(record) for record in records.exclude(publication=Publication.PUBLISHED).distinct()]
    return [_("these are not published yet: %(names)s.") % {"names": ", ".join(names)}] if names else []


class PublishableAdmin(TrackedAdmin):
    """A record that the public sees once it is published. ``missing`` says what it still lacks for that."""

    readonly_fields = ["publication", "published_at", "changed_at"]
    actions = ["send_to_review", "publish", "withdraw", "back_to_draft"]

    def missing(self, record):
        """Sentences, one for each thing without which the record cannot be published."""
        return []

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        self._move(request, queryset, Publication.IN_REVIEW)

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request, queryset):
        ready = []
        for record in queryset:
            lacks = self.missing(record)
            if lacks:
                sentence = _("%(record)s is not published: %(reasons)s") % {
                    "record": record,
                    "reasons": " ".join(map(str, lacks)),
                }
                self.message_user(request, sentence, messages.ERROR)
            else:
                ready.append(record.pk)
        self._move(request, queryset.filter(pk__in=ready), Publication.PUBLISHED)

    @admin.action(description=_("Withdraw from publication"), permissions=["change"])
    def withdraw(self, request, queryset):
        self._move(request, queryset, Publication.WITHDRAWN)

    @admin.action(description=_("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        self._move(request, queryset, Publication.DRAFT)

    def _move(self, request, queryset, state):
        # The list's own queryset joins and annotates, which SELECT … FOR UPDATE does not allow on PostgreSQL.
        records = self.model._base_manager.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        moving = list(records.exclude(publication=state))
        moved = set_publication(records, state)
        if moving:
            LogEntry.objects.log_actions(request.user.pk, moving, CHANGE, str(state.label))
        sentence = ngettext("%(count)s record: %(state)s.", "%(count)s records: %(state)s.", moved)
        self.message_user(request, sentence % {"count": moved, "state": state.label}, messages.SUCCESS)


class PartialDateFilter(admin.SimpleListFilter):
    """Decades, then the years of one, then the months of a year: a date hierarchy for dates that may be partial."""

    field = ""
    UNKNOWN = "unknown"

    def lookups(self, request, model_admin):
        dates = [date for date in model_admin.get_queryset(request).values_list(self.field, flat=True) if date]
        chosen = self.value() or ""
        decade, year = chosen[:3], chosen[:4]
        for key, count in self._counted(f"{date.year:04}"[:3] for date in dates):
            yield key, f"{key}0–{key}9 ({count})"
            if key == decade:
                for key_year, in_year in self._counted(f"{d.year:04}" for d in dates if f"{d.year:04}"[:3] == decade):
                    yield key_year, f"\u2003{key_year} ({in_year})"
                    if key_year == year:
                        yield from self._months(d for d in dates if f"{d.year:04}" == year)
        yield self.UNKNOWN, _("date unknown")

    def _months(self, dates):
        for key, count in self._counted(date.edtf[:7] for date in dates if date.month):
            yield key, f"\u2003\u2003{PartialDate(int(key[:4]), int(key[5:]))} ({count})"

    def _counted(self, keys):
        return sorted(Counter(keys).items(), reverse=True)

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value == self.UNKNOWN:
            return queryset.filter(**{self.field: None})
        if not re.fullmatch(r"[12][0-9]{2}([0-9](-(0[1-9]|1[0-2]))?)?", value):
            return queryset
        digits = value.replace("-", "")
        first = int(digits.ljust(8, "0"))
        return queryset.filter(**{f"{self.field}__gte": first, f"{self.field}__lt": first + 10 ** (8 - len(digits))})


@admin.register(Identity)
class IdentityAdmin(RegisterAdmin):
    fields = [three("name"), three("owner"), three("purpose")]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Identity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(FileImport)
class FileImportAdmin(admin.ModelAdmin):
    list_display = ["file_name", "resource", "user", "state", "created_at", "new", "changed", "unchanged"]
    list_filter = ["state", "resource"]
    list_select_related = ["user"]
    date_hierarchy = "created_at"

    def change_view(self, request, object_id, *args, **kwargs):
        """What became of the file is told by its own page, to whoever may bring in files of its records."""
        brought = FileImport.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        page = brought and self.admin_site._registry.get(apps.get_model(brought.resource))
        if request.method == "GET" and page and page.has_import_permission(request):
            model = page.opts
            return HttpResponseRedirect(
                reverse(f"admin:{model.app_label}_{model.model_name}_brought", args=[object_id])
            )
        return super().change_view(request, object_id, *args, **kwargs)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(FileMapping)
class FileMappingAdmin(admin.ModelAdmin):
    list_display = ["name", "resource", "changed_at"]
    list_filter = ["resource"]
    readonly_fields = ["resource", "changed_at"]

    def has_add_permission(self, request):
        """A mapping is made where a file is brought in."""
        return False
