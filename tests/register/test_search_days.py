"""A stretch of days is a few blocks, and any day finds exactly one of them."""

import random
from datetime import date, timedelta

import pytest

from register.search.days import (
    blocks_holding,
    blocks_of,
    holding,
    number_of,
    tokens_holding,
    tokens_of,
    turns_of,
)

END = 1 << 20


def day_of(number):
    return date(1000, 1, 1) + timedelta(number)


def stretches():
    """Random stretches, short and long, and those at the edges."""
    chance = random.Random(1)
    edges = [(0, 0), (0, 1), (0, END), (END - 1, END), (5, 5), (1, END - 1), (END // 2 - 1, END // 2 + 1)]
    for _ in range(300):
        first = chance.randrange(END)
        edges.append((first, min(first + chance.randrange(2 ** chance.randrange(1, 21)), END)))
    return edges


def test_a_day_is_in_exactly_one_block_of_a_stretch_that_holds_it_and_in_none_of_others():
    wrong = []
    for first, end in stretches():
        blocks = blocks_of(first, end)
        around = {first - 1, first, first + 1, (first + end) // 2, end - 1, end, end + 1, 0, END - 1}
        for number in (number for number in around if 0 <= number < END):
            met = sum(block in blocks for block in blocks_holding(day_of(number)))
            if met != (first <= number < end):
                wrong.append((first, end, number, met))

    assert wrong == []


def test_every_day_of_a_short_stretch_is_covered_once():
    for first in range(20):
        for end in range(first, 40):
            blocks = set(blocks_of(first, end))
            covered = [number for number in range(48) if blocks & set(blocks_holding(day_of(number)))]
            assert covered == list(range(first, end))


def test_a_stretch_takes_few_blocks_and_each_only_once():
    for first, end in stretches():
        blocks = blocks_of(first, end)
        assert len(blocks) == len(set(blocks)) <= 40


def test_days_are_numbered_from_the_year_1000_and_cut_to_what_the_register_knows():
    assert [number_of(date(1000, 1, 1)), number_of(date(1000, 1, 2)), number_of(date(1001, 1, 1))] == [0, 1, 365]
    assert [number_of(date.min), number_of(date.max)] == [0, END - 1]
    assert number_of(date(2999, 12, 31)) < END - 1
    assert [day_of(number_of(day)) for day in (date(1000, 1, 1), date(2024, 2, 29))] == [
        date(1000, 1, 1),
        date(2024, 2, 29),
    ]


@pytest.mark.parametrize(
    ("text", "turns"),
    [
        ("", []),
        ("0signed", [(0, "signed")]),
        ("0negotiated 372000in_force", [(0, "negotiated"), (372000, "in_force")]),
    ],
)
def test_turns_are_read_in_order(text, turns):
    assert turns_of(text) == turns


def test_the_tokens_of_turns_agree_with_what_holds_on_any_day():
    chance = random.Random(2)
    wrong = []
    for _ in range(150):
        starts = sorted({0, *(chance.randrange(360_000, 380_000) for _ in range(chance.randrange(5)))})
        text = " ".join(f"{start}{chance.choice(['a', 'b', 'c_d'])}" for start in starts)
        tokens = tokens_of(text)
        days = [day_of(n + by) for n in starts for by in (-1, 0, 1) if n + by >= 0]
        for day in [date.min, date(1000, 1, 1), *days, date(2999, 12, 31), date.max]:
            (held,) = holding([text], day)
            for what in ("a", "b", "c_d"):
                met = sum(token in tokens for token in tokens_holding(what, day))
                if met != (what == held):
                    wrong.append((text, day, what, met, held))

    assert wrong == []


def test_nothing_holds_before_the_first_turn_nor_without_turns():
    day = date(2020, 1, 1)

    later = f"{number_of(day + timedelta(1))}signed"

    assert list(holding(["", later, "0signed"], day)) == ["", "", "signed"]
    assert tokens_of("") == []
    assert not set(tokens_of(later)) & set(tokens_holding("signed", day))
