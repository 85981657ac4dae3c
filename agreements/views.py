"""Public pages of agreements, programmes and countries. Nothing unpublished is ever found here."""

from csp.constants import NONE
from csp.decorators import csp
from django.db.models import Prefetch, Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.generic import DetailView, ListView, View
from django_filters.views import FilterView

from agreements.budgets import budgets_of
from agreements.filters import AgreementFilter
from agreements.lifeline import Axis, LifeLine, events_of
from agreements.models import Agreement, AgreementLink, Component, Document, Meeting, Programme, ProgrammeRole
from agreements.sentences import citation, opening
from agreements.states import State
from partners.models import Country, Institution
from register.dates import PartialDate
from register.models import Identity
from register.pages import Page
from register.publication import Publication


def public_institution(path):
    """Fetch the institution at ``path``; the page finds None where it is not published."""
    return Prefetch(path, Institution.objects.published())


published_meetings = Prefetch(
    "meetings",
    Meeting.objects.published().prefetch_related(
        public_institution("participants__institution"), public_institution("commitments__responsible")
    ),
)


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


class ProgrammeList(Page, ListView):
    queryset = Programme.objects.published().latest_first().prefetch_related("components", "extensions")
    template_name = "agreements/programme_list.html"
    paginate_by = 25

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        for programme in context["object_list"]:
            programme.budgets = budgets_of(programme.components.all())
        return context


class ProgrammeDetail(Page, DetailView):
    slug_field = slug_url_kwarg = "reference"
    template_name = "agreements/programme_detail.html"

    def get_queryset(self):
        roles = ProgrammeRole.objects.filter(institution__publication=Publication.PUBLISHED)
        return Programme.objects.published().prefetch_related(
            Prefetch("agreements", Agreement.objects.published().with_state(self.day).with_parties()),
            public_institution("components__delegated_agency"),
            Prefetch("components__implementing_agreement", Agreement.objects.published()),
            Prefetch("roles", roles.select_related("institution")),
            "targets__measures",
            "extensions",
            "evaluations",
            public_institution("sources__publisher"),
            published_meetings,
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        roles = sorted(self.object.roles.all(), key=lambda role: list(role.Role).index(role.role))
        return context | {"budgets": budgets_of(self.object.components.all()), "roles": roles}


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


@method_decorator(csp({"default-src": [NONE], "sandbox": True}), name="dispatch")
class DocumentFile(View):
    """A public file of a published agreement, or any file for staff who may see documents."""

    def get(self, request, reference, pk):
        documents = Document.objects.all()
        if not request.user.has_perm("agreements.view_document"):
            documents = documents.filter(
                visibility=Document.Visibility.PUBLIC, agreement__publication=Publication.PUBLISHED
            )
        document = get_object_or_404(documents, pk=pk, agreement__reference=reference)
        return FileResponse(document.file.open(), content_type="application/pdf", filename=f"{reference}-{pk}.pdf")
