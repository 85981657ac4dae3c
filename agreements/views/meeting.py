"""Public pages of meetings."""

from django.db.models import Prefetch
from django.views.generic import DetailView, ListView

from agreements.models import Agreement, Meeting, Participant, Programme
from agreements.views.related import give_commitments, sources
from register.pages import Narrowed, NearestPage, Page


class MeetingList(Narrowed, NearestPage, Page, ListView):
    queryset = Meeting.objects.published()
    group, template_name, paginate_by = "meeting", "agreements/meeting_list.html", 50


class MeetingDetail(Page, DetailView):
    slug_field = slug_url_kwarg = "reference"
    template_name = "agreements/meeting_detail.html"

    def get_queryset(self):
        return Meeting.objects.published().prefetch_related(
            Prefetch("participants", Participant.objects.select_related("institution")),
            Prefetch("agreements", Agreement.objects.published().as_lines()),
            Prefetch("programmes", Programme.objects.published()),
            sources,
        )

    def get_context_data(self, **kwargs):
        give_commitments([self.object])
        return super().get_context_data(**kwargs)
