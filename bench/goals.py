"""What a page may cost: the goals of the project, P1–P5 and P11–P13."""

from math import log

# Transferred bytes, requests and elements of a first visit; bytes resident and CPU seconds of a worker.
WEIGHT, REQUESTS, NODES = 25_000, 5, 900
RESIDENT, COLD_START = 100_000_000, 1.0
# How a page may grow when the register grows tenfold (exponent), and from 10,000 agreements to more (factor).
GROWTH = {"search": 0.35, "selection": 0.35, "suggestions": 0.35}
USUAL_GROWTH, GROWN = 0.1, 1.2
QUERIES = {"list": 10, "selection": 10, "deep": 10, "search": 10, "record": 12}


def ratio(kind, database, size, first_page):
    """The most that a page of that kind may cost, in empty views, or None. ``first_page`` is what the list costs.

    A selection by several criteria is put to the index as a search is: in large registers it may cost as much.
    """
    of_search = None if size < 100_000 else 45 if database == "sqlite" else 55 if size == 100_000 else 100
    known = {"list": 30, "deep": GROWN * first_page, "record": 20, "suggestions": 5, "again": 2.5}
    return (known | {"search": of_search, "selection": of_search or known["list"]}).get(kind)


def exponent(sizes, values):
    """How the last value follows from the one before it as sizes grow: 0 not at all, 1 in proportion."""
    (small, large), (before, after) = sizes[-2:], values[-2:]
    return log(max(after, 1e-9) / max(before, 1e-9)) / log(large / small)
