"""The public page of a meeting."""

from django.db.models import Prefetch
from django.views.generic import DetailView

from agreements.models import Agreement, Meeting, Programme
from agreements.views.related import public_institution
from register.pages import Page


class MeetingDetail(Page, DetailView):
    slug_field = slug_url_kwarg = "reference"
    template_name = "agreements/meeting_detail.html"

    def get_queryset(self):
        return Meeting.objects.published().prefetch_related(
            public_institution("participants__institution"),
            public_institution("commitments__responsible"),
            public_institution("sources__publisher"),
            Prefetch("agreements", Agreement.objects.published().with_state(self.day).with_parties()),
            Prefetch("programmes", Programme.objects.published()),
        )
