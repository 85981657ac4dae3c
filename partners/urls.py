from django.urls import path

from partners import views

urlpatterns = [
    path("institutions/", views.InstitutionList.as_view(), name="institutions"),
    path("institutions/<slug:slug>/", views.InstitutionDetail.as_view(), name="institution"),
    path("reseaux/", views.NetworkList.as_view(), name="networks"),
]
