"""A selection of agreements to subscribe to: what changes in it (Atom), and what lies ahead of it (iCalendar)."""

from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

from agreements.concerning import OfKeys
from agreements.feed import changes, entries_ahead
from agreements.views.export import SelectionFile
from register.ical import calendar_file
from register.pages import Page
from register.search.matching import record_of


class SelectionFeed(SelectionFile):
    """The agreements of a selection that changed last; of one that is not small, those that were signed last."""

    def file(self, filters):
        request, list_address = self.request, self.address_of_list(filters)
        feed = Atom1Feed(
            title=self.title(filters),
            link=list_address,
            description=self.identity.purpose or None,
            language=get_language(),
            feed_url=request.build_absolute_uri(),
            feed_guid=list_address,
        )
        for agreement in changes(filters.selection):
            address = request.build_absolute_uri(agreement.get_absolute_url())
            feed.add_item(
                title=str(agreement.title),
                link=address,
                description=agreement.told,
                unique_id=address,
                updateddate=agreement.changed_at,
                categories=[agreement.get_kind_display()],
            )
        return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


class SelectionCalendar(Page, SelectionFile):
    """The meetings and deadlines ahead of the agreements of a selection, of so many of them as are counted."""

    def file(self, filters):
        selection, concerned = filters.selection, None
        if filters.chips:
            concerned = OfKeys({record_of(number) for number in selection.newest(0, selection.limit)})
        entries = entries_ahead(self.day, self.request.build_absolute_uri("/"), concerned)
        return HttpResponse(
            calendar_file(self.title(filters), entries),
            content_type="text/calendar; charset=utf-8",
            headers={"Content-Disposition": 'inline; filename="conventions.ics"'},
        )
