"""Public pages of programmes."""

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from agreements.budgets import budgets_of
from agreements.measures import reach_of
from agreements.models import Agreement, Component, Meeting, Programme, ProgrammeRole
from agreements.programme_line import ProgrammeLine
from agreements.views.related import give_commitments, meetings, sources
from register.pages import Narrowed, NearestPage, Page
from register.publication import Publication

STEERING = [ProgrammeRole.Role.STEERING_CHAIR, ProgrammeRole.Role.STEERING_MEMBER]


class ProgrammeList(Narrowed, NearestPage, Page, ListView):
    queryset = Programme.objects.published().latest_first().prefetch_related("components", "extensions")
    group, template_name, paginate_by = "programme", "agreements/programme_list.html", 25

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
        components = Component.objects.select_related("delegated_agency", "implementing_agreement")
        return Programme.objects.published().prefetch_related(
            Prefetch("agreements", Agreement.objects.published().as_lines()),
            Prefetch("components", components),
            Prefetch("roles", roles.select_related("institution")),
            "targets__measures",
            "extensions",
            "evaluations",
            sources,
            meetings,
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        programme, held = self.object, self.object.meetings.all()
        give_commitments(held)
        roles = sorted(programme.roles.all(), key=lambda role: list(role.Role).index(role.role))
        return context | {
            "budgets": budgets_of(programme.components.all()),
            "roles": [role for role in roles if role.role not in STEERING],
            "committee": [role for role in roles if role.role in STEERING],
            "committee_meetings": [meeting for meeting in held if meeting.kind == Meeting.Kind.STEERING],
            "other_meetings": [meeting for meeting in held if meeting.kind != Meeting.Kind.STEERING],
            "targets": [(target, reach_of(target)) for target in programme.targets.all()],
            "life_line": ProgrammeLine(programme, held, self.day, context["is_mirrored"]),
        }
