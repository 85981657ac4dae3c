"""How many published agreements lack nothing essential: kept at every write, told to the public as a figure."""

import pytest
from django.urls import reverse

from agreements.models import Agreement
from agreements.quality import incomplete
from cooperation import figures
from cooperation.statistics import Completeness
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def whole(**given):
    facts = {"title": "Complète", "title_ar": "كاملة", "objective": "But", "signed_on": "2015"}
    made = factories.agreement(**(facts | given))
    made.themes.add(factories.theme())
    factories.source([made])
    return made


def test_published_agreements_are_counted_by_who_keeps_them(odco):
    whole(keeper=odco)
    whole(keeper=odco, publication="draft")
    factories.agreement(keeper=odco)
    factories.agreement()

    assert figures.by_keeper() == {odco.pk: (1, 2), None: (0, 1)}


@pytest.mark.parametrize(
    "spoil",
    [
        lambda made: made.themes.clear(),
        lambda made: made.sources.clear(),
        lambda made: made.sources.get().agreements.remove(made),
        lambda made: made.sources.get().delete(),
        lambda made: change(made, title_ar=""),
        lambda made: change(made, objective_fr=""),
        lambda made: change(made, signed_on=None),
    ],
)
def test_the_count_follows_each_write(odco, spoil):
    made = whole(keeper=odco)
    assert figures.by_keeper() == {odco.pk: (1, 1)}

    spoil(made)

    assert figures.by_keeper() == {odco.pk: (0, 1)}


def change(made, **facts):
    for name, value in facts.items():
        setattr(made, name, value)
    made.save()


def test_a_source_that_is_found_completes(odco):
    made = whole(keeper=odco)
    made.sources.clear()

    factories.source([made])

    assert figures.by_keeper() == {odco.pk: (1, 1)}


def test_the_counts_agree_with_the_records(loaded_register):
    published = Agreement.objects.published()

    counted = figures.by_keeper()

    lacking = incomplete(published).count()
    assert sum(complete for complete, _count in counted.values()) == published.count() - lacking
    assert 0 < lacking < published.count()
    for keeper, (complete, count) in counted.items():
        kept = published.filter(keeper=keeper)
        assert (complete, count) == (kept.count() - incomplete(kept).count(), kept.count())


def test_the_public_reads_the_share(client, odco):
    for _number in range(2):
        whole(keeper=odco)
    factories.agreement(keeper=odco)

    page = client.get(reverse("statistics")).text

    assert "2 records of 3 are complete: dated, sourced" in page
    assert reverse("statistics_csv", args=["completude"]) in page


def test_the_share_leaves_as_a_file(client, odco):
    whole(keeper=odco)
    factories.agreement()

    lines = client.get(reverse("statistics_csv", args=["completude"])).getvalue().decode().splitlines()

    assert [line.split(";")[1:] for line in lines[1:]] == [[odco.slug, "1", "1", "100"], ["", "0", "1", "0"]]


def test_a_share_is_rounded_down_so_that_a_hundred_means_all(odco):
    for _number in range(3):
        whole(keeper=odco)
    factories.agreement(keeper=odco)

    assert [row.percent for row in Completeness().rows] == [75]
    assert Completeness().total.percent == 75
