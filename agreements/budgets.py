"""Totals of a programme's components, by currency: amounts in different currencies are never added."""

from dataclasses import dataclass, field
from decimal import Decimal

from agreements.models import Component


@dataclass
class Budget:
    """All that was planned in one currency, and how much of it stands in each state, in units of the currency."""

    currency: str
    planned: Decimal = Decimal(0)
    by_state: dict = field(default_factory=dict)
    components: list = field(default_factory=list)

    @property
    def shares(self):
        """(state, its words, amount, percentage of the plan), in the order of the states."""
        return [
            (state.value, state.label, self.by_state[state], self.by_state[state] * 100 / self.planned)
            for state in Component.State
            if self.by_state.get(state) and self.planned
        ]

    @property
    def bars(self):
        """(component, its amount as a percentage of the largest one): one scale for the whole currency."""
        largest = max(component.amount for component in self.components)
        return [(one, round(one.amount * 100 / largest, 2) if largest else 0) for one in self.components]


def budgets_of(components):
    """One Budget for each currency found among the components, in order of appearance."""
    budgets = {}
    for component in components:
        if component.amount is not None:
            budget = budgets.setdefault(component.currency, Budget(component.currency))
            budget.planned += component.amount
            budget.by_state[component.state] = budget.by_state.get(component.state, Decimal(0)) + component.amount
            budget.components.append(component)
    return list(budgets.values())
