"""The figures of a yearly report: what the index holds of its year, and the counts that are kept at every write."""

from datetime import timedelta

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.dimensions import states_on
from agreements.models import Agreement, Theme
from agreements.selection import EXACT, Selection
from agreements.states import IN_FORCE, NOT_SIGNED, State
from partners.models import Country, Institution
from register.charts import Row, bars
from register.search import counts, engines, in_memory, newest
from register.search.days import holding
from register.search.matching import Match
from register.vocabularies import names_of

# The longest tables of figures; what is beyond is said in one line.
MOST = 12
# In a large register the figures are those of so many agreements.
SAMPLE = 3_000


class Table:
    """Counted things, most first, as bars; ``counted`` is {key: number}, of those that have names.

    ``total`` is how many things there are, ``others`` how many of them are not listed.
    """

    def __init__(self, title, counted, names):
        self.title = title
        rows = sorted((pair for pair in counted.items() if pair[0] in names), key=lambda pair: (-pair[1], pair[0]))
        self.lines = bars([Row(key, names[key], number) for key, number in rows[:MOST]])
        self.total, self.others = len(rows), len(rows[MOST:])


def is_large():
    """Whether the register holds so many agreements that those of a year are not counted one by one."""
    return in_memory.number() > EXACT


class Signed:
    """What the agreements signed in a year up to a day bear; in a large register, the newest SAMPLE of them."""

    def __init__(self, year, until, total):
        self.limit = SAMPLE if is_large() else EXACT
        self.is_sampled = total > self.limit
        self._of_year, self._until = Selection({}, until, first_year=year, last_year=year), until

    @cached_property
    def _agreements(self):
        """What is dated in the year but lies ahead is not signed yet."""
        rows = engines.columns(self._of_year.match(), in_memory.READ, self.limit)
        states = holding((turns for _number, _facets, turns in rows), self._until)
        return newest.Rows([row for row, state in zip(rows, states, strict=True) if state not in NOT_SIGNED]).alone()

    @cached_property
    def kinds(self):
        return Table(_("By kind"), self._agreements.counts("kind"), dict(Agreement.Kind.choices))

    @cached_property
    def themes(self):
        """An agreement of two themes counts for both."""
        counted = self._agreements.counts("theme")
        return Table(_("By theme"), counted, names_of(Theme, counted))

    @cached_property
    def countries(self):
        """Countries of the parties, but for those of the register's own institutions; it counts once for each."""
        home = set(Institution.objects.published().filter(is_home=True).order_by().values_list("country", flat=True))
        counted = {code: number for code, number in self._agreements.counts("country").items() if code not in home}
        return Table(_("By country of the partners"), counted, names_of(Country, counted))


def ended_between(first_day, until):
    """How many agreements came to their end on one of these days: as many more are over after the last one.

    An agreement that runs to a day is expired from the next one on.
    """
    before, after = states_on(first_day - timedelta(days=1)), states_on(until)
    expired = states_on(until + timedelta(days=1))[State.EXPIRED] - states_on(first_day)[State.EXPIRED]
    return expired + sum(after[state] - before[state] for state in (State.TERMINATED, State.REPLACED))


def in_force(states):
    return sum(states[state] for state in IN_FORCE)


def undated_signatures():
    return counts.of("year=unknown")["year=unknown"]


def undated_on(day, state, most):
    """How many agreements signed on an unknown date are in a state on a day, counted up to ``most``."""
    match = Match(choices=(("group=agreement",), ("year=unknown",)), holding=(state,), on=day)
    return engines.count(match, most)
