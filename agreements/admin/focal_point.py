from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from agreements.models import FocalPoint
from partners.keeping import KeeperFilter, KeptAdmin
from partners.rights import within
from register.admin import RegisterAdmin


@admin.register(FocalPoint)
class FocalPointAdmin(KeptAdmin, RegisterAdmin):
    """Whom to call: for staff of the institution that keeps the contact only, auditors not included."""

    list_display = ["name", "institution", "agreement", "function", "email", "phone"]
    list_filter = [KeeperFilter]
    list_select_related = ["institution", "agreement"]
    search_fields = ["name", "email", "institution__name_fr", "institution__acronym", "agreement__reference"]
    autocomplete_fields = ["institution", "agreement"]
    fieldsets = [
        (None, {"fields": [("name", "function"), ("email", "phone"), ("institution", "agreement")]}),
        (_("Kept by"), {"fields": ["keeper"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).filter(within(request.user, "contact"))

    def has_view_permission(self, request, obj=None):
        return self.may(request, "contact", obj)
