"""The list of agreements and the page of one. Nothing unpublished is ever found here."""

from django.db.models import Prefetch, Q
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from agreements.facets import ALL, facets_of
from agreements.filters import AgreementFilter
from agreements.lifeline import Axis, LifeLine, events_of
from agreements.listing import ListPage
from agreements.models import Agreement, AgreementLink, Component, Document, Programme
from agreements.sentences import citation, opening
from agreements.views.related import public_institution, published_meetings
from register.dates import PartialDate
from register.models import Identity
from register.pages import Page
from register.publication import Publication


class AgreementList(Page, TemplateView):
    """The agreements that answer to an address, as entries or as a table, with the facets of what remains to choose."""

    template_name = "agreements/agreement_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        filters = AgreementFilter(self.request.GET)
        return context | {
            "filters": filters,
            "facets": facets_of(filters),
            "page": ListPage(filters),
            "question": filters.selection.question,
            "day": PartialDate.of(filters.day),
            "is_table": self.request.GET.get("view") == "table",
        }


class FacetValues(Page, TemplateView):
    """All values of one facet of a selection, with their counts."""

    template_name = "agreements/facet_values.html"

    def get_context_data(self, **kwargs):
        filters = AgreementFilter(self.request.GET)
        found = [facet for facet in facets_of(filters, ALL) if facet.dimension == self.kwargs["dimension"]]
        if not found:
            raise Http404
        address = reverse("agreements")
        return super().get_context_data(filters=filters, facet=found[0], address=address, **kwargs)


class AgreementDetail(Page, DetailView):
    slug_field = slug_url_kwarg = "reference"
    template_name = "agreements/agreement_detail.html"

    def get_queryset(self):
        other = Q(source__publication=Publication.PUBLISHED, target__publication=Publication.PUBLISHED)
        links = AgreementLink.objects.filter(other).select_related("source", "target")
        programmes = Programme.objects.published()
        implemented = Component.objects.filter(programme__in=programmes).select_related("programme")
        documents = Document.objects.filter(visibility=Document.Visibility.PUBLIC)
        return (
            Agreement.objects.published()
            .with_state(self.day)
            .prefetch_related(
                "parties__institution__former_names",
                "signatories",
                "themes",
                public_institution("commitments__responsible"),
                public_institution("sources__publisher"),
                published_meetings,
                Prefetch("links_from", links),
                Prefetch("links_to", links),
                Prefetch("programmes", programmes),
                Prefetch("components", implemented),
                Prefetch("documents", documents),
            )
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        events = events_of(self.object, self.object.meetings.all())
        address = self.request.build_absolute_uri(self.object.get_absolute_url())
        axis = Axis.around(events, self.day, context["is_mirrored"])
        return context | {
            "life_line": LifeLine(self.object, axis, self.day, events),
            "programmes": programmes_of(self.object),
            "opening": opening(self.object),
            "address": address,
            "citation": citation(self.object, Identity.objects.first() or ""),
            "changed_on": PartialDate.of(timezone.localdate(self.object.changed_at)),
        }


def programmes_of(agreement):
    """Published programmes that rest on the agreement or that it implements a component of, each once."""
    implemented = [component.programme for component in agreement.components.all()]
    return list(dict.fromkeys([*agreement.programmes.all(), *implemented]))
