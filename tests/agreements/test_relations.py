import pytest

from agreements.relations import MOST, family_of
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def drawn(relatives):
    """The tree as nested lists: a title with its links before it and a star after the current one."""
    return [
        (
            " ".join([*(link.kind for link in one.links), one.agreement.title_fr]) + "*" * one.is_current,
            drawn(one.children),
        )
        for one in relatives
    ]


def agreements(*titles):
    return [factories.agreement(title=title, signed_on=str(2010 + n)) for n, title in enumerate(titles)]


def test_an_agreement_without_links_has_no_family():
    family = family_of(factories.agreement())

    assert (bool(family), family.tops, family.is_cut) == (False, [], False)


def test_what_implements_amends_renews_or_replaces_hangs_below():
    framework, specific, amendment, heir = agreements("cadre", "spécifique", "avenant", "suite")
    factories.link(specific, "implements", framework)
    factories.link(amendment, "amends", specific)
    factories.link(heir, "replaces", framework)

    assert drawn(family_of(specific).tops) == [
        ("cadre", [("implements spécifique*", [("amends avenant", [])]), ("replaces suite", [])])
    ]


def test_the_walk_goes_three_links_far_and_no_further():
    chain = agreements("a", "b", "c", "d", "e")
    for below, above in zip(chain[1:], chain, strict=False):
        factories.link(below, "amends", above)

    assert drawn(family_of(chain[0]).tops) == [
        ("a*", [("amends b", [("amends c", [("amends d", [])])])]),
    ]
    assert drawn(family_of(chain[4]).tops) == [
        ("b", [("amends c", [("amends d", [("amends e*", [])])])]),
    ]


def test_one_below_several_has_its_branch_once():
    first, second, both, amendment = agreements("a", "b", "c", "d")
    factories.link(both, "implements", first)
    factories.link(both, "renews", second)
    factories.link(amendment, "amends", both)

    assert drawn(family_of(both).tops) == [
        ("a", [("implements c*", [("amends d", [])])]),
        ("b", [("renews c", [])]),
    ]


def test_two_links_between_the_same_two_stand_on_one_line():
    old, new = agreements("a", "b")
    factories.link(new, "renews", old)
    factories.link(new, "amends", old)

    assert drawn(family_of(old).tops) == [("a*", [("renews amends b", [])])]


def test_a_circle_is_shown_once_and_ends():
    a, b, c, d = agreements("a", "b", "c", "d")
    for below, above in [(a, b), (b, c), (c, a), (d, a)]:
        factories.link(below, "replaces", above)

    tops = drawn(family_of(d).tops)

    assert tops == [
        ("a", [("replaces c", [("replaces b", [("replaces a", [])])]), ("replaces d*", [])]),
    ]


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_shown_nor_walked_through(state):
    a, b, c = agreements("a", "b", "c")
    factories.link(b, "amends", a)
    factories.link(c, "amends", b)
    b.publication = state
    b.save()

    assert not family_of(a)
    assert not family_of(c)


@pytest.mark.parametrize(("below", "is_cut"), [(MOST - 1, False), (MOST, True), (MOST + 10, True)])
def test_a_large_family_is_cut_and_says_so(below, is_cut):
    framework = factories.agreement()
    for _ in range(below):
        factories.link(factories.agreement(), "implements", framework)

    family = family_of(framework)

    assert (len(family.tops[0].children), family.is_cut) == (MOST - 1, is_cut)


@pytest.mark.parametrize("links", [1, 3])
def test_each_level_costs_one_query(links, django_assert_num_queries):
    top = factories.agreement()
    for _ in range(links):
        below = factories.agreement()
        factories.link(below, "implements", top)
        factories.link(factories.agreement(), "amends", below)

    with django_assert_num_queries(3):
        family_of(top)


def test_an_agreement_alone_costs_one_query(django_assert_num_queries):
    alone = factories.agreement()

    with django_assert_num_queries(1):
        family_of(alone)
