from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements import helps
from agreements.models import FocalPoint
from partners.keeping import KeeperFilter, KeptAdmin
from partners.rights import scope, within
from register.admin import RegisterAdmin


@admin.register(FocalPoint)
class FocalPointAdmin(KeptAdmin, RegisterAdmin):
    """Whom to call: for staff of the institution that keeps the contact only; auditors see that there is someone."""

    helps = helps.FOCAL_POINT
    list_display = ["name", "institution", "agreement", "function", "email", "phone", "left_on"]
    list_filter = [KeeperFilter]
    list_select_related = ["institution", "agreement"]
    autocomplete_fields = ["institution", "agreement"]
    fieldsets = [
        (None, {"fields": [("name", "function"), ("email", "phone"), ("institution", "agreement"), "left_on"]}),
        (_("Kept by"), {"fields": ["keeper"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(within(request.user, "inspect"))

    def get_search_fields(self, request):
        """By their names, where the person may see all of these."""
        open_to = [scope(request.user, verb) for verb in ("contact", "inspect")]
        own = ["name", "email"] if open_to[0] == open_to[1] else []
        return [*own, "institution__name_fr", "institution__acronym", "agreement__reference"]

    def get_object(self, request, object_id, from_field=None):
        contact = super().get_object(request, object_id, from_field)
        return contact and self._seen_by(request, contact)

    def get_changelist_instance(self, request):
        listed = super().get_changelist_instance(request)
        listed.result_list = [self._seen_by(request, contact) for contact in listed.result_list]
        return listed

    def _seen_by(self, request, contact):
        is_old = contact.is_to_be_forgotten(timezone.localdate())
        return contact if self.may(request, "contact", contact) and not is_old else contact.masked()

    def has_change_permission(self, request, obj=None):
        """One that is to be forgotten is no more written: it would be written masked."""
        is_old = obj is not None and obj.is_to_be_forgotten(timezone.localdate())
        return super().has_change_permission(request, obj) and not is_old
