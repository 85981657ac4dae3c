"""Where search engines find every public record, with its last change. Its languages, each page names itself."""

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Max
from django.urls import reverse
from django.utils.functional import cached_property

from agreements.models import Agreement, Meeting, Programme
from partners.models import Institution
from register import edition


class Records(Sitemap):
    """The published records of a model, by the column that is their address."""

    limit = 10_000

    def __init__(self, model, column="reference"):
        self.model, self.column = model, column

    def items(self):
        return self.model.objects.published().order_by("pk").only(self.column, "changed_at")

    def lastmod(self, record):
        return record.changed_at

    def get_latest_lastmod(self):
        """When anything public was written last: no record is read to tell it."""
        return edition.written_at(edition.shown())

    @property
    def paginator(self):
        return ByKey(self.items(), self.limit)


class ByKey(Paginator):
    """Maps of so many keys, not of so many records: the last one is found as quickly as the first."""

    @cached_property
    def count(self):
        return self.object_list.model.objects.aggregate(last=Max("pk"))["last"] or 0

    def page(self, number):
        last = self.validate_number(number) * self.per_page
        return self._get_page(self.object_list.filter(pk__gt=last - self.per_page, pk__lte=last), number, self)


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
