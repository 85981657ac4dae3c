"""What lies ahead, as entries of a calendar file."""

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from agreements.deadlines import DEADLINES
from agreements.happenings import MEETING
from register.ical import Entry

# Of each kind, the nearest.
MOST = 500


def entries_ahead(day, site):
    """Entries for the published meetings and deadlines from a day on, nearest first.

    ``site`` is the address of the site, such as "https://example.org/". What is known to the year only stands in
    no calendar file, where it would fill the year; what is known to the month fills the month and says so.
    """
    found = [occasion for kind in [MEETING, *DEADLINES] for occasion in kind.ahead(day, MOST)]
    known = [occasion for occasion in found if "year" not in occasion.precisions]
    return [_entry(occasion, site) for occasion in sorted(known, key=lambda occasion: occasion.last_day)]


def _entry(occasion, site):
    words = {"what": occasion.what, "title": occasion.title}
    is_dated = occasion.precisions == {"day"}
    summary = _("%(what)s: %(title)s") if is_dated else _("%(what)s (in the month, day not known): %(title)s")
    return Entry(
        uid=f"{occasion.key}@{urlsplit(site).hostname}",
        changed_at=occasion.changed_at,
        first=occasion.date.first_day,
        last=occasion.last_day,
        summary=summary % words,
        url=site.rstrip("/") + occasion.url if occasion.url else "",
    )
