"""The calendar: a month, a year, and what lies ahead as a file for calendar programs."""

from datetime import date

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from agreements.agenda import Day, Month, Year
from agreements.deadlines import upcoming
from agreements.feed import entries_ahead
from agreements.listing import PER_PAGE
from register.addresses import YearConverter
from register.ical import calendar_file
from register.models import Identity
from register.pages import Page


class Calendar(Page, TemplateView):
    """What happens in a stretch; where the address names a sort of event (``kind``), that alone, page by page."""

    def get_context_data(self, **kwargs):
        agenda, kind = self.agenda(**kwargs), self.request.GET.get("kind")
        sort = agenda.sort(kind) if kind else None
        more = self.of_sort(sort) if sort else self.more(agenda)
        weekdays = [(WEEKDAYS[number], WEEKDAYS_ABBR[number]) for number in range(7)]
        return super().get_context_data(agenda=agenda, weekdays=weekdays, **more)

    def of_sort(self, sort):
        self.template_name = "agreements/calendar_kind.html"
        return {"sort": sort, "page_obj": Paginator(sort, PER_PAGE).get_page(self.request.GET.get("page"))}

    def more(self, agenda):
        """What one kind of stretch has beside it."""
        return {}


class CalendarMonth(Calendar):
    """A month; without one in the address, that of today, or the year that the form asks for."""

    template_name = "agreements/calendar_month.html"

    def get(self, request, *args, **kwargs):
        year = asked_year(request)
        return redirect("calendar_year", year) if year else super().get(request, *args, **kwargs)

    def agenda(self, year=None, month=None):
        return Month(year or self.day.year, month or self.day.month)

    def more(self, agenda):
        return {"deadlines": [] if agenda.occasions else upcoming(max(agenda.date.first_day, self.day))}


class CalendarDay(Calendar):
    template_name = "agreements/calendar_day.html"

    def agenda(self, year, month, day):
        try:
            return Day(date(year, month, day))
        except ValueError:
            raise Http404 from None


class CalendarYear(Calendar):
    template_name = "agreements/calendar_year.html"

    def agenda(self, year):
        return Year(year)


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
