"""The home page: what the register holds, what is new, who sits where, what falls due."""

from functools import partial

from django.views.generic import TemplateView

from agreements.deadlines import upcoming
from agreements.standing import lines_of
from cooperation import figures
from cooperation.views.map import world_on
from partners.models import Country, Institution
from partners.views import give_sizes, leading
from register.edition import remembered
from register.pages import Page
from register.search import counts, engines
from register.search.matching import Match, record_of
from register.vocabularies import names_of

# How many of each are shown, and how many mandates of each network.
LATEST, NETWORKS, MANDATES, COUNTRIES = 5, 6, 3, 12


@remembered
def _nearest(day):
    """What falls due next: the same for every reader of an edition."""
    return upcoming(day)


class Home(Page, TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sizes = counts.by("group")
        newest = map(record_of, engines.numbers(Match(choices=(("group=agreement",),)), LATEST))
        networks = list(Institution.objects.published().networks().by_name().prefetch_related(leading)[: NETWORKS + 1])
        for network in networks:
            network.leading = network.leading[:MANDATES]
        countries = figures.by_partner_country()
        names = names_of(Country, [code for code, _count in countries[:COUNTRIES]])
        return context | {
            "agreement_count": sizes.get("agreement", 0),
            "institution_count": sizes.get("institution", 0),
            "country_count": len(countries),
            "countries": [(code, names[code], count) for code, count in countries[:COUNTRIES] if code in names],
            "programme_count": sizes.get("programme", 0),
            "latest": [agreement for agreement in lines_of(newest) if agreement.is_signed],
            "networks": give_sizes(networks[:NETWORKS]),
            "has_more_networks": len(networks) > NETWORKS,
            "deadlines": _nearest(self.day),
            "world_today": partial(world_on, self.day),
        }
