from django.urls import path

from agreements import views

urlpatterns = [
    path("conventions/", views.AgreementList.as_view(), name="agreements"),
    path("conventions/<str:reference>/", views.AgreementDetail.as_view(), name="agreement"),
    path("conventions/<str:reference>/documents/<int:pk>.pdf", views.DocumentFile.as_view(), name="document"),
    path("programmes/", views.ProgrammeList.as_view(), name="programmes"),
    path("programmes/<str:reference>/", views.ProgrammeDetail.as_view(), name="programme"),
    path("pays/<slug:code>/", views.CountryDetail.as_view(), name="country"),
]
