"""Full validation of many records, without a query for each check constraint of each."""

from functools import reduce
from operator import and_

from django.core.exceptions import FieldError, ValidationError
from django.db.models import CheckConstraint


def full_clean(instance, exclude):
    """As Model.full_clean: one query asks all check constraints together, each is asked only where one fails."""
    try:
        instance.full_clean(exclude=exclude, validate_constraints=False)
    except ValidationError:
        instance.full_clean(exclude=exclude)
    constraints = instance._meta.constraints
    checks = [constraint for constraint in constraints if isinstance(constraint, CheckConstraint)]
    if checks and not _hold(instance, checks, exclude):
        instance.validate_constraints(exclude=exclude)
    for constraint in constraints:
        if constraint not in checks:
            constraint.validate(type(instance), instance, exclude=exclude)


def _hold(instance, checks, exclude):
    values = instance._get_field_expression_map(meta=instance._meta, exclude=exclude)
    try:
        return reduce(and_, (check.condition for check in checks)).check(values)
    except FieldError:
        return False
