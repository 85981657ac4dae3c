"""The public page of a country."""

from django.shortcuts import get_object_or_404
from django.views.generic import DetailView

from agreements.models import Agreement, Programme
from partners.models import Country, Institution
from register.pages import Page


class CountryDetail(Page, DetailView):
    """Everything done with one country; a country without a published institution has no page."""

    template_name = "agreements/country_detail.html"

    def get_object(self, queryset=None):
        countries = Country.objects.filter(institutions__in=Institution.objects.published()).distinct()
        return get_object_or_404(countries, code=self.kwargs["code"].upper())

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        agreements = Agreement.objects.published().filter(institutions__country=self.object).distinct()
        programmes = Programme.objects.published().filter(roles__institution__country=self.object).distinct()
        return context | {
            "agreements": agreements.with_state(self.day).with_parties().latest_first(),
            "institutions": self.object.institutions.published().by_name(),
            "programmes": programmes,
        }
