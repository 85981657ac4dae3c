"""Where search engines find every public record, with its last change. Its languages, each page names itself."""

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from agreements.models import Agreement, Meeting, Programme
from partners.models import Institution


class Records(Sitemap):
    """The published records of a model, by the column that is their address; so many of them on each map."""

    limit = 10_000

    def __init__(self, model, column="reference"):
        self.model, self.column = model, column

    def items(self):
        return self.model.objects.published().order_by("pk").only(self.column, "changed_at")

    def lastmod(self, record):
        return record.changed_at

    def get_latest_lastmod(self):
        return self.model.objects.published().aggregate(last=Max("changed_at"))["last"]


class Pages(Sitemap):
    """The pages that lead to the records."""

    routes = "home agreements institutions networks programmes meetings map calendar statistics reports".split()

    def items(self):
        return self.routes

    def location(self, route):
        return reverse(route)


SITEMAPS = {
    "pages": Pages(),
    "agreements": Records(Agreement),
    "institutions": Records(Institution, "slug"),
    "programmes": Records(Programme),
    "meetings": Records(Meeting),
}
