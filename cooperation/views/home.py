"""The home page: what the register holds, what is new, who sits where, what falls due."""

from django.views.generic import TemplateView

from agreements.deadlines import upcoming
from agreements.models import Agreement, Programme
from partners.models import Country, Institution
from partners.views import members
from register.pages import Page


class Home(Page, TemplateView):
    template_name = "home.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        published = Agreement.objects.published()
        latest = published.filter(is_signed=True).with_state(self.day).with_parties().latest_first()[:5]
        return context | {
            "agreement_count": published.count(),
            "institution_count": Institution.objects.published().count(),
            "country_count": Country.objects.with_agreements().count(),
            "programme_count": Programme.objects.published().count(),
            "latest": latest,
            "networks": Institution.objects.published().networks().by_name().prefetch_related(members),
            "deadlines": upcoming(self.day),
        }
