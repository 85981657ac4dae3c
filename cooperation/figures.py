"""Every count behind the map and the statistics: published records only, plain data, a fixed number of queries."""

from datetime import date

from django.db.models import Case, Count, F, Max, Q, Value, When

from agreements.models import Agreement, Party, Theme
from agreements.states import State
from partners.models import Institution, Membership
from register.publication import Publication

IN_FORCE = [State.IN_FORCE, State.TO_RENEW]
# SQLite refuses a statement of more than 500 parts; a year is one.
YEARS_AT_ONCE = 200


def by_kind():
    """[(kind, agreements)], most first."""
    counted = Agreement.objects.published().values_list("kind").annotate(n=Count("pk"))
    return list(counted.order_by("-n", "kind"))


def by_state(day):
    """[(state, agreements)] as of ``day``, in the order of a life."""
    states = Agreement.objects.published().with_state(day).values_list("state")
    counted = dict(states.annotate(n=Count("pk")).order_by())
    return [(state.value, counted[state]) for state in State if state in counted]


def by_year():
    """{year of signature, or None where it is unknown: signed agreements}."""
    signed = Agreement.objects.published().filter(is_signed=True)
    return dict(signed.values_list("signed_on__year").annotate(n=Count("pk")).order_by())


def in_force_at_year_ends(years, day):
    """{year: agreements in force on its 31 December, or on ``day`` where that comes first}."""
    years, found = list(years), {}
    for start in range(0, len(years), YEARS_AT_ONCE):
        first, *others = [_in_force_in(year, day) for year in years[start : start + YEARS_AT_ONCE]]
        found |= dict(first.union(*others, all=True) if others else first)
    return found


def _in_force_in(year, day):
    in_force = Agreement.objects.published().in_force(min(date(year, 12, 31), day))
    return in_force.order_by().values(year=Value(year)).annotate(n=Count("pk")).values_list("year", "n")


def by_theme():
    """[(code, agreements)], most first; an agreement of two themes counts for both."""
    counted = Theme.objects.filter(agreements__publication=Publication.PUBLISHED).values_list("code")
    return list(counted.annotate(n=Count("agreements")).order_by("-n", "code"))


def by_country():
    """[(ISO code, agreements)], most first; however many parties of a country sign, an agreement counts once."""
    of_countries = _parties().filter(institution__country__isnull=False).values_list("institution__country")
    return list(of_countries.annotate(n=Count("agreement", distinct=True)).order_by("-n", "institution__country"))


def countries_on(day):
    """[(ISO code, agreements, signed ones, those in force on ``day``, last date of signature or None)]."""
    parties = Q(parties__institution__publication=Publication.PUBLISHED, parties__institution__country__isnull=False)
    agreements = Agreement.objects.published().with_state(day).filter(parties)
    return list(
        agreements.order_by("parties__institution__country")
        .values_list("parties__institution__country")
        .annotate(
            agreements=Count("pk", distinct=True),
            signed=Count("pk", distinct=True, filter=Q(is_signed=True)),
            in_force=Count("pk", distinct=True, filter=Q(state__in=IN_FORCE)),
            last=Max("signed_on"),
        )
    )


def home_countries():
    """The ISO codes of the countries of the register's own institutions."""
    home = Institution.objects.published().filter(is_home=True, country__isnull=False)
    return set(home.order_by().values_list("country", flat=True).distinct())


def by_institution(most=None):
    """[(slug, agreements)], most first, at most ``most`` of them."""
    counted = _parties().values_list("institution__slug").annotate(n=Count("agreement", distinct=True))
    return list(counted.order_by("-n", "institution__slug")[:most])


def institution_total():
    """How many institutions are party to an agreement."""
    return _parties().aggregate(n=Count("institution", distinct=True))["n"]


def by_network(day):
    """[(slug, agreements)], most first: those with the network, or with one of its members on ``day``.

    The register's own institutions do not count as members: all that they sign would count for their networks.
    """
    itself, members = Q(institution__kind=Institution.Kind.NETWORK), Membership.objects.public().held_on(day)
    partners = _parties().filter(itself | Q(institution__memberships__in=members), institution__is_home=False)
    network = Case(When(itself, then=F("institution__slug")), default=F("institution__memberships__network__slug"))
    counted = partners.annotate(network=network).values_list("network").annotate(n=Count("agreement", distinct=True))
    return list(counted.order_by("-n", "network"))


def _parties():
    return Party.objects.filter(
        agreement__publication=Publication.PUBLISHED, institution__publication=Publication.PUBLISHED
    )
