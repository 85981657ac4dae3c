"""The calendar: a month, a year, and what lies ahead as a file for calendar programs."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from agreements.agenda import Day, Month, Year
from agreements.deadlines import upcoming
from agreements.feed import entries_ahead
from register.addresses import YearConverter
from register.ical import calendar_file
from register.models import Identity
from register.pages import Page


class CalendarMonth(Page, TemplateView):
    """A month; without one in the address, that of today, or the year that the form asks for."""

    template_name = "agreements/calendar_month.html"

    def get(self, request, *args, **kwargs):
        year = asked_year(request)
        return redirect("calendar_year", year) if year else super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        year, month = kwargs.get("year", self.day.year), kwargs.get("month", self.day.month)
        agenda, first = Month(year, month), date(year, month, 1)
        deadlines = [] if agenda.occasions else upcoming(max(first, self.day))
        return super().get_context_data(agenda=agenda, weekdays=_weekdays(), deadlines=deadlines)


def _weekdays():
    return [(WEEKDAYS[number], WEEKDAYS_ABBR[number]) for number in range(7)]


class CalendarDay(Page, TemplateView):
    template_name = "agreements/calendar_day.html"

    def get_context_data(self, **kwargs):
        try:
            agenda = Day(date(kwargs["year"], kwargs["month"], kwargs["day"]))
        except ValueError:
            raise Http404 from None
        return super().get_context_data(agenda=agenda, weekdays=_weekdays())


class CalendarYear(Page, TemplateView):
    template_name = "agreements/calendar_year.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(agenda=Year(kwargs["year"]))


class CalendarFile(Page, View):
    """The published meetings and deadlines from today on, in the language of the address."""

    def get(self, request):
        name = str(Identity.objects.first() or _("Register of cooperation agreements"))
        entries = entries_ahead(self.day, request.build_absolute_uri("/"))
        return HttpResponse(
            calendar_file(name, entries),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'inline; filename="calendrier.ics"'},
        )


def asked_year(request):
    """The year typed into the form, or None where it is none that the register knows."""
    typed = request.GET.get("year", "")
    try:
        return YearConverter().to_python(typed) if len(typed) == 4 and typed.isascii() else None
    except ValueError:
        return None
