"""Public pages of institutions and networks."""

from urllib.parse import urlencode

from django.db.models import Exists, F, OuterRef, Prefetch, Subquery
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, ListView

from partners.mandates import Board, held_by, held_in
from partners.models import Country, FormerName, Institution, Membership
from register.beside import rows_beside, telling
from register.models import Tally
from register.pages import LeadsOn, Narrowed, NearestPage, Page
from register.prepared import prepared
from register.publication import Publication
from register.search import counts
from register.search.finding import Bearing
from register.translated import columns
from register.vocabularies import alphabetically, names_of

# How many of its agreements the page of an institution shows; the list has them all.
LATEST = 10
# More countries than these are named, with their counts, on a page of their own.
COUNTRIES = 30
# How many of the meetings it attended.
MEETINGS = 10
# How many of its roles in programmes; the pages of the programmes name them all.
ROLES = 25
# Beyond so many, they are not gathered to be sorted.
MANY_ROLES = 200

# How many mandates of each network stand beside those of others; its own page has them all.
MEMBERS = 8
leading = Prefetch(
    "network_memberships",
    Membership.objects.public().by_rank().select_related("institution")[:MEMBERS],
    to_attr="leading",
)


def give_sizes(networks):
    """Give networks (with their ``leading`` mandates) how many members they have, and whether more than are at hand."""
    sizes = counts.by("member")
    for network in networks:
        at_hand = {mandate.institution_id for mandate in network.leading}
        network.member_count = sizes.get(network.slug, 0)
        network.has_more = network.member_count > len(at_hand)
    return networks


class InstitutionList(Narrowed, NearestPage, Page, ListView):
    """All institutions, or those of the ``country`` in the address; one that there is not narrows nothing."""

    queryset = Institution.objects.published().select_related("country")
    group, template_name, paginate_by = "institution", "partners/institution_list.html", 50

    @cached_property
    def country(self):
        """(code, name), or None."""
        code = self.request.GET.get("country")
        return next(iter(names_of(Country, [code]).items()), None) if code else None

    @property
    def facet(self):
        return f"based={self.country[0]}" if self.country else super().facet

    @property
    def kept(self):
        """What goes along with a question, as (name, value)."""
        return [("country", self.country[0])] if self.country else []

    @property
    def chips(self):
        if not self.country:
            return []
        asked = self.request.GET.get("q")
        return [(_("Country"), self.country[1], f"?{urlencode({'q': asked})}" if asked else "?")]

    def get_queryset(self):
        found = super().get_queryset().by_name()
        return found.filter(country=self.country[0]) if self.country else found

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        listed = counts.of(*(f"party={institution.slug}" for institution in context["object_list"]))
        for institution in context["object_list"]:
            institution.agreement_count = listed[f"party={institution.slug}"]
        return context


class NetworkList(Page, ListView):
    template_name = "partners/network_list.html"

    def get_queryset(self):
        return Institution.objects.published().networks().by_name().prefetch_related(leading)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        every = [mandate for network in context["object_list"] for mandate in network.leading]
        for network in give_sizes(context["object_list"]):
            own = network.leading
            network.board = Board(own, self.day, context["is_mirrored"], beside=every)
        return context


@prepared
def _former_names(institution):
    return FormerName.objects.filter(institution=institution)


@prepared
def _predecessors(institution):
    return Institution.objects.published().filter(successor=institution)


def _roles_of(institution):
    """Its roles in programmes."""
    return Institution.programme_roles.rel.related_model.objects.filter(institution=institution)


def _latest_first(roles):
    latest_first = F("programme__starts_on").desc(nulls_last=True), "-programme__reference", "pk"
    shown = roles.order_by(*latest_first).values_list("role", "programme__reference", *columns("programme__title"))
    return shown[: ROLES + 1]


@prepared
def _latest_roles(institution):
    """Gathered and sorted."""
    return _latest_first(_roles_of(institution).filter(programme__publication=Publication.PUBLISHED))


@prepared
def _latest_of_many_roles(institution):
    """The same, looked for in one programme after the other from the latest on. Each is asked for a role as a value:
    asked whether it has one, PostgreSQL would gather all that have.
    """
    roles = _roles_of(institution)
    programmes = roles.model.programme.field.related_model.objects.published()
    asked = programmes.alias(role=Subquery(roles.filter(programme=OuterRef("pk")).order_by().values("pk")[:1]))
    latest = asked.filter(role__isnull=False).latest_first()[: ROLES + 1]
    # Of these programmes the few roles, not of the institution all: a sum has no index.
    held = roles.model.objects.alias(by=F("institution_id") + 0).filter(by=institution)
    return _latest_first(held.filter(programme__in=latest.values("pk")))


@prepared
def _sources(institution):
    return Institution.sources.rel.related_model.objects.filter(institutions=institution).select_related("publisher")


@prepared
def _meetings(institution):
    meetings = Institution.participants.rel.related_model.meeting.field.related_model.objects.published()
    return meetings.attended_by(institution)[:MEETINGS]


BESIDE = {
    "held": held_by,
    "within": held_in,
    "former_names": _former_names,
    "predecessors": _predecessors,
    "roles": _latest_roles,
    "meetings": _meetings,
    "sources": _sources,
}


@prepared
def _published(slug):
    signed = Tally.objects.filter(dimension="party", value=OuterRef("slug")).values("count")
    found = Institution.objects.published().filter(slug=slug).select_related("country", "parent", "successor")
    many = _roles_of(OuterRef("pk"))[MANY_ROLES:]
    return telling(found, BESIDE).annotate(agreement_count=Subquery(signed), has_many_roles=Exists(many))


class InstitutionDetail(LeadsOn, Page, DetailView):
    model, read = Institution, _published
    template_name = "partners/institution_detail.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        signed = Bearing(f"party={self.object.slug}", self.day, self.object.agreement_count or 0)
        latest = signed.newest(LATEST)
        codes = signed.few_values("country", COUNTRIES + 1) - {self.object.country_id} if signed.is_whole else ()
        has_more_countries = not signed.is_whole or len(codes) > COUNTRIES
        ways = BESIDE | {"roles": _latest_of_many_roles} if self.object.has_many_roles else BESIDE
        beside = rows_beside(self.object, ways)
        held, within, roles = (beside.pop(name) for name in ("held", "within", "roles"))
        for mandate in held:
            mandate.institution = self.object
        return context | {
            **beside,
            "signed": signed,
            "in_force": signed.holding("in_force", "to_renew"),
            "to_renew": signed.holding("to_renew"),
            "latest": latest,
            "countries": [] if has_more_countries else alphabetically(names_of(Country, codes)),
            "has_more_countries": has_more_countries,
            "mandates": Board(held, self.day, context["is_mirrored"]),
            "board": Board(within, self.day, context["is_mirrored"]),
            "roles": roles[:ROLES],
            "has_more_roles": len(roles) > ROLES,
        }
