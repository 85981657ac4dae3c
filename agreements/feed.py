"""What changed last and what lies ahead, for those who subscribe."""

from dataclasses import replace
from urllib.parse import urlsplit

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from agreements.deadlines import DEADLINES, OF_AGREEMENTS
from agreements.happenings import MEETING
from agreements.models import Agreement, Meeting
from agreements.standing import give_names, give_states
from agreements.states import State
from register.ical import Entry
from register.search.matching import record_of
from register.templatetags.register import initial, known

# Of each kind, the nearest; and how many agreements a feed tells of.
MOST, TOLD = 500, 50


def changes(selection):
    """The agreements of a selection that changed last, or where it is not small those signed last, as of its day.

    ``told`` says of each when it was signed, between whom, and its state.
    """
    among = selection.limit if selection.is_small else TOLD
    keys = {record_of(number) for number in selection.newest(0, among)}
    found = Agreement.objects.published().filter(pk__among=keys).order_by("-changed_at", "-pk")[:TOLD]
    agreements = give_names(give_states(found, selection.day))
    for agreement in agreements:
        facts = [str(known(agreement.signed_on))] if agreement.is_signed else []
        facts += [", ".join(map(str, agreement.signed_by)), str(State(agreement.state).label)]
        agreement.told = ". ".join(initial(fact) for fact in facts if fact)
    return agreements


def entries_ahead(day, site, concerned=None):
    """Entries for the published meetings and deadlines from a day on, nearest first.

    ``site`` is the address of the site, such as "https://example.org/". What is known to the year only stands in
    no calendar file, where it would fill the year; what is known to the month fills the month and says so. Of some
    agreements only, where a condition for what belongs to them is given (see ``concerning``).
    """
    if concerned is None:
        found = [occasion for kind in [MEETING, *DEADLINES] for occasion in kind.ahead(day, MOST)]
    else:
        found = [occasion for kind in OF_AGREEMENTS for occasion in kind.ahead(day, MOST, concerned=concerned)]
        found += _meetings_about(concerned).ahead(day, MOST)
    dated = [occasion for occasion in found if "year" not in occasion.precisions]
    return [_entry(occasion, site) for occasion in sorted(dated, key=lambda occasion: occasion.last_day)]


def _meetings_about(concerned):
    about = Meeting.agreements.through.objects.filter(concerned("agreement__pk"), meeting=OuterRef("pk"))
    return replace(MEETING, records=lambda: Meeting.objects.published().filter(Exists(about)))


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
