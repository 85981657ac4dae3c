"""The figures of a yearly report: counts made by the database."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Theme
from agreements.states import IN_FORCE, State
from partners.models import Country, Institution
from register.charts import Row, bars
from register.search import counts, engines
from register.search.days import tokens_holding
from register.search.matching import Match

# The longest tables of figures; what is beyond is said in one line.
MOST = 12


class Table:
    """Counted things, most first, as bars. ``rows`` are (words, number).

    ``total`` is how many things there are, ``others`` how many of them are not listed.
    """

    def __init__(self, title, rows):
        self.title = title
        self.lines = bars([Row("", words, number) for words, number in rows[:MOST]])
        self.total, self.others = len(rows), len(rows[MOST:])


def by_kind(signed):
    counted = signed.order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n", "kind")
    return Table(_("By kind"), [(Agreement.Kind(kind).label, number) for kind, number in counted])


def by_theme(signed):
    """An agreement of two themes counts for both."""
    themes = Theme.objects.filter(agreements__in=signed.order_by()).annotate(n=Count("agreements"))
    return Table(_("By theme"), [(theme.name, theme.n) for theme in themes.order_by("-n", "code")])


def by_country(signed):
    """Countries of the parties, but for those of the register's own institutions; an agreement counts once for each."""
    public = Institution.objects.published().filter(country__isnull=False)
    found = Country.objects.filter(institutions__in=public, institutions__parties__agreement__in=signed.order_by())
    others = found.exclude(pk__in=public.filter(is_home=True).order_by().values("country"))
    counted = others.annotate(n=Count("institutions__parties__agreement", distinct=True)).order_by("-n", "code")
    return Table(_("By country of the partners"), [(country.name, country.n) for country in counted])


def states_on(day):
    """{state: number} of the published agreements as of a day."""
    return counts.holding_on(day, State.values)


def in_force(states):
    return sum(states[state] for state in IN_FORCE)


def undated_signatures():
    return counts.of("year=unknown")["year=unknown"]


def undated_on(day, state, most):
    """How many agreements signed on an unknown date are in a state on a day, counted up to ``most``."""
    match = Match(choices=(("group=agreement",), ("year=unknown",)), spans=tuple(tokens_holding(state, day)))
    return engines.count(match, most)
