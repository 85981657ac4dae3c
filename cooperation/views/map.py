"""The world map of partner countries, with its table."""

from django.conf import settings
from django.views.generic import TemplateView

from cooperation import figures
from cooperation.map import WorldMap, outlines, places_of
from partners.models import Country
from register.pages import Page


def world_on(day):
    """The map of the countries of published agreements, as of a day."""
    counts, home = figures.countries_on(day), figures.home_countries()
    countries = Country.objects.filter(code__in=[code for code, *_rest in counts]).by_name()
    return WorldMap(outlines(settings.BORDERS), places_of(countries, counts, home))


class CountryMap(Page, TemplateView):
    template_name = "cooperation/map.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(world=world_on(self.day), **kwargs)
