from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from cooperation.sitemaps import SITEMAPS
from cooperation.views.deadlines import OwnDeadlines
from cooperation.views.home import Home
from cooperation.views.map import CountryMap
from cooperation.views.robots import robots
from cooperation.views.search import Search, Suggestions
from cooperation.views.statistics import Statistics, StatisticsFile

urlpatterns = [
    path("robots.txt", robots),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap"}, name="sitemaps"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
    *i18n_patterns(
        path("", Home.as_view(), name="home"),
        path("recherche/", Search.as_view(), name="search"),
        path("recherche/suggestions/", Suggestions.as_view(), name="suggestions"),
        path("carte/", CountryMap.as_view(), name="map"),
        path("chiffres/", Statistics.as_view(), name="statistics"),
        path("chiffres/<slug:slug>.csv", StatisticsFile.as_view(), name="statistics_csv"),
        path("", include("agreements.urls")),
        path("", include("partners.urls")),
        path("mes-echeances/<str:key>.ics", OwnDeadlines.as_view(), name="own_deadlines"),
        path("gestion/", admin.site.urls),
        prefix_default_language=False,
    ),
]
