"""Looking for records of any kind: the best first, those of a kind together, and what a few letters may become."""

from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from register.search import counts, engines, in_memory, latest, newest
from register.search.matching import Match, largest, record_of
from register.search.terms import terms
from register.translated import columns, first_filled, reading_order

# Beyond so many, answers are not counted one by one, unless the largest group is small enough to be in memory.
MOST_COUNTED = 1_000
# What is suggested of each group but the last is chosen among so many that are found; what is shown of it.
AMONG = 12
SHOWN = ["key", *columns("name")]


@dataclass(frozen=True)
class Answers:
    """What was found in one group: the records in order, and how many there are: where not ``is_exact``, at least."""

    group: str
    records: list
    count: int
    is_exact: bool


def best(match, offset, limit, last):
    """Numbers of entries: those with the words in their title first, then the newest.

    ``last`` are the first ``offset + limit`` of all that answer.
    """
    return _best_of_each([(match, last)], offset + limit)[0][offset:]


def _best_of_each(answered, most):
    """The same for several (match, the first of all that answer): ``most`` of each. Where None is told of these, they
    are looked for if they are needed.
    """
    answering = [place for place, (_match, last) in enumerate(answered) if last is None or last]
    asked = [(replace(answered[place][0], within="title"), most, False) for place in answering]
    titled = dict(zip(answering, latest.read_each(asked, ["id"]), strict=True))
    return [_filled_up(titled.get(place, ()), *of, most) for place, of in enumerate(answered)]


def _filled_up(titled, match, last, most):
    if len(titled) < most and last is None:
        last = [number for (number,) in engines.columns(match, ["id"], most)]
    return [*dict.fromkeys([*(number for (number,) in titled), *(last or [])])][:most]


def answers(groups, question, limit, first):
    """The best of each of some groups; of ``first``, {group: keys of records that answer}, these come before others."""
    most = in_memory.MOST if in_memory.are_all() else MOST_COUNTED
    matches = {group: Match(choices=((f"group={group}",),), question=question) for group in groups}
    counted = dict(zip(groups, latest.counted_each([*matches.values()], most, limit), strict=True))
    asked = [group for group in groups if len(first.get(group, ())) < limit]
    found = dict(
        zip(asked, _best_of_each([(matches[group], counted[group][1]) for group in asked], limit), strict=True)
    )
    records = {group: [*first.get(group, ()), *map(record_of, found.get(group, ()))] for group in groups}
    return [
        Answers(group, [*dict.fromkeys(records[group])][:limit], count, count <= most)
        for group, (count, _last) in counted.items()
    ]


def suggested(typed, places, known):
    """(group, key, name) of those whose titles hold the words typed so far, the last one as a beginning.

    ``places`` are those kept for each group, {group: number}, in the order in which they are shown; what some do not
    fill is for the others, the first ones first. ``known(group, typed)`` tells ([(key, names)] that are found without
    the index, whether these are all): it is asked for others only where they are too few. In each group but the last,
    which is the largest, those that begin so come first, then those that are known, then any.
    """
    found, order = _titles(typed, places, known), reading_order()
    for group in [*places][:-1]:
        found[group].sort(key=lambda one: not _begins(one[1], typed.wanted[0].words[0]))
    return [
        (group, key, first_filled(names, order))
        for group, shown in _shared_out(places, found).items()
        for key, names in found[group][:shown]
    ]


def _titles(typed, places, known):
    """{group: [(key, names)]}: those that are known, then those that the index finds."""
    *others, last = places
    most = sum(places.values())
    found, asked = {last: {}}, {last: (most, False)}
    for group in others:
        entries, are_all = known(group, typed)
        found[group] = dict(entries[:AMONG])
        if not are_all and len(entries) < most:
            asked[group] = AMONG, True
    each = (
        (Match(choices=((f"group={group}",),), question=typed, within="title"), *few) for group, few in asked.items()
    )
    for group, entries in zip(asked, latest.read_each([*each], SHOWN), strict=True):
        found[group] |= {key: names for key, *names in entries if key not in found[group]}
    return {group: [*entries.items()] for group, entries in found.items()}


def _shared_out(places, found):
    """How many of each group are shown."""
    shown = {group: min(number, len(found[group])) for group, number in places.items()}
    for group in places:
        shown[group] = min(len(found[group]), sum(places.values()) - sum(shown.values()) + shown[group])
    return shown


def _begins(names, word):
    return any(_first_word(name).startswith(word) for name in names)


@lru_cache(maxsize=10_000)
def _first_word(name):
    return next(iter(terms(name)), "")


class Bearing:
    """The records of the largest group that bear a facet: how many, the newest, and what else they bear.

    What else is counted of all of them where ``is_whole``, of the newest MOST_COUNTED elsewhere, where ``states`` is
    None. ``total`` is asked for where it is not given.
    """

    def __init__(self, facet, day, total=None):
        self.match, self.day = Match(choices=(*largest, (facet,))), day
        self.total = counts.of(facet)[facet] if total is None else total

    @property
    def is_whole(self):
        return self.total <= MOST_COUNTED or in_memory.are_all()

    @property
    def counted(self):
        """Among how many of them the rest is counted."""
        return self.total if self.is_whole else MOST_COUNTED

    def newest(self, limit):
        """The newest records, as {key: entry} (see ``entries.known_of``)."""
        rows = self._answers[:limit] if self.is_whole else self._read(limit)[:]
        return {record_of(number): tuple(entry) for number, *entry in rows}

    @cached_property
    def _answers(self):
        found = newest.all_in_memory(self.match)
        return self._read(MOST_COUNTED) if found is None else found

    def _read(self, limit):
        return newest.Rows(latest.read(self.match, in_memory.READ, limit, likely=self.total))

    @cached_property
    def states(self):
        """{what holds on the day: count}, or None."""
        return self._answers.holding(self.day) if self.is_whole else None

    def holding(self, *what):
        """For how many of them one of these holds on the day, or None."""
        return None if self.states is None else sum(self.states[one] for one in what)

    def values(self, dimension):
        """{value: count} of a dimension."""
        return self._answers.counts(dimension)

    def few_values(self, dimension, most):
        """The values of a dimension, or more than ``most`` of them where there are more."""
        return self._answers.few_values(dimension, most)
