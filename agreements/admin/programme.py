from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.admin.filters import LateFilter
from agreements.models import Component, Evaluation, Extension, Programme, ProgrammeRole, Target, TargetMeasure
from agreements.resources import ProgrammeResource
from partners.keeping import KeeperFilter, KeptAdmin
from partners.models import Institution
from register.admin import PartialDateFilter, PublishableAdmin, Stacked, Tabular, TrackedAdmin, three, unpublished
from register.tabular.admin import TabularAdmin


class RoleInline(Tabular):
    model = ProgrammeRole
    autocomplete_fields = ["institution"]


class ComponentInline(Stacked):
    model = Component
    autocomplete_fields = ["funder", "delegated_agency", "implementing_agreement"]
    fields = [
        three("title"),
        ("order", "amount", "currency", "state"),
        ("funder", "delegated_agency", "implementing_agreement"),
        ("starts_on", "ends_on"),
    ]


class TargetInline(Stacked):
    model = Target
    show_change_link = True
    fields = [three("statement"), ("order", "value", "unit", "due_on")]


class ExtensionInline(Tabular):
    model = Extension


class EvaluationInline(Stacked):
    model = Evaluation
    fields = [("kind", "done_on"), three("finding")]


class StartFilter(PartialDateFilter):
    title = _("from")
    parameter_name = "since"
    field = "starts_on"


@admin.register(Programme)
class ProgrammeAdmin(KeptAdmin, TabularAdmin, PublishableAdmin):
    resource_class = ProgrammeResource
    list_display = ["reference", "title", "starts_on", "until", "publication"]
    list_display_links = ["reference", "title"]
    list_filter = ["publication", KeeperFilter, LateFilter, StartFilter]
    search_fields = ["folded", "roles__institution__folded", "components__funder__folded"]
    autocomplete_fields = ["agreements"]
    inlines = [RoleInline, ComponentInline, TargetInline, ExtensionInline, EvaluationInline]
    fieldsets = [
        (None, {"fields": ["reference", three("title"), ("starts_on", "ends_on")]}),
        (_("Content"), {"fields": [three("objective"), three("monitoring"), "agreements"]}),
        (_("Publication"), {"fields": ["keeper", ("publication", "published_at", "changed_at")]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("extensions")

    def missing(self, record):
        lacks = [] if record.sources.exists() else [_("it has no source.")]
        return lacks + unpublished(Institution.objects.filter(programme_roles__programme=record))

    @admin.display(description=_("title"), ordering="title_fr")
    def title(self, programme):
        return programme.title

    @admin.display(description=_("until"), ordering="ends_on")
    def until(self, programme):
        return programme.current_end


class MeasureInline(Tabular):
    model = TargetMeasure


@admin.register(Target)
class TargetAdmin(KeptAdmin, TrackedAdmin):
    public_at_once = ["programme"]
    list_display = ["statement", "programme", "value", "unit", "due_on"]
    list_select_related = ["programme"]
    search_fields = ["folded", "programme__folded"]
    autocomplete_fields = ["programme"]
    inlines = [MeasureInline]
    fields = ["programme", three("statement"), ("order", "value", "unit", "due_on")]

    @admin.display(description=_("statement"), ordering="statement_fr")
    def statement(self, target):
        return target.statement
