"""What to look for, and what the numbers of entries say.

Identifiers of entries grow with the order in which they are to be shown, so that the newest come first at no cost.
"""

from dataclasses import dataclass, field
from datetime import date

from register.search.days import blocks_at, blocks_of, tokens_holding
from register.search.terms import Question

RECORDS, GROUPS = 10**10, 10
# The first month of a year is for what is known to the year alone, the first day of a month for what is to the month.
MONTHS, DAYS = 13, 32
# The days in a slice of time. Blocks of up to 2 ** LEVELS slices, which are ten years, have tokens.
SLICE, LEVELS = 8, 9
# Of more words of titles than these that begin so, the beginning is looked for. What no word begins with.
MOST_WORDS, LAST_CHARACTER = 64, "\U0010ffff"
# The number of the group that most entries are of; the choice of it, once it is registered.
LARGEST = 1
largest = set()
# {the choice of a group: its number}, of all that are registered.
numbers = {}


@dataclass(frozen=True)
class Match:
    """What to find: entries that bear one facet of each choice and answer the question.

    ``choices`` are tuples of facets; one of what is ``holding`` does so on the day ``on``; numbers of entries (see
    ``identifier``) lie from ``first`` on and before ``last``; ``within`` is "anywhere" or, in one group, "title". Terms
    of the question that are looked at ``afterwards``, in what the rest finds, are not asked of the index.
    """

    choices: tuple = ()
    holding: tuple = ()
    on: date | None = None
    question: Question = field(default_factory=Question)
    first: int | None = None
    last: int | None = None
    within: str = "anywhere"
    afterwards: tuple = ()

    @property
    def spans(self):
        """The tokens of which one stands on each entry for which one of what is asked for holds."""
        return tuple(token for what in self.holding for token in tokens_holding(what, self.on))


def identifier(order, record, group):
    """The number of an entry: its order (YYYYMMDD), then the record's own number, then its group.

    It stays below 2 ** 56, with as few months and days: FTS5 of SQLite 3.40 writes larger numbers in a
    ninth byte, and loses answers where it steps back over one.
    """
    year, month, day = order // 10_000, order // 100 % 100, order % 100
    return ((year * MONTHS + month) * DAYS + day) * RECORDS + record * GROUPS + group


def record_of(number):
    return number % RECORDS // GROUPS


def slice_of(number):
    """The slice of time in which an entry lies, counted from the beginning of our era."""
    return number // RECORDS // SLICE


def first_of_slice(slice):
    """The least number that an entry of a slice may have."""
    return slice * SLICE * RECORDS


def tokens_of(slice):
    """The tokens of the blocks that hold a slice, which the vectors of PostgreSQL hold."""
    return [f"slice={block}" for block in blocks_at(slice, LEVELS)]


def tokens_between(first, last):
    """The tokens of the fewest blocks that hold each slice from one to another, and no other."""
    return tuple(f"slice={block}" for block in blocks_of(first, last + 1, LEVELS))


def beside_groups(match):
    """The choices but those of groups."""
    return [choice for choice in match.choices if choice not in numbers]


def without_groups(match, of_largest):
    """(the choices but that of the largest group, the condition on the number in its place), where others are left.

    As a token it stands on most entries, and an index would walk through all of them. Of titles no group is asked:
    their words are marked by it.
    """
    if match.within != "anywhere" and match.question.wanted:
        return beside_groups(match), []
    choices = [choice for choice in match.choices if choice not in largest]
    if len(choices) == len(match.choices) or not (choices or match.holding or match.question.wanted):
        return match.choices, []
    return choices, [of_largest]


def is_of_small_group(match):
    """Whether it asks for another group than the largest."""
    return any(numbers.get(choice, LARGEST) != LARGEST for choice in match.choices)


def mark_of(group, sign):
    """What stands before the words of the titles of a group: one group is never looked for among those of another."""
    return sign if group == LARGEST else f"{group}{sign}"


def asked_of(match, choices, any_of, term, sign, apart=()):
    """What an entry has to hold, each as ``any_of`` tokens or as a ``term`` is written for the database.

    ``choices`` are those of the match that its index is asked for; ``sign`` marks the words of titles. Terms that are
    asked for ``apart`` are left out.
    """
    group = next((numbers[choice] for choice in match.choices if choice in numbers), LARGEST)
    mark = "" if match.within == "anywhere" else mark_of(group, sign)
    tokens = map(any_of, [*choices, *([match.spans] if match.holding else [])])
    terms = [wanted for wanted in match.question.wanted if wanted not in match.afterwards and wanted not in apart]
    return [*tokens, *(term(wanted, mark) for wanted in terms)]
