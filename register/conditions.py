"""What a condition of a constraint says of a row in memory, worked out as a database would, without asking one."""

from django.db.models import F, Q

from register.dates import PartialDate


class Unknown(Exception):
    """The condition holds something that is only known to a database."""


def holds(condition, instance):
    """Whether a CHECK on this Q lets the row pass: what is neither true nor false, because of a NULL, passes.

    Raises Unknown for lookups that are not known here.
    """
    return _verdict(condition, instance) is not False


def _verdict(condition, instance):
    """True, False or None, in the logic of SQL."""
    if not isinstance(condition, Q):
        return _leaf(instance, *condition)
    verdicts = [_verdict(child, instance) for child in condition.children]
    if condition.connector == Q.AND:
        found = False if False in verdicts else None if None in verdicts else True
    elif condition.connector == Q.OR:
        found = True if True in verdicts else None if None in verdicts else False
    else:
        raise Unknown(condition.connector)
    return found if found is None or not condition.negated else not found


def _leaf(instance, path, wanted):
    steps = path.split("__")
    lookup = steps.pop() if steps[-1] in _LOOKUPS else "exact"
    value = _reach(instance, steps)
    if lookup == "isnull" or (wanted is None and lookup == "exact"):
        return (value is None) is (wanted is not False)
    if isinstance(wanted, F):
        wanted = _reach(instance, wanted.name.split("__"))
    return None if value is None or wanted is None else _LOOKUPS[lookup](value, wanted)


def _reach(instance, steps):
    """The value of a column, a date as the number that the database compares."""
    name, *transforms = steps
    value = getattr(instance, instance._meta.get_field(name).attname)
    if transforms not in ([], ["latest"]):
        raise Unknown("__".join(steps))
    if isinstance(value, PartialDate):
        return int(PartialDate.of(value.last_day)) if transforms else int(value)
    return value


_LOOKUPS = {
    "exact": lambda value, wanted: value == wanted,
    "in": lambda value, wanted: value in wanted,
    "gte": lambda value, wanted: value >= wanted,
    "gt": lambda value, wanted: value > wanted,
    "lte": lambda value, wanted: value <= wanted,
    "lt": lambda value, wanted: value < wanted,
    "isnull": None,
}
