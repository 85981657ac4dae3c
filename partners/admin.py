from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

from partners import helps, quality
from partners.doublets import doublets
from partners.keeping import KeeperFilter, KeptAdmin
from partners.models import Country, FormerName, Grant, Institution, Membership
from partners.querysets import INSTITUTION_TEXTS
from partners.resources import InstitutionResource, MembershipResource
from partners.rights import EVERYWHERE, scope, within
from register.admin import (
    MergingAdmin,
    PartialDateFilter,
    PublishableAdmin,
    RegisterAdmin,
    Stacked,
    Tabular,
    TrackedAdmin,
    WrittenByMeFilter,
    three,
)
from register.quality import LackFilter
from register.tabular.admin import TabularAdmin
from register.translated import columns


@admin.register(Country)
class CountryAdmin(RegisterAdmin):
    helps = helps.COUNTRY
    list_display = ["code", "name_fr", "name_ar", "name_en"]
    list_display_links = ["code", "name_fr"]
    search_fields = ["folded"]
    fields = ["code", three("name")]

    def get_readonly_fields(self, request, obj=None):
        """The code is the key: changing it would make another country."""
        return ["code"] if obj else []


class FormerNameInline(Stacked):
    helps = helps.FORMER_NAME
    model = FormerName
    fields = [three("name"), ("starts_on", "ends_on")]


class MembershipInline(Tabular):
    helps = helps.MEMBERSHIP
    model = Membership
    fk_name = "institution"
    autocomplete_fields = ["network"]
    fields = ["network", "role", "starts_on", "ends_on"]


@admin.register(Institution)
class InstitutionAdmin(KeptAdmin, MergingAdmin, TabularAdmin, PublishableAdmin):
    helps = helps.INSTITUTION
    merge_key = "slug"
    resource_class = InstitutionResource
    checks_of_quality = quality.CHECKS
    as_last_time = ["kind", "country"]
    doublets = staticmethod(doublets)
    list_display = ["__str__", "kind", "country", "is_home", "publication"]
    list_filter = [
        "publication",
        KeeperFilter,
        WrittenByMeFilter,
        LackFilter,
        "kind",
        "is_home",
        ("country", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["country"]
    search_fields = INSTITUTION_TEXTS
    autocomplete_fields = ["country", "parent", "successor"]
    prepopulated_fields = {"slug": ["acronym"]}
    inlines = [FormerNameInline, MembershipInline]
    fieldsets = [
        (_("Names"), {"fields": [three("name"), ("acronym", "slug")]}),
        (_("What it is"), {"fields": [("kind", "is_home"), ("country", "parent", "successor"), "website"]}),
        (_("Publication"), {"fields": ["keeper", ("publication", "published_at", "changed_at")]}),
    ]

    def after_merge(self, kept, gone, taken):
        """Names of the one that went, where the one that stays bears others, are kept as former names."""
        names = {name: getattr(gone, name) for name in columns("name") if getattr(gone, name) != getattr(kept, name)}
        return [FormerName.objects.create(institution=kept, **names)] if any(names.values()) else []


class StartFilter(PartialDateFilter):
    title = _("from")
    parameter_name = "since"
    field = "starts_on"


@admin.register(Membership)
class MembershipAdmin(KeptAdmin, TabularAdmin, TrackedAdmin):
    """A membership is public as soon as both institutions are: only who may publish writes one."""

    helps = helps.MEMBERSHIP
    resource_class = MembershipResource
    keeping_verb = "publish"
    list_display = ["institution", "network", "role", "starts_on", "ends_on"]
    list_filter = ["role", ("network", admin.RelatedOnlyFieldListFilter), StartFilter]
    list_select_related = ["institution", "network"]
    search_fields = ["institution__folded", "institution__former_names__folded", "network__folded"]
    autocomplete_fields = ["institution", "network"]
    fields = [("institution", "network"), ("role", "starts_on", "ends_on"), "keeper"]

    def has_add_permission(self, request):
        return self.may(request, "publish")


class GrantInline(Tabular):
    model = Grant
    extra = 1


admin.site.unregister([Group, User])


@admin.register(User)
class PersonAdmin(UserAdmin):
    """People and their rights. Only an administrator of the whole register sees them; only a superuser makes one."""

    inlines = [GrantInline]
    list_display = ["username", "first_name", "last_name", "email", "is_active", "rights"]
    list_filter = ["is_active", "is_superuser", "grants__role"]
    filter_horizontal = []
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "email"]}),
        (_("Access"), {"fields": [("is_active", "is_staff", "is_superuser"), ("last_login", "date_joined")]}),
    ]
    readonly_fields = ["last_login", "date_joined"]

    def get_queryset(self, request):
        people = super().get_queryset(request).prefetch_related("grants__institution")
        return people if request.user.is_superuser else people.filter(is_superuser=False)

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if request.user.is_superuser else [*self.readonly_fields, "is_superuser"]

    def get_inlines(self, request, obj):
        return super().get_inlines(request, obj) if obj else []

    @admin.display(description=_("rights"))
    def rights(self, person):
        return ", ".join(f"{grant.get_role_display()} ({grant.where})" for grant in person.grants.all())


@admin.register(Grant)
class GrantAdmin(RegisterAdmin):
    """The rights in an institution, for its administrators."""

    helps = helps.GRANT
    list_display = ["user", "role", "institution"]
    list_filter = ["role", ("institution", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "institution"]
    search_fields = ["user__username", "user__last_name"]
    fields = [("user", "role", "institution")]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(within(request.user, "grant", "institution"))

    def has_view_permission(self, request, obj=None):
        return self.may(request, "grant", obj)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "institution":
            own = scope(request.user, "grant")
            homes = Institution.objects.filter(is_home=True).by_name()
            kwargs["queryset"] = homes if own is EVERYWHERE else homes.filter(pk__in=own)
            kwargs["required"] = own is not EVERYWHERE
        elif db_field.name == "user":
            kwargs["queryset"] = User.objects.filter(is_active=True, is_staff=True, is_superuser=False)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
