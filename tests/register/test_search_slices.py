"""Slices of time as tokens: what is looked for from a slice on is found, nothing before it, and by few tokens."""

import pytest

from register.search.matching import identifier, slice_of, tokens_between, tokens_of


@pytest.mark.parametrize("oldest", [20261231, 20261200, 20260000, 20251115, 20190401, 20160101, 19990000, 18150609])
@pytest.mark.parametrize("newest", [20261231, 20261200, 20261001])
def test_each_slice_from_one_to_another_is_in_one_block_and_no_other_is(oldest, newest):
    first, last = (slice_of(identifier(day, 1, 1)) for day in (oldest, newest))
    asked = tokens_between(first, last)

    borne = {number: len(set(asked) & set(tokens_of(number))) for number in range(first - 600, last + 600)}

    assert {number for number, tokens in borne.items() if tokens} == set(range(first, last + 1))
    assert set(borne.values()) <= {0, 1}
    assert len(asked) <= 2 * 9 + (last - first) // 512


def test_a_slice_is_a_quarter_of_a_month():
    days = [slice_of(identifier(20191100 + day, 1, 1)) for day in range(32)]

    assert [days.count(number) for number in sorted(set(days))] == [8, 8, 8, 8]
    assert slice_of(identifier(20191200, 1, 1)) == max(days) + 1
