from django.urls import path, register_converter

from agreements.views.agreement import AgreementDetail, AgreementList, FacetValues
from agreements.views.calendar import CalendarDay, CalendarFile, CalendarMonth, CalendarYear
from agreements.views.country import CountryDetail
from agreements.views.document import DocumentFile
from agreements.views.export import AgreementExport
from agreements.views.meeting import MeetingDetail, MeetingList
from agreements.views.programme import ProgrammeDetail, ProgrammeList
from agreements.views.report import Report, ReportList
from agreements.views.subscription import SelectionCalendar, SelectionFeed
from register.addresses import DayConverter, MonthConverter, YearConverter

register_converter(YearConverter, "year")
register_converter(MonthConverter, "month")
register_converter(DayConverter, "day")

urlpatterns = [
    path("conventions/", AgreementList.as_view(), name="agreements"),
    path("conventions.atom", SelectionFeed.as_view(), name="agreements_atom"),
    path("conventions.ics", SelectionCalendar.as_view(), name="agreements_ics"),
    path("conventions.<slug:kind>", AgreementExport.as_view(), name="agreements_file"),
    path("conventions/par/<slug:dimension>/", FacetValues.as_view(), name="facet"),
    path("conventions/<str:reference>/", AgreementDetail.as_view(), name="agreement"),
    path("conventions/<str:reference>/documents/<int:pk>.pdf", DocumentFile.as_view(), name="document"),
    path("programmes/", ProgrammeList.as_view(), name="programmes"),
    path("programmes/<str:reference>/", ProgrammeDetail.as_view(), name="programme"),
    path("rencontres/", MeetingList.as_view(), name="meetings"),
    path("rencontres/<str:reference>/", MeetingDetail.as_view(), name="meeting"),
    path("calendrier/", CalendarMonth.as_view(), name="calendar"),
    path("calendrier/<year:year>/", CalendarYear.as_view(), name="calendar_year"),
    path("calendrier/<year:year>/<month:month>/", CalendarMonth.as_view(), name="calendar"),
    path("calendrier/<year:year>/<month:month>/<day:day>/", CalendarDay.as_view(), name="calendar_day"),
    path("calendrier.ics", CalendarFile.as_view(), name="calendar_ics"),
    path("rapports/", ReportList.as_view(), name="reports"),
    path("rapports/<year:year>/", Report.as_view(), name="report"),
    path("pays/<slug:code>/", CountryDetail.as_view(), name="country"),
]
