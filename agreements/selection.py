"""A selection of agreements: what a reader asked for, put to the index. Bounded work at any size of the register.

Everything is exact while the register holds at most EXACT agreements. Beyond, what one facet alone selects is still
counted exactly; of other selections, the first CAPPED are counted, and the page says so.
"""

from dataclasses import replace
from functools import cached_property

from agreements.dimensions import (
    DIMENSIONS,
    SINGLE,
    USUAL,
    from_the_latest,
    meant_by,
    states_on,
    usual,
    with_all_in_force,
    years,
)
from agreements.models import Agreement
from agreements.states import IN_FORCE, NOT_SIGNED, State
from register.dates import PartialDate
from register.search import counts, engines, in_memory, latest, newest, words
from register.search.finding import best
from register.search.matching import Match, identifier, record_of
from register.search.terms import Question

EXACT, CAPPED = in_memory.MOST, 1_000
GROUP = ("group=agreement",)


class Selection:
    """``chosen`` maps dimensions to tuples of values, of which any will do; a state is that of ``day``; the years bound
    the signature.
    """

    question = None

    def __init__(self, chosen, day, question=None, first_year=None, last_year=None):
        self.chosen = {name: values for name, values in chosen.items() if values}
        self.day, self.first_year, self.last_year = day, first_year, last_year
        self._shown = []
        self._ask(words.whole(question or Question(), self._answers_to))

    def _answers_to(self, question):
        """Whether any agreement does: those that are read to tell it are counted later."""
        self._ask(question)
        return bool(self._answers)

    def _ask(self, question):
        if question != self.question:
            self.__dict__.pop("_answers", None)
        self.question = question

    def match(self, without=None):
        """What to put to the index, leaving out the choice made in one dimension."""
        # A year that is told by the bounds need not be looked for.
        told = "year" if self._year(without) else None
        facets = [self._facets(name) for name in self.chosen if name not in ("state", without, told)]
        states = meant_by(self.chosen.get("state", ()) if without != "state" else ())
        first_year, last_year = self._bounds(without)
        bounds = [] if last_year is None else [(last_year + 1) * 10_000]
        if states and not set(states) & set(NOT_SIGNED):
            # What is in one of these states was signed by then.
            bounds.append(int(PartialDate.of(self.day)) + 1)
        return Match(
            choices=(GROUP, *facets),
            holding=tuple(states),
            on=self.day,
            question=self.question,
            first=identifier((first_year or 1) * 10_000, 0, 0) if first_year or last_year else None,
            last=identifier(min(bounds), 0, 0) if bounds else None,
        )

    def _bounds(self, without):
        """(the first year of signature, the last one), each None where there is none; 0 is for what no source dates."""
        year = self._year(without)
        return (self.first_year, self.last_year) if year is None else (year or None, year)

    def _year(self, without):
        """The only year that is chosen, or None; 0 for what no source dates."""
        chosen = self.chosen.get("year", ()) if without != "year" else ()
        if len(chosen) != 1:
            return None
        return int(chosen[0]) if chosen[0].isdecimal() else 0

    def _facets(self, name):
        """What is chosen in one dimension, as the index writes it."""
        return tuple(f"{name}={value}" for value in self.chosen[name])

    # --- Counts ----------------------------------------------------------------------------------
    @cached_property
    def size(self):
        return in_memory.number()

    @property
    def limit(self):
        """How many agreements of a selection are counted one by one."""
        return EXACT if self.size <= EXACT else CAPPED

    def _is_free(self, without=None):
        """Whether nothing is asked for, leaving out the choice made in one dimension."""
        asked = [name for name in self.chosen if name != without]
        return not (asked or self.question or self.first_year or self.last_year)

    @cached_property
    def total(self):
        """How many agreements are selected; more than ``limit`` means at least so many, unless ``is_exact``."""
        if not self._is_told:
            return min(len(self._answers), self.limit + 1)
        if not self.chosen:
            return self.size
        (name,) = self.chosen
        if name == "state":
            return sum(states_on(self.day)[state] for state in meant_by(self.chosen[name]))
        return sum(counts.of(*self._facets(name)).values())

    @property
    def _is_told(self):
        """Whether the counts of the whole register tell how many are selected: of one facet at most, and none twice."""
        are_counted_once = all(name in SINGLE or len(values) == 1 for name, values in self.chosen.items())
        return len(self.chosen) < 2 and self._is_free(*self.chosen) and are_counted_once

    @property
    def is_small(self):
        """Whether the selection can be counted through, put in any order and paged by number."""
        return self.total <= self.limit

    @property
    def is_exact(self):
        """Whether ``total`` is the number, not a bound."""
        return self.is_small or self._is_told

    @cached_property
    def states(self):
        """{state: count} on the day; of a selection that is not small, among its newest ``limit``."""
        return states_on(self.day) if self._is_free("state") else self._leaving_out("state").holding(self.day)

    @property
    def in_force(self):
        """How many are in force on the day, or None where they are too many to count through."""
        return self._in(*IN_FORCE)

    @property
    def to_renew(self):
        """How many of those in force are to be renewed, or None."""
        return self._in(State.TO_RENEW)

    def _in(self, *states):
        if not (self.is_small or self._is_free()):
            return None
        counted = self.states if self._is_free() else self._newest.holding(self.day)
        return sum(counted[state] for state in states)

    @property
    def is_sampled(self):
        """Whether the facets count the newest ``limit`` only."""
        return not (self.is_small or self._is_free())

    def facets(self, most, dimensions=DIMENSIONS):
        """{dimension: [(value, count)]}, highest first, each true for the choices made in the other dimensions.

        Years come latest first, what no source dates at the end.
        """
        others = [name for name in dimensions if name not in ("state", "year")]
        free = [name for name in others if self._is_free(without=name)]
        found = counts.top(free, most) if most > USUAL and free else {name: usual()[name][:most] for name in free}
        found |= {name: self._leaving_out(name).top(name, most) for name in others if name not in found}
        if "state" in dimensions:
            found["state"] = counts.ranked(with_all_in_force(self.states), most)
        if "year" in dimensions:
            found["year"] = self._years[:most]
        return found

    @property
    def _years(self):
        found = years() if self._is_free(without="year") else self._leaving_out("year").counts("year")
        return [(year, found[year]) for year in sorted(found, key=from_the_latest) if found[year]]

    def _leaving_out(self, name):
        """The newest ``limit`` of what is selected without the choice made in one dimension, which is all they tell."""
        if name not in self.chosen:
            return self._newest
        return newest.answers(self.match(without=name), self.limit).newest(self.limit).alone()

    @cached_property
    def _answers(self):
        """The newest ones, one more than ``limit`` where there are so many."""
        return newest.answers(self.match(), self.limit + 1)

    @cached_property
    def _newest(self):
        return self._answers.newest(self.limit)

    # --- Agreements ------------------------------------------------------------------------------
    def agreements(self):
        """All that is selected, as a queryset."""
        found = Agreement.objects.published().with_state(self.day)
        return found if self._is_free() else found.filter(pk__in=engines.records(self.match()))

    def all(self):
        """The numbers of all entries of a small selection, newest first."""
        return [row[0] for row in self._answers[:]]

    def in_parts(self, size):
        """The numbers of all that is selected, newest first, so many at once: asked for while a file is sent."""
        match = self.match()
        while numbers := engines.numbers(match, size):
            yield numbers
            match = replace(match, last=numbers[-1])

    def best(self, offset, limit):
        return best(self.match(), offset, limit, self.newest(0, offset + limit))

    def newest(self, offset, limit):
        """Those that were read to be counted are not asked for again."""
        known = self._answers if offset and self.is_small else self.__dict__.get("_answers")
        if known is not None and not offset + limit > len(known) > self.limit:
            return [row[0] for row in known[offset : offset + limit]]
        return self._first(self.match(), limit)

    def oldest(self, offset, limit):
        """Of a small selection, those that were read to be counted, from their end."""
        if self.is_small:
            return self.all()[::-1][offset : offset + limit]
        return self._first(self.match(), limit, oldest_first=True)

    def older_than(self, number, limit):
        """The next ones after an entry, newest first."""
        match = self.match()
        return self._first(replace(match, last=min(number, match.last or number)), limit)

    def newer_than(self, number, limit):
        """Those just before an entry, newest first."""
        match = self.match()
        nearest = replace(match, first=max(number + 1, match.first or 0))
        return self._first(nearest, limit, oldest_first=True)[::-1]

    def _first(self, match, limit, oldest_first=False):
        """Numbers in order; what a page shows of them is read along with them."""
        self._shown = latest.read(match, in_memory.READ, limit, oldest_first=oldest_first)
        return [row[0] for row in self._shown]

    def entries_of(self, numbers):
        """{record: entry} (see ``entries.known_of``) of those among some numbers that were read already."""
        read = [newest.Rows(self._shown), self.__dict__.get("_answers")]
        rows = [row for known in filter(None, read) for row in known.rows_of(numbers)]
        return {record_of(number): tuple(entry) for number, *entry in rows}
