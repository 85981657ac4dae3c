"""The questions a reader may put to the list of agreements; the page, its counts and its exports share them."""

from datetime import date

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Programme, Theme
from agreements.states import State
from partners.models import Country, Institution
from register.dates import FIRST_YEAR, LAST_YEAR
from register.publication import Publication
from register.translated import alphabetical


def year_filter(label, lookup):
    return django_filters.NumberFilter(
        field_name="signed_on",
        lookup_expr=lookup,
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        decimal_places=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": _("year")}),
    )


def record_filter(label, field_name, key, queryset, method=None):
    return django_filters.ModelChoiceFilter(
        label=label, field_name=field_name, to_field_name=key, queryset=queryset, method=method, empty_label=_("All")
    )


def countries_of_parties(request):
    return Country.objects.with_agreements().by_name()


def parties(request):
    published = Institution.objects.published().filter(parties__agreement__publication=Publication.PUBLISHED)
    return published.distinct().by_name()


class AgreementFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(method="search", label=_("Search"), widget=forms.TextInput(attrs={"type": "search"}))
    state = django_filters.ChoiceFilter(choices=State.choices, label=_("State"), empty_label=_("All"))
    kind = django_filters.ChoiceFilter(choices=Agreement.Kind.choices, label=_("Kind"), empty_label=_("All"))
    party = record_filter(_("Party"), "institutions", "slug", parties)
    country = record_filter(_("Country"), "institutions__country", "code", countries_of_parties)
    theme = record_filter(_("Theme"), "themes", "code", lambda request: Theme.objects.order_by(alphabetical()))
    programme = record_filter(
        _("Programme"), None, "reference", lambda request: Programme.objects.published(), method="of_programme"
    )
    year_from = year_filter(_("Signed from"), "year__gte")
    year_to = year_filter(_("to"), "year__lte")
    on = django_filters.DateFilter(
        method="as_annotated",
        label=_("State as of"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))],
    )

    class Meta:
        model = Agreement
        fields = []

    @property
    def asked(self):
        """What the reader asks for; a value that makes no sense is left out (its field says why)."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def day(self):
        """The day for which states are computed: the one asked for, or today."""
        return self.asked.get("on") or timezone.localdate()

    @property
    def chips(self):
        """The active questions as (label, words, address without it); empty when nothing is asked."""
        asked = [(name, value) for name, value in self.asked.items() if value]
        return [(self.form[name].label, self._words(name, value), self._without(name)) for name, value in asked]

    def _words(self, name, value):
        return (
            dict(getattr(self.form.fields[name], "choices", [])).get(value, value) if isinstance(value, str) else value
        )

    def _without(self, name):
        query = self.data.copy()
        for unwanted in (name, "page"):
            query.pop(unwanted, None)
        return f"?{query.urlencode()}"

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset.with_state(self.day)).distinct()

    def search(self, queryset, name, value):
        return queryset.search(value)

    def of_programme(self, queryset, name, programme):
        return queryset.filter(Q(programmes=programme) | Q(components__programme=programme))

    def as_annotated(self, queryset, name, day):
        return queryset
