"""What to look for, and what the numbers of entries say.

Identifiers of entries grow with the order in which they are to be shown, so that the newest come first at no cost.
"""

from dataclasses import dataclass, field

from register.search.terms import Question

RECORDS, GROUPS = 10**10, 10
# The number of the group that most entries are of; the choice of it, once it is registered.
LARGEST = 1
largest = set()


@dataclass(frozen=True)
class Match:
    """What to find: entries that hold one token of each choice and answer the question.

    ``choices`` are tuples of facets, ``spans`` a tuple of span tokens; numbers of entries (see ``identifier``) lie from
    ``first`` on and before ``last``; ``within`` is "anywhere", "title" or "whole title" (whole words only).
    """

    choices: tuple = ()
    spans: tuple = ()
    question: Question = field(default_factory=Question)
    first: int | None = None
    last: int | None = None
    within: str = "anywhere"


def identifier(order, record, group):
    """The number of an entry: its order (YYYYMMDD), then the record's own number, then its group.

    It stays below 2 ** 56, with 13 months a year and 32 days a month: FTS5 of SQLite 3.40 writes larger numbers in a
    ninth byte, and loses answers where it steps back over one.
    """
    year, month, day = order // 10_000, order // 100 % 100, order % 100
    return ((year * 13 + month) * 32 + day) * RECORDS + record * GROUPS + group


def record_of(number):
    return number % RECORDS // GROUPS


def month_of(number):
    """The month of an entry, counted thirteen a year: the first of each is for what is known to the year alone."""
    return number // RECORDS // 32


def token_of(month):
    """The token of a month, which the vectors of PostgreSQL hold."""
    return f"month={month}"


def without_largest(match, of_largest):
    """(the choices but that of the largest group, the condition on the number in its place), where others are left.

    As a token it stands on most entries, and an index would walk through all of them.
    """
    choices = [choice for choice in match.choices if choice not in largest]
    if len(choices) == len(match.choices) or not (choices or match.spans or match.question.wanted):
        return match.choices, []
    return choices, [of_largest]


def asked_of(match, choices, any_of, term, mark):
    """What an entry has to hold, each as ``any_of`` tokens or as a ``term`` is written for the database.

    ``choices`` are those of the match that its index is asked for; ``mark`` stands before the words of titles.
    """
    mark = "" if match.within == "anywhere" else mark
    tokens = map(any_of, [*choices, *([match.spans] if match.spans else [])])
    return [*tokens, *(term(wanted, mark, match.within == "whole title") for wanted in match.question.wanted)]
