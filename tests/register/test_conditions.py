"""What a condition says of a row in memory is what the database says of it."""

import random

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, F, Q

from register.conditions import Unknown, holds
from register.dates import PartialDate
from register.fields import PartialDateField

pytestmark = pytest.mark.django_db

MODELS = [model for name in ("agreements", "partners") for model in apps.get_app_config(name).get_models()]
CHECKS = [(m, c) for m in MODELS for c in m._meta.constraints if isinstance(c, CheckConstraint)]
DATES = [None, "2015", "2015-02", "2015-11", "2015-11-23", "2016", "2016-02-29", "2012-02"]


def value(column, chance):
    """A value that may stand in a column, among few, so that equal and empty ones meet often."""
    if isinstance(column, PartialDateField):
        return PartialDate.parse(text) if (text := chance.choice(DATES)) else None
    if column.choices:
        return chance.choice([code for code, _label in column.choices])
    if column.is_relation or column.primary_key:
        return chance.choice([None, 1, 2])
    kinds = {"BooleanField": [True, False], "CharField": ["", "x"], "TextField": ["", "x"]}
    return chance.choice(kinds.get(column.get_internal_type(), [None, 1, 2]))


@pytest.mark.parametrize(("model", "check"), CHECKS, ids=[check.name for _m, check in CHECKS])
def test_every_check_of_the_register_is_worked_out_as_the_database_does(model, check):
    chance = random.Random(check.name)
    verdicts = set()
    for _ in range(60):
        row = model(**{column.attname: value(column, chance) for column in model._meta.concrete_fields})
        values = row._get_field_expression_map(meta=model._meta)
        expected = check.condition.check(values)

        assert holds(check.condition, row) is expected, {c.attname: getattr(row, c.attname) for c in model._meta.fields}
        verdicts.add(expected)

    assert True in verdicts


@pytest.mark.parametrize("condition", [Q(title_fr__regex="x"), Q(signed_on__week=3), Q(kind=F("title_fr__lower"))])
def test_what_only_a_database_knows_is_left_to_it(condition):
    with pytest.raises(Unknown):
        holds(condition, apps.get_model("agreements", "Agreement")(title_fr="x", signed_on=PartialDate(2015)))
