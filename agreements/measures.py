"""How far a target is reached, as far as it was measured."""

from dataclasses import dataclass
from decimal import Decimal

from agreements.models import TargetMeasure


@dataclass(frozen=True)
class Reach:
    """The latest measure of a target and those before it; ``measured`` and ``goal`` lie on one scale, in percent.

    Both are None where nothing can be drawn: no value to reach, or a value below zero.
    """

    latest: TargetMeasure
    earlier: list
    measured: Decimal | None = None
    goal: Decimal | None = None


def reach_of(target):
    """The Reach of a target with its measures fetched in order; None while nothing is measured."""
    measures = list(target.measures.all())
    if not measures:
        return None
    *earlier, latest = measures
    if target.value is None or min(target.value, latest.value) < 0 or target.value == latest.value == 0:
        return Reach(latest, earlier)
    whole = max(target.value, latest.value)
    return Reach(latest, earlier, round(latest.value * 100 / whole, 2), round(target.value * 100 / whole, 2))
