"""Yearly activity reports, made for paper first."""

from django.http import Http404
from django.views.generic import TemplateView

from agreements import reports
from agreements.reports.words import opening, standing
from register.dates import PartialDate
from register.pages import Page


class ReportList(Page, TemplateView):
    template_name = "agreements/report_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(years=reports.years_reported(self.day), is_large=reports.is_large())


class Report(Page, TemplateView):
    """One year; a year that lies ahead has no report."""

    template_name = "agreements/report.html"

    def get_context_data(self, **kwargs):
        if kwargs["year"] > self.day.year:
            raise Http404
        report = reports.Report(kwargs["year"], self.day)
        return super().get_context_data(
            report=report,
            opening=opening(report),
            standing=standing(report),
            made_on=PartialDate.of(self.day),
            known_to_month=report.known_to("month"),
            known_to_year=report.known_to("year"),
        )
