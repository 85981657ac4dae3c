from django.contrib import admin
from django.template.loader import render_to_string
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext_lazy as _

from agreements import helps
from agreements.admin.filters import LateFilter
from agreements.measures import course_of
from agreements.models import Component, Evaluation, Extension, Programme, ProgrammeRole, Target, TargetMeasure
from agreements.resources import ProgrammeResource
from partners.keeping import KeeperFilter, KeptAdmin
from partners.models import Institution
from register.admin import (
    PartialDateFilter,
    PublishableAdmin,
    Stacked,
    Tabular,
    TrackedAdmin,
    WrittenByMeFilter,
    three,
    unpublished,
)
from register.tabular.admin import TabularAdmin


class RoleInline(Tabular):
    helps = helps.ROLE
    model = ProgrammeRole
    autocomplete_fields = ["institution"]


class ComponentInline(Stacked):
    helps = helps.COMPONENT
    model = Component
    autocomplete_fields = ["funder", "delegated_agency", "implementing_agreement", "responsible"]
    fields = [
        three("title"),
        ("order", "amount", "currency"),
        ("funder", "delegated_agency", "implementing_agreement"),
        ("responsible", "starts_on", "ends_on", "state"),
        "follow_up",
    ]


class CourseAdmin:
    """The measured values of a target, drawn."""

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("measures")

    @admin.display(description=_("measured values"))
    def course(self, target):
        course = course_of(target, is_mirrored=get_language_bidi()) if target.pk else None
        return render_to_string("admin/course.html", {"course": course, "target": target})


class TargetInline(CourseAdmin, Stacked):
    helps = helps.TARGET
    model = Target
    show_change_link = True
    readonly_fields = ["course"]
    fields = [three("statement"), ("order", "value", "unit", "due_on"), "course"]


class ExtensionInline(Tabular):
    model = Extension


class EvaluationInline(Stacked):
    helps = helps.EVALUATION
    model = Evaluation
    fields = [("kind", "done_on"), three("finding")]


class StartFilter(PartialDateFilter):
    title = _("from")
    parameter_name = "since"
    field = "starts_on"


@admin.register(Programme)
class ProgrammeAdmin(KeptAdmin, TabularAdmin, PublishableAdmin):
    helps = helps.PROGRAMME
    resource_class = ProgrammeResource
    list_display = ["reference", "title", "starts_on", "until", "publication"]
    list_display_links = ["reference", "title"]
    list_filter = ["publication", KeeperFilter, WrittenByMeFilter, LateFilter, StartFilter]
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
    helps = helps.MEASURE
    model = TargetMeasure


@admin.register(Target)
class TargetAdmin(CourseAdmin, KeptAdmin, TrackedAdmin):
    helps = helps.TARGET
    public_at_once = ["programme"]
    list_display = ["statement", "programme", "value", "unit", "due_on"]
    list_select_related = ["programme"]
    search_fields = ["folded", "programme__folded"]
    autocomplete_fields = ["programme"]
    inlines = [MeasureInline]
    readonly_fields = ["course"]
    fields = ["programme", three("statement"), ("order", "value", "unit", "due_on"), "course"]

    @admin.display(description=_("statement"), ordering="statement_fr")
    def statement(self, target):
        return target.statement
