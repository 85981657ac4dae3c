from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from cooperation.views import Home

urlpatterns = i18n_patterns(
    path("", Home.as_view(), name="home"),
    path("", include("agreements.urls")),
    path("", include("partners.urls")),
    path("gestion/", admin.site.urls),
    prefix_default_language=False,
)
