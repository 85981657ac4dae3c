"""Named checks of what records lack, and the filter of lists by them. None of them keeps a record from publishing."""

from dataclasses import dataclass

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Check:
    """``failing(records, on)`` are those of a queryset that fail it on a day."""

    name: str
    label: str
    failing: callable


class LackFilter(admin.SimpleListFilter):
    """For a ModelAdmin with ``checks_of_quality``."""

    title = _("what is missing")
    parameter_name = "lacks"

    def __init__(self, request, params, model, model_admin):
        self.checks = {check.name: check for check in model_admin.checks_of_quality}
        super().__init__(request, params, model, model_admin)

    def lookups(self, request, model_admin):
        return [(check.name, check.label) for check in self.checks.values()]

    def queryset(self, request, queryset):
        chosen = self.checks.get(self.value())
        return chosen.failing(queryset, timezone.localdate()) if chosen else queryset
