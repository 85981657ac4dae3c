from decimal import Decimal

from agreements.budgets import budgets_of
from agreements.models import Component


def component(amount, state, currency="EUR"):
    return Component(amount=None if amount is None else Decimal(amount), state=state, currency=currency)


def test_amounts_are_added_by_state():
    [budget] = budgets_of(
        [component(1250000, "under_way"), component(2000000, "not_implemented"), component(1250000, "under_way")]
    )

    assert (budget.currency, budget.planned) == ("EUR", 4500000)
    assert [(state, total) for state, _words, total, _share in budget.shares] == [
        ("under_way", 2500000),
        ("not_implemented", 2000000),
    ]


def test_different_currencies_are_never_added():
    assert [
        (b.currency, b.planned) for b in budgets_of([component(1, "planned"), component(10, "planned", "MAD")])
    ] == [
        ("EUR", 1),
        ("MAD", 10),
    ]


def test_a_component_without_amount_counts_for_nothing():
    assert budgets_of([component(None, "planned", "")]) == []


def test_a_budget_of_zero_has_no_shares():
    [budget] = budgets_of([component(0, "planned")])

    assert budget.shares == []


def test_each_component_is_drawn_against_the_largest_of_its_currency():
    euro, dirham = budgets_of([component(50, "done"), component(200, "planned"), component(10, "planned", "MAD")])

    assert [width for _component, width in euro.bars] == [25, 100]
    assert [width for _component, width in dirham.bars] == [100]


def test_components_that_cost_nothing_have_no_length():
    [budget] = budgets_of([component(0, "planned")])

    assert [width for _component, width in budget.bars] == [0]
