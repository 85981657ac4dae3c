"""The statistics as series: what is counted, under which names, and where each count leads."""

from dataclasses import dataclass
from functools import partial
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agreements import sentences
from agreements.models import Agreement, Theme
from agreements.states import State
from cooperation import figures
from partners.models import Country, Institution
from register.charts import Row, bars
from register.prepared import prepared
from register.templatetags.register import amount
from register.translated import apart, columns, first_filled, reading_order
from register.vocabularies import names_of

# Rows that the page shows of a series; its file has them all.
MOST = 20
# Institutions that are read in one question.
AT_ONCE = 500


@dataclass(frozen=True)
class Series:
    """Counts of one kind: ``slug`` names its file, ``heading`` its first column; ``left_out`` more rows exist.

    ``note`` says what the page leaves aside.
    """

    slug: str
    title: str
    heading: str
    rows: list[Row]
    left_out: int = 0
    note: str = ""
    is_wide: bool = False

    @property
    def total(self):
        return len(self.rows) + self.left_out

    @property
    def shown(self):
        return bars(self.rows)

    @property
    def finding(self):
        return finding(self.rows)

    @property
    def lines(self):
        """The file: its headings, then its rows."""
        headings = [self.heading, _("Code"), _("Agreements")]
        return headings, [[str(row.label), row.key, str(row.count)] for row in self.rows]


@dataclass(frozen=True)
class Share:
    """``complete`` of ``count`` agreements that an institution keeps; None for those that none in particular keeps."""

    keeper: Institution | None
    complete: int
    count: int

    @property
    def name(self):
        return str(self.keeper or _("nobody in particular"))

    @property
    def percent(self):
        """Whole percent, rounded down: 100 means all."""
        return 100 * self.complete // self.count if self.count else 0


def counted(number):
    return ngettext("%(n)s agreement", "%(n)s agreements", number) % {"n": amount(number)}


def finding(rows):
    """One sentence: which rows have most, and how many."""
    most = max((row.count for row in rows), default=0)
    first = [apart(row.label) for row in rows if row.count == most]
    if not most:
        return ""
    if len(first) == 1:
        return _("In the lead: %(name)s (%(agreements)s).") % {"name": first[0], "agreements": counted(most)}
    if len(first) <= 3:
        return _("Level in the lead, with %(agreements)s each: %(names)s.") % {
            "names": sentences.listed(first),
            "agreements": counted(most),
        }
    sentence = ngettext("None has more than %(n)s agreement.", "None has more than %(n)s agreements.", most)
    return sentence % {"n": amount(most)}


def addresses(question):
    """How to write the address of the list of agreements that answers to one question, for each value."""
    here = f"{reverse('agreements')}?{question}="
    return lambda value: here + quote_plus(value)


def _rows(counts, names, question):
    address = addresses(question)
    return [Row(value, names[value], count, address(value)) for value, count in counts]


def kinds(day, most=None):
    rows = _rows(figures.by_kind(), dict(Agreement.Kind.choices), "kind")
    return Series("types", _("By kind"), _("Kind"), rows)


def states(day, most=None):
    rows = _rows(figures.by_state(day), dict(State.choices), "state")
    return Series("etats", _("By state today"), _("State"), rows)


def themes(day, most=None):
    rows, left_out = _first(most, figures.by_theme(), "theme", partial(names_of, Theme))
    return Series("themes", _("By theme"), _("Theme"), rows, left_out)


def countries(day, most=None):
    counts = figures.by_partner_country() if most else figures.by_country()
    rows, left_out = _first(most, counts, "country", partial(names_of, Country))
    note = _("The register’s own country stands in the file alone.") if figures.home_countries() else ""
    return Series("pays", _("By partner country"), _("Country"), rows, left_out, note=note)


def institutions(day, most=None):
    counts, left_out = figures.by_partner(most) if most else (figures.by_institution(), 0)
    rows = _rows(counts, _names([slug for slug, _count in counts]), "party")
    note = _("The register’s own institutions stand in the file alone.") if figures.home() else ""
    return Series("institutions", _("By partner institution"), _("Institution"), rows, left_out, note, is_wide=True)


def networks(day, most=None):
    rows, left_out = _first(most, figures.by_network(), "network", _names)
    note = _(
        "Agreements with the network or with one that is or was its member, the register’s own institutions aside."
    )
    return Series("reseaux", _("By network"), _("Network"), rows, left_out, note, is_wide=True)


def _first(most, counts, question, names):
    """The first rows, named by ``names(keys)``, and how many there are beyond them."""
    first = counts[:most]
    return _rows(first, names([key for key, _count in first]), question), len(counts) - len(first)


@prepared
def _institutions(slugs):
    return Institution.objects.filter(slug__in=slugs).order_by().values_list("slug", *columns("name"))


@prepared
def _keepers(keys):
    return Institution.objects.published().filter(pk__in=keys)


def _names(slugs):
    order = reading_order()
    return {slug: first_filled(names, order) for slug, *names in _in_parts(_institutions, slugs)}


def _in_parts(asked, keys):
    """The rows of a prepared question about many keys, however many there are."""
    parts = (keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE))
    return [row for part in parts for row in asked(part)]


class Completeness:
    """How many agreements lack nothing essential in the register, of those that each institution keeps."""

    slug = "completude"

    def __init__(self, day=None):
        counted = figures.by_keeper()
        named = {one.pk: one for one in _in_parts(_keepers, [keeper for keeper in counted if keeper])}
        rows = [Share(named.get(keeper), *counts) for keeper, counts in counted.items()]
        self.rows = sorted(rows, key=lambda row: (row.keeper is None, str(row.keeper)))
        self.total = Share(None, sum(row.complete for row in rows), sum(row.count for row in rows))

    @property
    def lines(self):
        """The file: its headings, then its rows."""
        headings = [_("Kept by"), _("Code"), _("Complete"), _("Agreements"), "%"]
        cells = [(row.name, row.keeper.slug if row.keeper else "", row) for row in self.rows]
        return headings, [[name, slug, str(r.complete), str(r.count), str(r.percent)] for name, slug, r in cells]


# In the order of the page; each takes the day and how many rows are enough.
SERIES = {
    "types": kinds,
    "etats": states,
    "themes": themes,
    "pays": countries,
    "institutions": institutions,
    "reseaux": networks,
}
