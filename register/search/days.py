"""Days as words: what holds over a stretch of days is a few tokens, so that the index answers for any day."""

import re
from datetime import date
from functools import lru_cache

_TURN = re.compile(r"([0-9]+)([^0-9 ]+)")
_FIRST = date(1000, 1, 1).toordinal()
_DIGITS = "0123456789"
_LEVELS = 20
_END = 1 << _LEVELS


def number_of(day):
    """A day as a number from 0, cut to the years that the register knows."""
    return min(max(day.toordinal() - _FIRST, 0), _END - 1)


def blocks_of(first, end, levels=_LEVELS):
    """The fewest blocks of 1, 2, 4… 2 ** ``levels`` that fill ``first`` ≤ n < ``end``; each begins at a multiple of its
    size.
    """
    blocks, level = [], 0
    while first < end and level < levels:
        if first & 1:
            blocks.append(f"{level}.{first}")
            first += 1
        if end & 1:
            end -= 1
            blocks.append(f"{level}.{end}")
        first, end, level = first >> 1, end >> 1, level + 1
    return blocks + [f"{level}.{number}" for number in range(first, end)]


def blocks_at(number, levels=_LEVELS):
    """Every block that holds a number: exactly one of them is among the blocks of a stretch that holds it."""
    return [f"{level}.{number >> level}" for level in range(levels + 1)]


def blocks_holding(day):
    """The same for a day."""
    return blocks_at(number_of(day))


def turns_of(text):
    """Read ``0unsigned 372000in_force``: (day number, what holds from then on), in order."""
    return [(int(number), what) for number, what in _TURN.findall(text)]


def tokens_of(text):
    """The tokens of turns: what holds, and a block of days over which it does."""
    turns = turns_of(text)
    ends = [number for number, _ in turns[1:]] + [_END]
    stretches = [(what, number, end) for (number, what), end in zip(turns, ends, strict=False)]
    return [f"{what}@{block}" for what, number, end in stretches for block in blocks_of(number, end)]


def tokens_holding(what, day):
    """The tokens of which one stands on each record for which ``what`` holds on that day."""
    return [f"{what}@{block}" for block in blocks_holding(day)]


def holding(texts, day):
    """What holds on a day according to each text of turns; a list."""
    number = number_of(day)
    return [_holding(text, number) for text in texts]


@lru_cache(maxsize=10_000)
def _holding(text, number):
    """Read from the end, since most turns are past."""
    while text:
        text, _, turn = text.rpartition(" ")
        what = turn.lstrip(_DIGITS)
        if int(turn[: -len(what)]) <= number:
            return what
    return ""
