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


class Compared:
    """A page beside the empty view: at each ``repeat`` both are timed in turn, once what it reads from disk is in
    memory.

    ``fresh`` empties the caches before each call. A page that takes very long is repeated less.
    """

    def __init__(self, product, ask, fresh=True):
        self._clock, self._hello, self._ask, self._fresh = Clock(), product.hello(), ask, fresh
        self._hello()
        ask()
        first = _timed(self._clock, ask, 1, fresh)
        self._calls = max(1, min(20, round(LONG_ENOUGH / first)))
        self._most = max(1, round(TOO_LONG / first / self._calls))
        self._ratios, self._seconds = [], []

    def repeat(self):
        if len(self._ratios) < self._most:
            self._ask()
            floor = _timed(self._clock, self._hello, FLOOR_CALLS)
            self._seconds.append(_timed(self._clock, self._ask, self._calls, self._fresh))
            self._ratios.append(self._seconds[-1] / floor)

    @property
    def ratio(self):
        """How many empty views it costs: the median."""
        return median(self._ratios)

    @property
    def seconds(self):
        """CPU seconds: the median."""
        return median(self._seconds)


def _timed(clock, ask, calls, fresh=False):
    total = 0
    for _ in range(calls):
        if fresh:
            forget()
        total += clock.of(ask)
    return total / calls
