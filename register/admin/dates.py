"""A filter of lists by dates that may be partial."""

import re
from collections import Counter

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from register.dates import PartialDate


class PartialDateFilter(admin.SimpleListFilter):
    """Decades, then the years of one, then the months of a year: a date hierarchy for dates that may be partial."""

    field = ""
    UNKNOWN = "unknown"

    def lookups(self, request, model_admin):
        dates = [date for date in model_admin.get_queryset(request).values_list(self.field, flat=True) if date]
        chosen = self.value() or ""
        decade, year = chosen[:3], chosen[:4]
        for key, count in self._counted(f"{date.year:04}"[:3] for date in dates):
            yield key, f"{key}0–{key}9 ({count})"
            if key == decade:
                for key_year, in_year in self._counted(f"{d.year:04}" for d in dates if f"{d.year:04}"[:3] == decade):
                    yield key_year, f"\u2003{key_year} ({in_year})"
                    if key_year == year:
                        yield from self._months(d for d in dates if f"{d.year:04}" == year)
        yield self.UNKNOWN, _("date unknown")

    def _months(self, dates):
        for key, count in self._counted(date.edtf[:7] for date in dates if date.month):
            yield key, f"\u2003\u2003{PartialDate(int(key[:4]), int(key[5:]))} ({count})"

    def _counted(self, keys):
        return sorted(Counter(keys).items(), reverse=True)

    def queryset(self, request, queryset):
        value = self.value() or ""
        if value == self.UNKNOWN:
            return queryset.filter(**{self.field: None})
        if not re.fullmatch(r"[12][0-9]{2}([0-9](-(0[1-9]|1[0-2]))?)?", value):
            return queryset
        digits = value.replace("-", "")
        first = int(digits.ljust(8, "0"))
        return queryset.filter(**{f"{self.field}__gte": first, f"{self.field}__lt": first + 10 ** (8 - len(digits))})
