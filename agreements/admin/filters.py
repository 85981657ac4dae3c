"""Filters that the first page of the back office leads to."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from agreements.due import END, HORIZONS, NOTICE, WORDS, due, late_programmes, with_late_commitments


class DueFilter(admin.SimpleListFilter):
    """What ends, or must be denounced, within some days; and what is late."""

    title = _("falls due")
    parameter_name = "due"
    LATE = "late"

    def lookups(self, request, model_admin):
        for what in (END, NOTICE):
            for days in HORIZONS:
                within = ngettext("within %(days)s day", "within %(days)s days", days) % {"days": days}
                yield f"{what}-{days}", f"{WORDS[what]}, {within}"
        yield self.LATE, _("commitment late")

    def queryset(self, request, queryset):
        what, _dash, days = (self.value() or "").partition("-")
        today = timezone.localdate()
        if what == self.LATE:
            return with_late_commitments(queryset, today)
        if what not in WORDS or days not in map(str, HORIZONS):
            return queryset
        found = due(queryset.model.objects.filter(pk__in=queryset.order_by().values("pk")), today, int(days))
        return queryset.filter(pk__in=[one.agreement.pk for one in found if one.what == what])


class LateFilter(admin.SimpleListFilter):
    """For programmes; for meetings by ``LateDecisionFilter``."""

    title = _("falls due")
    parameter_name = "due"
    label, late = _("late"), staticmethod(late_programmes)

    def lookups(self, request, model_admin):
        return [("late", self.label)]

    def queryset(self, request, queryset):
        return self.late(queryset, timezone.localdate()) if self.value() == "late" else queryset


class LateDecisionFilter(LateFilter):
    label, late = _("decision late"), staticmethod(with_late_commitments)
