"""The figures of a yearly report: counts made by the database."""

from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Theme
from agreements.states import State
from partners.models import Country, Institution

# The longest tables of figures; what is beyond is said in one line.
MOST = 12


@dataclass(frozen=True)
class Line:
    words: str
    count: int
    width: float


class Table:
    """Counted things, most first; bars are in percent of the longest. ``rows`` are (words, number).

    ``total`` is how many things there are, ``others`` how many of them are not listed.
    """

    def __init__(self, title, rows):
        self.title = title
        longest = max((number for _words, number in rows), default=1)
        self.lines = [Line(words, number, round(number * 100 / longest, 1)) for words, number in rows[:MOST]]
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
    states = Agreement.objects.published().with_state(day).order_by().values_list("state")
    return dict(states.annotate(n=Count("pk")))


def in_force(states):
    return states.get(State.IN_FORCE, 0) + states.get(State.TO_RENEW, 0)


def undated_signatures():
    return Agreement.objects.published().filter(is_signed=True, signed_on=None).count()
