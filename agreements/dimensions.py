"""The dimensions in which agreements are counted: their values over the whole register, what they mean, their order."""

from itertools import chain

from agreements.states import ALL_IN_FORCE, IN_FORCE, State
from register.edition import remembered
from register.search import counts

# How many values of a dimension are usually asked for.
USUAL = 7
FACETS = ["kind", "country", "party", "theme", "network", "programme", "year"]
DIMENSIONS = ["state", *FACETS]
# An agreement has one of each of these at most.
SINGLE = ["state", "kind", "year"]
# What stands for the year of those whose date of signature no source tells.
UNKNOWN = "unknown"


@remembered
def usual():
    """The highest counts of every dimension but the year over the whole register."""
    return counts.top(FACETS[:-1], USUAL)


@remembered
def years():
    """{year of signature, or UNKNOWN: agreements} over the whole register."""
    return counts.by("year")


@remembered
def states_on(day):
    """{state: agreements} as of a day, over the whole register."""
    return counts.holding_on(day, State.values)


def meant_by(states):
    """The states that are chosen by what an address asks, each once."""
    meant = (IN_FORCE if state == ALL_IN_FORCE else [state] for state in states)
    return list(dict.fromkeys(chain.from_iterable(meant)))


def with_all_in_force(states):
    """The counts of states, with those of all that is in force where these are of two states."""
    counted = [states[state] for state in IN_FORCE]
    return states | {ALL_IN_FORCE: sum(counted)} if all(counted) else states


def from_the_latest(year):
    return (1, 0) if year == UNKNOWN else (0, -int(year))
