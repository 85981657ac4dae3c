"""Public pages of programmes."""

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from agreements.budgets import budgets_of
from agreements.models import Agreement, Programme, ProgrammeRole
from agreements.views.related import public_institution, published_meetings
from register.pages import Page
from register.publication import Publication


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
