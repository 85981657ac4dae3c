"""The register in figures: one page of charts with their tables, and a file for each."""

from django.http import Http404, StreamingHttpResponse
from django.utils import timezone
from django.views.generic import TemplateView, View

from cooperation.statistics import MOST, SERIES, Completeness
from cooperation.timeline import Timeline
from register.charts import Columns
from register.pages import Page
from register.tabular.writing.text import lines

# What leaves as a file, by the name of the file.
FILES = {Timeline.slug: Timeline, Completeness.slug: Completeness, **SERIES}


class Statistics(Page, TemplateView):
    template_name = "cooperation/statistics.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        timeline, series = Timeline(self.day), [build(self.day, MOST) for build in SERIES.values()]
        return context | {
            "timeline": timeline,
            "signed": Columns(timeline.signed, context["is_mirrored"]),
            "in_force": Columns(timeline.in_force, context["is_mirrored"]),
            "series": series,
            "quality": Completeness(self.day),
            "total": sum(row.count for row in series[0].rows),
            "country_total": series[3].total,
        }


class StatisticsFile(View):
    """A series as a CSV file, its headings in the language of the address."""

    def get(self, request, slug):
        if slug not in FILES:
            raise Http404
        headings, rows = FILES[slug](timezone.localdate()).lines
        response = StreamingHttpResponse(lines(headings, rows), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{slug}.csv"'
        return response
