from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from partners.models import Country, FormerName, Institution, Membership
from partners.querysets import INSTITUTION_TEXTS
from partners.resources import InstitutionResource, MembershipResource
from register.admin import PartialDateFilter, PublishableAdmin, RegisterAdmin, Stacked, Tabular, TrackedAdmin, three
from register.tabular.admin import TabularAdmin


@admin.register(Country)
class CountryAdmin(RegisterAdmin):
    list_display = ["code", "name_fr", "name_ar", "name_en"]
    list_display_links = ["code", "name_fr"]
    search_fields = ["folded"]
    fields = ["code", three("name")]

    def get_readonly_fields(self, request, obj=None):
        """The code is the key: changing it would make another country."""
        return ["code"] if obj else []


class FormerNameInline(Stacked):
    model = FormerName
    fields = [three("name"), ("starts_on", "ends_on")]


class MembershipInline(Tabular):
    model = Membership
    fk_name = "institution"
    autocomplete_fields = ["network"]
    fields = ["network", "role", "starts_on", "ends_on"]


@admin.register(Institution)
class InstitutionAdmin(TabularAdmin, PublishableAdmin):
    resource_class = InstitutionResource
    list_display = ["__str__", "kind", "country", "is_home", "publication"]
    list_filter = ["publication", "kind", "is_home", ("country", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["country"]
    search_fields = INSTITUTION_TEXTS
    autocomplete_fields = ["country", "parent", "successor"]
    prepopulated_fields = {"slug": ["acronym"]}
    inlines = [FormerNameInline, MembershipInline]
    fieldsets = [
        (_("Names"), {"fields": [three("name"), ("acronym", "slug")]}),
        (_("What it is"), {"fields": [("kind", "is_home"), ("country", "parent", "successor"), "website"]}),
        (_("Publication"), {"fields": [("publication", "published_at", "changed_at")]}),
    ]


class StartFilter(PartialDateFilter):
    title = _("from")
    parameter_name = "since"
    field = "starts_on"


@admin.register(Membership)
class MembershipAdmin(TabularAdmin, TrackedAdmin):
    resource_class = MembershipResource
    list_display = ["institution", "network", "role", "starts_on", "ends_on"]
    list_filter = ["role", ("network", admin.RelatedOnlyFieldListFilter), StartFilter]
    list_select_related = ["institution", "network"]
    search_fields = ["institution__folded", "institution__former_names__folded", "network__folded"]
    autocomplete_fields = ["institution", "network"]
    fields = [("institution", "network"), ("role", "starts_on", "ends_on")]
