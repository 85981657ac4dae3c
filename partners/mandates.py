"""Mandates in a network as bars on one axis of years. What is not known of a period is drawn as not known."""

from dataclasses import dataclass

from partners.models import Membership
from register.axis import Axis, place
from register.prepared import prepared
from register.translated import columns

ROLES = list(Membership.Role)


@dataclass(frozen=True)
class Bar:
    """Where a mandate lies on the axis, in percent; stretches are (x, width).

    ``sure``: every day of it lies within the mandate. ``possible``: some days of it may, as those of 2015 in a mandate
    that began "in 2015". ``unknown``: two points between which no source says when the mandate began, or ended.
    """

    sure: tuple | None = None
    possible: tuple | None = None
    unknown: tuple | None = None


def bar(mandate, axis, today):
    """Lay a period on the axis; a mandate whose end is not stated stays open until today."""
    starts_on, ends_on, now = mandate.starts_on, mandate.ends_on, place(today, share_gone=1)
    if starts_on is None and ends_on is None:
        return Bar(unknown=(axis.point(axis.first), axis.point(now)))
    first = place((starts_on or ends_on).first_day)
    last = place((ends_on or starts_on).last_day, share_gone=1)
    possible = axis.span(first, last)
    if starts_on is None:
        return Bar(possible=possible, unknown=(axis.point(axis.first), axis.point(first)))
    if ends_on is None:
        return Bar(possible=possible, unknown=(axis.point(last), axis.point(max(now, last))))
    begun, over = place(starts_on.last_day), place(ends_on.first_day, share_gone=1)
    return Bar(axis.span(begun, over) if begun < over else None, possible)


class Board:
    """The mandates of one network, or of one institution in several, by rank, each with its ``bar`` on one axis.

    ``axis`` is None where no mandate is dated: there is nothing to draw then. The mandates of the boards ``beside``
    it on a page stretch its axis, so that all are read on the same years.
    """

    def __init__(self, mandates, today, is_mirrored=False, beside=()):
        self.mandates, self.today = _by_rank(mandates), today
        dates = _dates(self.mandates)
        self.axis = Axis.around([*dates, *_dates(beside)], today, is_mirrored) if dates else None
        for mandate in self.mandates if self.axis else []:
            mandate.bar = bar(mandate, self.axis, today)

    @property
    def today_place(self):
        return self.axis.point(place(self.today))

    @property
    def members(self):
        """(institution, its mandates) for those that no source says to be over or yet to begin, in order of rank."""
        members = {}
        for mandate in self.mandates:
            if mandate.may_be_held_on(self.today):
                members.setdefault(mandate.institution, []).append(mandate)
        return list(members.items())


def _dates(mandates):
    return [date for mandate in mandates for date in (mandate.starts_on, mandate.ends_on) if date]


def _by_rank(mandates):
    """The highest role first, then the latest to begin, then by name: that of each institution is read once."""
    mandates = list(mandates)
    holders = {mandate.institution_id: mandate.institution for mandate in mandates}
    names = {key: str(institution) for key, institution in holders.items()}
    return sorted(mandates, key=lambda mandate: (*_rank(mandate), names[mandate.institution_id]))


def _rank(mandate):
    latest_first = -int(mandate.starts_on) if mandate.starts_on else 0
    return ROLES.index(mandate.role), mandate.starts_on is None, latest_first


@prepared
def held_by(institution):
    """The public mandates of an institution, each with its network."""
    return _with(Membership.objects.public().filter(institution=institution), "network")


@prepared
def held_in(network):
    """The public mandates in a network, each with its institution."""
    return _with(Membership.objects.public().filter(network=network), "institution")


def _with(mandates, body):
    shown = [f"{body}__{name}" for name in ("slug", *columns("name"), "acronym")]
    return mandates.select_related(body).only("role", "starts_on", "ends_on", *shown)
