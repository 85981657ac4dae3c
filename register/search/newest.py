"""The newest answers to a question, to be counted and listed: of entries in memory, or as the database tells them."""

import re
from collections import Counter, defaultdict
from dataclasses import replace
from functools import cached_property

from register.search import counts, in_memory, latest
from register.search.days import holding
from register.search.in_memory import READ

# In the facets of so many entries it is looked at once which values they bear.
AT_ONCE = 100


def answers(match, most):
    """The newest entries of the largest group that answer, as Rows: ``most`` of them, or more where more are known."""
    entries = in_memory.entries()
    if not match.question or entries.is_whole:
        found = entries.answers(match)
    elif latest.are_likely_among(in_memory.MOST, match, most):
        found = entries.of(_numbers_since(entries.oldest, match, most))
    else:
        return Rows(latest.read(match, READ, most))
    if entries.is_whole or len(found) >= most:
        return found
    older = replace(match, last=min(filter(None, [match.last, entries.oldest]), default=None))
    return Rows([*found[:], *latest.read(older, READ, most - len(found))])


def _numbers_since(oldest, match, most):
    since = replace(match, first=max(filter(None, [match.first, oldest]), default=None))
    return latest.counted(since, most, most)[1]


def all_in_memory(match):
    """All that answer, or None where they are not in memory."""
    return in_memory.entries().answers(match) if in_memory.are_all() else None


class Rows:
    """Entries as they were read, the newest first: (number, facets, turns) of each."""

    def __init__(self, rows):
        self._rows = rows

    def __len__(self):
        return len(self._rows)

    def __getitem__(self, part):
        return self._rows[part]

    def rows_of(self, numbers):
        """The rows of those among some numbers that are here."""
        wanted = set(numbers)
        return [row for row in self._rows if row[0] in wanted]

    def newest(self, most):
        return Rows(self._rows[:most])

    def alone(self):
        """The same entries, of which few dimensions are asked for: each is looked for alone."""
        return _Alone(self._rows)

    def counts(self, dimension):
        """{value: number of entries} of a dimension, a Counter."""
        return self._counted[dimension]

    def top(self, dimension, most):
        """(value, number of entries) of those with the highest numbers: see ``counts.ranked``."""
        return counts.ranked(self.counts(dimension), most)

    def few_values(self, dimension, most):
        """The values of a dimension, or more than ``most`` of them where there are more."""
        found = set()
        for start in range(0, len(self), AT_ONCE):
            found.update(_values_of(dimension, self[start : start + AT_ONCE]))
            if len(found) > most:
                break
        return found

    @cached_property
    def _counted(self):
        found = defaultdict(Counter)
        for facet, number in Counter(" ".join([facets for _number, facets, _turns in self._rows]).split()).items():
            dimension, _, value = facet.partition("=")
            found[dimension][value] = number
        return found

    def holding(self, day):
        """{what holds on a day: number of entries}, a Counter."""
        return Counter(holding([turns for _number, _facets, turns in self._rows], day))


class _Alone(Rows):
    """Of facets of which few dimensions are asked for, nothing else is read."""

    def counts(self, dimension):
        return Counter(_values_of(dimension, self._rows))


def _values_of(dimension, rows):
    """The values of a dimension that entries bear, again for each of these."""
    return re.findall(f" {dimension}=([^ ]+)", " ".join(["", *(facets for _number, facets, _turns in rows)]))
