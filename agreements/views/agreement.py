"""The list of agreements and the page of one. Nothing unpublished is ever found here."""

from django.db.models import Prefetch
from django.utils import timezone
from django.views.generic import DetailView
from django_filters.views import FilterView

from agreements.filters import AgreementFilter
from agreements.lifeline import LifeLine, events_of
from agreements.models import Agreement, Document, Party, Programme
from agreements.relations import family_of
from agreements.sentences import opening
from agreements.states import State
from agreements.views.related import give_commitments, meetings, sources
from register.axis import Axis
from register.dates import PartialDate
from register.pages import Page


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
        parties = Party.objects.select_related("institution").with_renaming()
        documents = Document.objects.filter(visibility=Document.Visibility.PUBLIC)
        return (
            Agreement.objects.published()
            .with_state(self.day)
            .prefetch_related(
                Prefetch("parties", parties),
                "signatories",
                "themes",
                sources,
                meetings,
                Prefetch("documents", documents),
            )
        )

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        held = self.object.meetings.all()
        give_commitments(held, self.object)
        events = events_of(self.object, held)
        axis = Axis.around([date for event in events for date in event.dates], self.day, context["is_mirrored"])
        return context | {
            "life_line": LifeLine(self.object, axis, self.day, events),
            "computed": [event for event in events if event.is_computed],
            "programmes": list(Programme.objects.published().set_in_motion_by(self.object)),
            "family": family_of(self.object),
            "opening": opening(self.object),
            "address": self.request.build_absolute_uri(self.object.get_absolute_url()),
            "changed_on": PartialDate.of(timezone.localdate(self.object.changed_at)),
        }
