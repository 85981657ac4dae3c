"""Full validation of many records, without a query for each rule of each."""

from django.core.exceptions import ValidationError
from django.db.models import CheckConstraint

from register.conditions import Unknown, holds


def full_clean(instance, exclude):
    """As Model.full_clean, but for uniqueness, which the keys of a file already tell.

    Check constraints are asked of the database only where one seems to fail, for the sentence that says so.
    """
    try:
        instance.full_clean(exclude=exclude, validate_unique=False, validate_constraints=False)
    except ValidationError:
        instance.full_clean(exclude=exclude, validate_unique=False)
    constraints = instance._meta.constraints
    checks = [constraint for constraint in constraints if isinstance(constraint, CheckConstraint)]
    if not all(_holds(check, instance) for check in checks):
        instance.validate_constraints(exclude=exclude)
    for constraint in constraints:
        if constraint not in checks:
            constraint.validate(type(instance), instance, exclude=exclude)


def _holds(check, instance):
    try:
        return holds(check.condition, instance)
    except Unknown:
        return False
