"""How far a target is reached, as far as it was measured, and by which steps."""

from dataclasses import dataclass
from decimal import Decimal

from agreements.models import TargetMeasure

# The drawing of a course: its last measures, the widest column in percent, and heights in pixels.
MOST, WIDEST = 8, 16
TALLEST, ABOVE, BENEATH = 72, 20, 24


@dataclass(frozen=True)
class Reach:
    """The latest measure of a target and those before it; ``measured`` and ``goal`` lie on one scale, in percent.

    Both are None where nothing can be drawn: no value to reach, or a value below zero.
    """

    latest: TargetMeasure
    earlier: list
    measured: Decimal | None = None
    goal: Decimal | None = None


@dataclass(frozen=True)
class Column:
    """One measure in a course: places are percentages of the width, lengths pixels from the top."""

    measure: TargetMeasure
    x: float
    width: float
    middle: float
    top: float
    height: float


@dataclass(frozen=True)
class Course:
    """The measures of a target side by side, in the order of reading; ``goal`` is the height of the value to reach."""

    columns: list
    goal: float | None
    baseline: int = ABOVE + TALLEST
    height: int = ABOVE + TALLEST + BENEATH


def course_of(target, is_mirrored=False):
    """The Course of the last measures of a target, fetched in order; None where none is, or one is below zero."""
    measures = list(target.measures.all())[-MOST:]
    values = [measure.value for measure in measures] + ([] if target.value is None else [target.value])
    if not measures or min(values) < 0:
        return None
    scale, pitch = TALLEST / float(max(values) or 1), 100 / len(measures)
    columns = []
    for place, measure in enumerate(reversed(measures) if is_mirrored else measures):
        width, height = min(pitch * 0.6, WIDEST), round(float(measure.value) * scale, 1)
        middle = round((place + 0.5) * pitch, 2)
        columns.append(Column(measure, round(middle - width / 2, 2), width, middle, ABOVE + TALLEST - height, height))
    goal = None if target.value is None else round(ABOVE + TALLEST - float(target.value) * scale, 1)
    return Course(columns[::-1] if is_mirrored else columns, goal)


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
