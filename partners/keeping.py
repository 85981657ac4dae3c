"""Pages of records that institutions keep: whoever asks sees and writes what their rights allow."""

from django.contrib import admin
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from partners.rights import EVERYWHERE, scope, visible, within
from register.publication import Publishable


class KeeperFilter(admin.SimpleListFilter):
    """Records by who keeps them: one's own institutions together, or one of them."""

    title = _("keeper")
    parameter_name = "kept"
    MINE, NOBODY = "mine", "nobody"

    def lookups(self, request, model_admin):
        homes = [(str(home.pk), str(home)) for home in Institution.objects.filter(is_home=True).by_name()]
        mine = [] if scope(request.user, "inspect") is EVERYWHERE else [(self.MINE, _("my institutions"))]
        return [*mine, *homes, (self.NOBODY, _("nobody in particular"))]

    def queryset(self, request, queryset):
        path = queryset.model.keeper_path
        if self.value() == self.MINE:
            return queryset.filter(within(request.user, "inspect", path))
        if self.value() == self.NOBODY:
            return queryset.filter(**{path: None})
        return queryset.filter(**{path: self.value()}) if self.value() in dict(self.lookup_choices) else queryset


class KeptAdmin(admin.ModelAdmin):
    """``public_at_once`` names the fields by which a record that is never published itself comes before the public."""

    public_at_once = []
    # What the person must be allowed in the institution to which a record is given.
    keeping_verb = "add"

    def get_queryset(self, request):
        return visible(super().get_queryset(request), request.user)

    def mergeable(self, request):
        """The records that the person may publish and delete, and so make one."""
        return self.model.objects.filter(within(request.user, "publish", self.model.keeper_path))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Nothing is added or opened beside the keeper: whose record it is says who may."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and db_field.name == "keeper":
            field.widget = field.widget.widget
        return field

    def get_field_queryset(self, db, db_field, request):
        found = super().get_field_queryset(db, db_field, request)
        if db_field.name not in self.public_at_once:
            return found
        named = self._rows_of_page(request).values(db_field.name)
        return found.filter(Q(pk__in=writable(found, request.user).values("pk")) | Q(pk__in=named))

    def is_public_at_once(self, obj):
        """Whether what is written to the record is public without anybody publishing it."""
        return not isinstance(obj, Publishable) and type(obj).objects.filter(type(obj).shown, pk=obj.pk).exists()

    def has_change_permission(self, request, obj=None):
        may_change = super().has_change_permission(request, obj)
        if obj is not None and may_change and self.is_public_at_once(obj):
            return self.may(request, "publish", obj)
        return may_change

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """A record is given to an institution for which the person may write; to none, by those who write for all."""
        if db_field.name == "keeper":
            own = scope(request.user, self.keeping_verb)
            homes = Institution.objects.filter(is_home=True).by_name()
            kwargs["queryset"] = homes if own is EVERYWHERE else homes.filter(pk__in=own)
            kwargs["required"] = own is not EVERYWHERE
            if own is not EVERYWHERE and len(own) == 1:
                kwargs["initial"] = next(iter(own))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


def writable(records, user):
    """Those of a queryset to which what the person writes may be public at once."""
    may_write = within(user, "change", records.model.keeper_path)
    may_publish = within(user, "publish", records.model.keeper_path)
    known = records.model._base_manager
    found = known.filter(may_write & ~records.model.shown) | known.filter(may_publish)
    return records.filter(pk__in=found.values("pk"))
