"""A filter of lists by who wrote."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.history import written_by


class WrittenByMeFilter(admin.SimpleListFilter):
    title = _("who wrote")
    parameter_name = "written"
    ME = "me"

    def lookups(self, request, model_admin):
        return [(self.ME, _("I wrote in it"))]

    def queryset(self, request, queryset):
        return written_by(queryset, request.user) if self.value() == self.ME else queryset
