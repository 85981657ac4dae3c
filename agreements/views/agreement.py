"""The list of agreements and the page of one. Nothing unpublished is ever found here."""

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, TemplateView

from agreements.dimensions import DIMENSIONS
from agreements.facets import ALL, facets_of
from agreements.filters import AgreementFilter
from agreements.lifeline import LifeLine, events_of
from agreements.listing import ListPage
from agreements.models import Agreement, AgreementLink, Commitment, Programme, Theme
from agreements.relations import family_of
from agreements.sentences import opening
from agreements.standing import give_states
from agreements.views.related import BESIDE, give_commitments, give_related
from register.axis import Axis
from register.beside import telling
from register.dates import PartialDate
from register.pages import LeadsOn, Page
from register.prepared import prepared
from register.search.entries import with_entry
from register.vocabularies import alphabetically, names_of


class AgreementList(Page, TemplateView):
    """The agreements that answer to an address, as entries or as a table, with the facets of what remains to choose."""

    template_name = "agreements/agreement_list.html"

    def get(self, request, *args, **kwargs):
        """What the form leaves empty has no place in the address of a selection."""
        self.filters = AgreementFilter(request.GET)
        if "" in request.GET.values() and not self.filters.refused:
            return redirect(request.path + self.filters.address())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        page = ListPage(self.filters)
        return context | {
            "filters": self.filters,
            "facets": facets_of(self.filters),
            "page": page,
            "question": self.filters.selection.question,
            "day": PartialDate.of(self.filters.day),
            "is_table": self.request.GET.get("view") == "table",
        }


class FacetValues(Page, TemplateView):
    """All values of one facet of a selection, with their counts; one that leaves no choice leads to the list."""

    template_name = "agreements/facet_values.html"

    def get(self, request, dimension):
        if dimension not in DIMENSIONS:
            raise Http404
        filters = AgreementFilter(request.GET)
        found = facets_of(filters, ALL, [dimension])
        if not found:
            return redirect(reverse("agreements") + filters.address())
        return self.render_to_response(self.get_context_data(filters=filters, facet=found[0]))

    def get_context_data(self, **kwargs):
        return super().get_context_data(address=reverse("agreements"), **kwargs)


@prepared
def _published(reference):
    found = telling(with_entry(Agreement.objects.published().filter(reference=reference), "agreement"), BESIDE)
    links = AgreementLink.objects.filter(Q(source=OuterRef("pk")) | Q(target=OuterRef("pk")))
    own = Commitment.objects.filter(agreement=OuterRef("pk"))
    return found.annotate(has_links=Exists(links), has_commitments=Exists(own))


@prepared
def _programmes(keys):
    return Programme.objects.published().filter(pk__in=keys).latest_first()


class AgreementDetail(LeadsOn, Page, DetailView):
    model, read, slug_url_kwarg = Agreement, _published, "reference"
    template_name = "agreements/agreement_detail.html"

    def get_object(self, queryset=None):
        agreement = super().get_object(queryset)
        agreement.entry = agreement.entry_facets or "", agreement.entry_turns or ""
        give_related(agreement)
        return give_states([agreement], self.day)[0]

    def _values(self, dimension):
        """What the index says of the agreement in one dimension."""
        pairs = (facet.split("=", 1) for facet in self.object.facets)
        return [value for name, value in pairs if name == dimension]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        held, self.object.undertaken = self.object.meetings.all(), []
        give_commitments(held, self.object if self.object.has_commitments else None)
        programmes = [int(key) for key in self._values("programme")]
        events = events_of(self.object, held)
        axis = Axis.around([date for event in events for date in event.dates], self.day, context["is_mirrored"])
        return context | {
            "life_line": LifeLine(self.object, axis, self.day, events),
            "computed": [event for event in events if event.is_computed],
            "themes": alphabetically(names_of(Theme, self._values("theme"))),
            "programmes": _programmes(programmes) if programmes else [],
            "family": family_of(self.object) if self.object.has_links else None,
            "opening": opening(self.object),
            "address": self.request.build_absolute_uri(self.object.get_absolute_url()),
            "changed_on": PartialDate.of(timezone.localdate(self.object.changed_at)),
        }
