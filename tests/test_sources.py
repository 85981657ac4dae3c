"""docs/sources.md says, fact by fact, which record holds what the source documents state; here it is held to it."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError

from agreements.budgets import budgets_of
from agreements.models import Agreement, Meeting, Programme
from partners.models import Country, Institution, Membership
from register.dates import PartialDate
from register.models import SearchEntry, SearchWord, Tally
from register.translated import Translated, columns
from tests import factories

pytestmark = pytest.mark.usefixtures("loaded_register")

LINES = Path(settings.BASE_DIR, "docs", "sources.md").read_text(encoding="utf-8").splitlines()
ROW = re.compile(r"\| .+ \| `(?P<model>[a-z]+\.[a-z]+) (?P<key>.+)` \| `(?P<path>.+)` \| (?P<value>.+) \|")
STEP = re.compile(r"(?P<name>\w+)(\[(?P<field>\w+)=(?P<wanted>[^\]]+)\])?")
OUR_MODELS = [
    model
    for label in ("register", "partners", "agreements")
    for model in apps.get_app_config(label).get_models()
    if not model.__name__.startswith("Historical") and model not in (SearchEntry, SearchWord, Tally)
]


def facts():
    return [match.groupdict() for match in map(ROW.fullmatch, LINES) if match]


def record(model, key):
    parts = [None if part == "—" else part for part in key.split(" / ")]
    return apps.get_model(model)._default_manager.get_by_natural_key(*parts)


def as_text(value):
    """A stored value as docs/sources.md writes it."""
    if value is None or value == "":
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, PartialDate):
        return value.edtf
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return " / ".join(value.natural_key()) if hasattr(value, "natural_key") else str(value)


def follow(values, step):
    """What one step of a path leads to, from each of several values; ``[field=text]`` keeps the rows that match."""
    match = STEP.fullmatch(step)
    reached = [getattr(value, match["name"]) for value in values]
    found = [row for value in reached for row in (value.all() if hasattr(value, "all") else [value])]
    return [row for row in found if not match["field"] or as_text(getattr(row, match["field"])) == match["wanted"]]


def texts_at(path, start):
    """The texts that a dotted path leads to from a record; ``count`` counts the rows that the steps before it reach."""
    values = [start]
    for step in path.split("."):
        values = [len(values)] if step == "count" else follow(values, step)
    return [as_text(value) for value in values]


def holds(texts, wanted):
    if wanted.startswith("…") and wanted.endswith("…"):
        return any(wanted.strip("…") in text for text in texts)
    return wanted in texts and (wanted != "unknown" or set(texts) == {"unknown"})


def test_every_line_of_every_table_is_read():
    tables = LINES.count("| Fact | Record | Field | Value |")

    assert len(facts()) == sum(line.startswith("|") for line in LINES) - 2 * tables
    assert len(facts()) == 388


def test_every_fact_stands_in_the_loaded_register():
    wrong = []
    for fact in facts():
        texts = texts_at(fact["path"], record(fact["model"], fact["key"]))
        if not holds(texts, fact["value"]):
            wrong.append(f"{fact['model']} {fact['key']} {fact['path']}: {fact['value']} expected, {texts} found")

    assert wrong == []


def test_every_row_obeys_every_rule():
    broken = []
    for row in (row for model in OUR_MODELS for row in model._default_manager.all()):
        try:
            row.full_clean()
        except ValidationError as error:
            broken.append(f"{row!r}: {error.messages}")

    assert broken == []


def test_no_public_record_stands_without_a_source():
    public = [Agreement, Institution, Meeting, Membership, Programme]

    assert [row for model in public for row in model.objects.filter(sources=None)] == []


def test_no_text_stands_in_one_language_only():
    partial = []
    for model in OUR_MODELS:
        texts = [name for name, value in vars(model).items() if isinstance(value, Translated)]
        for row in model._default_manager.all():
            partial += [
                f"{row!r}: {name}" for name in texts if len({getattr(row, part) == "" for part in columns(name)}) == 2
            ]

    assert partial == []


def test_titles_objectives_and_summaries_are_never_empty():
    texts = {Agreement: "objective_fr", Programme: "objective_fr", Meeting: "summary_fr"}

    assert [row for model in texts for row in model.objects.filter(title_fr="")] == []
    assert [row for model, text in texts.items() for row in model.objects.filter(**{text: ""})] == []


def test_the_belgian_programme_plans_four_and_a_half_million_and_has_two_and_a_half_under_way():
    (budget,) = budgets_of(Programme.objects.get(reference="PR-0001").components.all())

    assert budget.currency == "EUR"
    assert budget.planned == 4_500_000
    assert budget.by_state == {"under_way": 2_500_000, "not_implemented": 2_000_000}


def test_the_council_of_morocco_and_nobody_else_presided_ucesif_in_2016():
    presidents = Membership.objects.public().filter(network__slug="ucesif", role="president")

    held = presidents.held_on(date(2016, 7, 1))

    assert [membership.institution.slug for membership in held] == ["cese-maroc"]


def test_nothing_is_said_of_a_term_that_no_page_states():
    assert Agreement.objects.exclude(renewal="not_stated").count() == 0
    assert Agreement.objects.exclude(entry_into_force_on=None, ends_on=None).count() == 0


def test_the_next_references_follow_the_loaded_ones():
    made = [factories.agreement(), factories.programme(), factories.meeting()]

    assert [record.reference for record in made] == ["CC-0019", "PR-0003", "RM-0006"]


def test_the_countries_are_those_of_iso_without_western_sahara_apart():
    assert Country.objects.count() == 248
    assert not Country.objects.filter(code="EH").exists()
    assert Country.objects.get(code="KW").name_ar == "الكويت"
