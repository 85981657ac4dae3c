"""Time that other load does not touch: CPU seconds beside those of an empty view, taken in turn in one run."""

import time
from pathlib import Path
from statistics import median

from django.db import connection

from bench.product import forget

FLOOR_CALLS = 40
# A repetition takes about so many CPU seconds, and all those of a page no more than so many.
LONG_ENOUGH, TOO_LONG = 0.05, 4


class Clock:
    """CPU seconds of this process and, on PostgreSQL, of the server process that answers it."""

    def __init__(self):
        self.server = None
        if connection.vendor == "postgresql":
            connection.ensure_connection()
            self.server = Path(f"/proc/{connection.connection.get_backend_pid()}/schedstat")

    def of(self, ask):
        """The CPU seconds that a call takes."""
        before, start = self._served(), time.process_time()
        ask()
        return time.process_time() - start + self._served() - before

    def _served(self):
        return int(self.server.read_text().split()[0]) / 1e9 if self.server else 0


def compare(product, ask, repeats, fresh=True):
    """(ratio to the empty view, CPU seconds) of a page: the medians of repetitions, product and floor in turn.

    ``fresh`` empties the caches before each call. A page that takes very long is repeated less.
    """
    clock, hello = Clock(), product.hello()
    hello()
    first = _timed(clock, ask, 1, fresh)
    if first > TOO_LONG:
        return first / _timed(clock, hello, FLOOR_CALLS), first
    calls = max(1, min(20, round(LONG_ENOUGH / first)))
    ratios, seconds = [], []
    for _ in range(max(1, min(repeats, round(TOO_LONG / first / calls)))):
        floor = _timed(clock, hello, FLOOR_CALLS)
        seconds.append(_timed(clock, ask, calls, fresh))
        ratios.append(seconds[-1] / floor)
    return median(ratios), median(seconds)


def _timed(clock, ask, calls, fresh=False):
    total = 0
    for _ in range(calls):
        if fresh:
            forget()
        total += clock.of(ask)
    return total / calls
