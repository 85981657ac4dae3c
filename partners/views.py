"""Public pages of institutions and networks."""

from django.db.models import Count, Prefetch, Q
from django.views.generic import DetailView, ListView

from partners.models import Institution, Membership
from register.pages import Page
from register.publication import Publication

public_agreements = Count(
    "parties__agreement", filter=Q(parties__agreement__publication=Publication.PUBLISHED), distinct=True
)
members = Prefetch("network_memberships", Membership.objects.public().select_related("institution"))


class InstitutionList(Page, ListView):
    template_name = "partners/institution_list.html"
    paginate_by = 50

    def get_queryset(self):
        found = Institution.objects.published().search(self.request.GET.get("q", ""))
        return found.select_related("country").annotate(agreement_count=public_agreements).by_name()

    def get_context_data(self, **kwargs):
        return super().get_context_data(q=self.request.GET.get("q", ""), **kwargs)


class NetworkList(Page, ListView):
    template_name = "partners/network_list.html"

    def get_queryset(self):
        return Institution.objects.published().networks().by_name().prefetch_related(members)


class InstitutionDetail(Page, DetailView):
    template_name = "partners/institution_detail.html"

    def get_queryset(self):
        memberships, public = Membership.objects.public().select_related("network"), Institution.objects.published()
        return (
            Institution.objects.published()
            .select_related("country")
            .prefetch_related(
                members,
                Prefetch("memberships", memberships),
                "former_names",
                Prefetch("parent", public),
                Prefetch("successor", public),
                Prefetch("predecessors", public),
                Prefetch("sources__publisher", public),
            )
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        agreements = self.object.agreements.published().distinct().with_state(self.day).with_parties().latest_first()
        roles = self.object.programme_roles.filter(programme__publication=Publication.PUBLISHED)
        return context | {"agreements": agreements, "programme_roles": roles.select_related("programme")}
