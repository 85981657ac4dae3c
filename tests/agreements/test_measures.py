from decimal import Decimal

import pytest

from agreements.measures import reach_of
from tests import factories

pytestmark = pytest.mark.django_db


def reach(value, *measures):
    target = factories.target(value=value)
    for year, measured in enumerate(measures, start=2020):
        factories.target_measure(target, measured_on=str(year), value=Decimal(measured))
    return reach_of(type(target).objects.get(pk=target.pk))


def test_a_target_that_nobody_measured_has_no_reach():
    assert reach(80) is None


def test_the_latest_measure_is_laid_on_the_scale_of_the_value_to_reach():
    found = reach(80, 10, 20)

    assert (found.latest.value, [measure.value for measure in found.earlier]) == (20, [10])
    assert (found.measured, found.goal) == (25, 100)


def test_a_measure_beyond_the_target_stretches_the_scale():
    found = reach(50, 100)

    assert (found.measured, found.goal) == (100, 50)


@pytest.mark.parametrize(("value", "measured"), [(None, 3), (0, 0), (-5, 3), (5, -3)])
def test_what_has_no_scale_is_told_and_not_drawn(value, measured):
    found = reach(value, measured)

    assert (found.latest.value, found.measured, found.goal) == (measured, None, None)


def test_a_target_of_zero_may_be_missed():
    found = reach(0, 3)

    assert (found.measured, found.goal) == (100, 0)
