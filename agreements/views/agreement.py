"""The list of agreements and the page of one. Nothing unpublished is ever found here."""

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.views.generic import DetailView
from django_filters.views import FilterView

from agreements.filters import AgreementFilter
from agreements.lifeline import Axis, LifeLine, events_of
from agreements.models import Agreement, AgreementLink, Component, Document, Programme
from agreements.sentences import citation, opening
from agreements.states import State
from agreements.views.related import public_institution, published_meetings
from register.dates import PartialDate
from register.models import Identity
from register.pages import Page
from register.publication import Publication


class AgreementList(Page, FilterView):
    filterset_class = AgreementFilter
    queryset = Agreement.objects.published().with_parties().latest_first()
    template_name = "agreements/agreement_list.html"
    paginate_by = 25
    strict = False

    def get_filterset_kwargs(self, filterset_class):
        return super().get_filterset_kwargs(filterset_class) | {"data": self.request.GET}

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        found = self.object_list.order_by().values_list("state", flat=True)
        in_force = [State.IN_FORCE, State.TO_RENEW]
        return context | {
            "in_force": sum(state in in_force for state in found),
            "day": PartialDate.of(self.filterset.day),
            "chips": self.filterset.chips,
        }


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
