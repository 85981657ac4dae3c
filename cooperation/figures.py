"""Every count behind the map and the statistics, from the counts that are kept at every write: plain data."""

from datetime import date

from django.db.models import Count, Max, Q

from agreements.dimensions import states_on
from agreements.models import Agreement
from agreements.quality import NOBODY
from agreements.selection import EXACT
from agreements.states import IN_FORCE, State
from partners.models import Institution
from register.edition import remembered
from register.publication import Publication
from register.search import counts

# The dimensions of few values: they are read together, once an edition.
FEW = ("kind", "year", "theme", "country", "network", "kept", "complete")
# Days asked for in one question: each is some forty blocks.
DAYS_AT_ONCE = 100


def _most_first(counted, most=None):
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:most]


@remembered
def _counted():
    return counts.by_each(*FEW)


def total():
    """How many agreements are published."""
    return counts.of("group=agreement")["group=agreement"]


def by_kind():
    """[(kind, agreements)], most first."""
    return _most_first(_counted()["kind"])


def by_state(day):
    """[(state, agreements)] as of ``day``, in the order of a life."""
    counted = states_on(day)
    return [(state.value, counted[state]) for state in State if counted[state]]


def by_year():
    """{year of signature, or None where it is unknown: signed agreements}."""
    return {None if year == "unknown" else int(year): count for year, count in _counted()["year"].items()}


def in_force_at_year_ends(years, day):
    """{year: agreements in force on its 31 December, or on ``day`` where that comes first}."""
    return _in_force_at_ends(tuple(years), day)


@remembered
def _in_force_at_ends(years, day):
    found = {}
    for start in range(0, len(years), DAYS_AT_ONCE):
        ends = {year: min(date(year, 12, 31), day) for year in years[start : start + DAYS_AT_ONCE]}
        counted = counts.holding_on_days(list(ends.values()), IN_FORCE)
        found |= {year: sum(counted[end].values()) for year, end in ends.items()}
    return found


def by_keeper():
    """{key of an institution, or None: (complete, of all)} of the agreements that it keeps."""
    complete = _counted()["complete"]
    return {
        None if keeper == NOBODY else int(keeper): (complete.get(keeper, 0), count)
        for keeper, count in _counted()["kept"].items()
    }


def by_theme():
    """[(code, agreements)], most first; an agreement of two themes counts for both."""
    return _most_first(_counted()["theme"])


def by_country():
    """[(ISO code, agreements)], most first; however many parties of a country sign, an agreement counts once."""
    return _most_first(_counted()["country"])


@remembered
def countries_on(day):
    """[(ISO code, agreements, signed ones, those in force on ``day``, last date of signature or None)].

    The last three are None in a register of more than EXACT agreements, which it would take to read one by one.
    """
    if total() > EXACT:
        return [(code, count, None, None, None) for code, count in by_country()]
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


@remembered
def home():
    """{slug: ISO code of the country, or None} of the register's own institutions: they sign everything."""
    return dict(Institution.objects.published().filter(is_home=True).order_by().values_list("slug", "country"))


def home_countries():
    """The ISO codes of the countries of the register's own institutions."""
    return set(home().values()) - {None}


def by_partner_country():
    """The same as ``by_country``, without the register's own countries."""
    own = home_countries()
    return [(code, count) for code, count in by_country() if code not in own]


def by_institution():
    """[(slug, agreements)], most first."""
    return _most_first(counts.by("party"))


@remembered
def by_partner(most):
    """([(slug, agreements)], how many more there are): the register's own institutions aside, most first."""
    own = home()
    found = counts.top(["party"], most + len(own))["party"]
    partners = [(slug, count) for slug, count in found if slug not in own][:most]
    of_own = [facet for facet, count in counts.of(*(f"party={slug}" for slug in own)).items() if count]
    return partners, counts.number_of("party") - len(of_own) - len(partners)


def by_network():
    """[(slug, agreements)], most first: those with the network, or with an institution that is or was its member.

    The register's own institutions do not count as members: all that they sign would count for their networks.
    """
    return _most_first(_counted()["network"])
