from django.contrib import admin
from django.db.models import FileField
from django.forms import FileInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import helps, quality
from agreements.admin.filters import DueFilter
from agreements.admin.life import LifeAdmin
from agreements.admin.sheet import SheetAdmin
from agreements.admin.together import TogetherAdmin
from agreements.doublets import doublets
from agreements.forms import SignatoryForm, SignatoryFormSet
from agreements.models import Agreement, AgreementLink, Commitment, Document, Party, Signatory, Theme
from agreements.querysets import AGREEMENT_TEXTS
from agreements.resources import AgreementResource
from agreements.states import State
from partners.keeping import KeeperFilter, KeptAdmin
from register.admin import (
    MergingAdmin,
    PartialDateFilter,
    PublishableAdmin,
    RegisterAdmin,
    Stacked,
    Tabular,
    WrittenByMeFilter,
    three,
    unpublished,
)
from register.quality import LackFilter
from register.tabular.admin import TabularAdmin


@admin.register(Theme)
class ThemeAdmin(RegisterAdmin):
    helps = helps.THEME
    list_display = ["code", "name_fr", "name_ar", "name_en", "goals"]
    list_display_links = ["code", "name_fr"]
    search_fields = ["folded"]
    fields = [("code", "goals"), three("name")]

    def get_readonly_fields(self, request, obj=None):
        """The code is the key: changing it would make another theme."""
        return ["code"] if obj else []


class PartyInline(Stacked):
    helps = helps.PARTY
    model = Party
    autocomplete_fields = ["institution"]
    fields = [("institution", "role", "order"), three("name_at_signature")]


class SignatoryInline(Stacked):
    helps = helps.SIGNATORY
    model = Signatory
    form = SignatoryForm
    formset = SignatoryFormSet
    autocomplete_fields = ["institution"]
    fields = [("institution", "name", "name_ar", "order"), three("function")]


class CommitmentInline(Stacked):
    helps = helps.COMMITMENT
    model = Commitment
    autocomplete_fields = ["responsible"]
    fields = [three("text"), ("responsible", "due_on", "progress", "order"), "follow_up"]


class LinkInline(Tabular):
    helps = helps.LINK
    model = AgreementLink
    fk_name = "source"
    autocomplete_fields = ["target"]


class DocumentInline(Stacked):
    helps = helps.DOCUMENT
    model = Document
    fields = [("title", "file"), ("kind", "language", "visibility")]
    # The stock widget links to an address that nothing serves; "view on site" leads to the page that asks for rights.
    formfield_overrides = {FileField: {"widget": FileInput}}


class SignatureFilter(PartialDateFilter):
    title = _("date of signature")
    parameter_name = "signed"
    field = "signed_on"


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return State.choices

    def queryset(self, request, queryset):
        return queryset.filter(state=self.value()) if self.value() in State.values else queryset


@admin.register(Agreement)
class AgreementAdmin(TogetherAdmin, SheetAdmin, LifeAdmin, KeptAdmin, MergingAdmin, TabularAdmin, PublishableAdmin):
    helps = helps.AGREEMENT
    resource_class = AgreementResource
    checks_of_quality = quality.CHECKS
    as_last_time = ["kind"]
    doublets = staticmethod(doublets)
    list_display = ["reference", "title", "between", "kind", "signed_on", "state", "publication"]
    list_display_links = ["reference", "title"]
    list_filter = [
        "publication",
        KeeperFilter,
        WrittenByMeFilter,
        DueFilter,
        LackFilter,
        SignatureFilter,
        StateFilter,
        "kind",
        ("themes", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = AGREEMENT_TEXTS
    autocomplete_fields = ["themes"]
    actions = [*PublishableAdmin.actions, "change_together"]
    inlines = [PartyInline, SignatoryInline, CommitmentInline, LinkInline, DocumentInline]
    fieldsets = [
        (None, {"fields": [("reference", "kind"), three("title")]}),
        (
            _("Dates"),
            {
                "fields": [
                    ("is_signed", "signed_on", "entry_into_force_on", "ends_on"),
                    three("place"),
                    ("renewal", "renewal_months", "notice_months"),
                    ("suspended_on", "terminated_on"),
                ]
            },
        ),
        (_("Content"), {"fields": [three("objective"), three("legal_framework"), three("note"), "themes"]}),
        (_("Publication"), {"fields": ["keeper", ("publication", "published_at", "changed_at")]}),
    ]

    def get_queryset(self, request):
        """Lists show the state and the parties; on the page of one record each question would pay for them."""
        known = super().get_queryset(request)
        if "object_id" in request.resolver_match.kwargs:
            return known
        return known.with_state(on=timezone.localdate()).with_parties()

    def missing(self, record):
        lacks = []
        if not record.parties.all():
            lacks.append(_("it has no party."))
        if not record.sources.exists():
            lacks.append(_("it has no source."))
        return lacks + unpublished(record.institutions.all())

    def _create_formsets(self, request, obj, change):
        """The people who sign are checked against the parties of the same page."""
        formsets, inlines = super()._create_formsets(request, obj, change)
        by_model = {formset.model: formset for formset in formsets}
        if Signatory in by_model:
            by_model[Signatory].parties = by_model.get(Party)
        return formsets, inlines

    @admin.display(description=_("title"), ordering="title_fr")
    def title(self, agreement):
        return agreement.title

    @admin.display(description=_("parties"))
    def between(self, agreement):
        return " · ".join(party.institution.acronym or party.name for party in agreement.signatory_parties)

    @admin.display(description=_("state"), ordering="state")
    def state(self, agreement):
        return State(agreement.state).label
