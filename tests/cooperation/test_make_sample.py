"""A made-up register, always the same, that keeps every rule of a real one."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from agreements.models import Agreement, Programme, Source
from bench.sample import phrases, words
from partners.models import Institution, Membership
from register.models import ReferenceCounter
from register.search import FoldedField, fold
from tests import factories

pytestmark = pytest.mark.thorough

RECORDS = [model for app in ("agreements", "partners") for model in apps.get_app_config(app).get_models(True)]


def make_sample(count, **options):
    call_command("make_sample", agreements=count, stdout=StringIO(), **options)


def rows():
    return {model._meta.label: list(model.objects.order_by("pk").values()) for model in RECORDS}


class RolledBack(Exception):
    """Ends a transaction that leaves nothing behind."""


def rows_of_a_sample(**options):
    with pytest.raises(RolledBack), transaction.atomic():
        make_sample(60, **options)
        made = rows()
        raise RolledBack
    return made


@pytest.fixture
def sample(db):
    make_sample(200)


def test_the_same_number_and_seed_give_the_same_rows(db):
    assert rows_of_a_sample() == rows_of_a_sample()


def test_another_seed_gives_another_register(db):
    assert rows_of_a_sample(seed=1) != rows_of_a_sample(seed=2)


def test_every_record_keeps_the_rules_of_the_register(sample):
    for model in RECORDS:
        for record in model.objects.all()[:60]:
            record.full_clean()
    connection.check_constraints()


def test_folded_texts_are_those_that_a_save_would_write(sample):
    for model in RECORDS:
        for field in model._meta.concrete_fields:
            if isinstance(field, FoldedField):
                for record in model.objects.all()[:60]:
                    assert getattr(record, field.name) == fold(
                        " ".join(getattr(record, source) for source in field.sources)
                    )


def test_the_register_holds_what_was_asked_for_and_what_surrounds_it(sample):
    counts = [model.objects.count() for model in (Agreement, Institution, Programme, Source)]

    assert counts == [200, 44 + 12, 1, 20]
    assert Agreement.objects.published().count() == 200
    assert Institution.objects.networks().count() == 12
    assert Membership.objects.filter(starts_on=None, ends_on=None).exists()


def test_the_home_institution_is_party_to_all(sample):
    home = Institution.objects.get(is_home=True)

    assert home.agreements.count() == 200
    assert {agreement.parties.count() for agreement in Agreement.objects.all()} == {2, 3}


def test_dates_are_known_as_well_as_in_real_registers(sample):
    dates = list(Agreement.objects.filter(is_signed=True).values_list("signed_on", flat=True))
    known = [date.precision if date else "unknown" for date in dates]

    assert 0.6 < known.count("day") / len(known) < 0.8
    assert 0.05 < known.count("month") / len(known) < 0.2
    assert 0.05 < known.count("year") / len(known) < 0.2
    assert 0.01 < known.count("unknown") / len(known) < 0.1
    assert Agreement.objects.filter(is_signed=False).count() in range(1, 10)


def test_planted_words_stand_in_their_share_of_the_agreements(sample):
    found = {word: Agreement.objects.filter(folded__contains=fold(word)).count() for word in words.PLANTED}

    assert found == {"concertation": 198, "jeunesse": 65, "littoral": 6, "archéologie": 1}


def test_of_ten_thousand_agreements_each_planted_word_has_exactly_its_share():
    sentences = [sentence for index in range(10_000) for sentence in phrases.planted(index)]

    assert [sentences.count(words.PLANTED_SENTENCES[word]) for word in words.PLANTED] == [9900, 3300, 360, 5]


def test_references_go_on_after_those_of_the_sample(sample):
    assert factories.agreement().reference == "CC-0201"
    assert factories.programme().reference == "PR-0002"
    assert factories.meeting().reference == "RM-0011"
    assert ReferenceCounter.objects.get(prefix="CC").last == 201


def test_a_register_in_use_is_left_alone(db):
    factories.institution()

    with pytest.raises(CommandError, match="The register is not empty"):
        make_sample(10)

    assert Agreement.objects.count() == 0


def test_a_register_that_has_given_references_is_in_use(db):
    factories.agreement().delete()

    with pytest.raises(CommandError, match="The register is not empty"):
        make_sample(10)


@pytest.mark.parametrize("count", [-1, 0, 2_000_001])
def test_a_number_that_no_sample_has_is_refused(db, count):
    with pytest.raises(CommandError, match="is not a number from 1 to 2,000,000"):
        make_sample(count)


def test_the_smallest_sample_is_whole(db):
    make_sample(1)

    assert [model.objects.count() for model in (Agreement, Programme, Source)] == [1, 1, 1]
