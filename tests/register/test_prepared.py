import pytest
from django.utils.translation import override

from partners.models import Institution, Membership
from register.prepared import prepared
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_question_is_answered_anew_with_each_value(django_assert_num_queries):
    asked = prepared(lambda slug: Institution.objects.filter(slug=slug))
    factories.institution(slug="a", name_fr="A"), factories.institution(slug="b", name_fr="B")

    with django_assert_num_queries(3):
        answers = [[one.name_fr for one in asked(slug)] for slug in ("a", "b", "none")]

    assert answers == [["A"], ["B"], []]


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_a_question_may_ask_for_lists_of_any_length(number):
    rows = Institution.objects.order_by("pk").values_list("slug", flat=True)
    asked = prepared(lambda keys, slugs: rows.filter(pk__in=keys, slug__in=slugs))
    made = [factories.institution(slug=f"body-{place}") for place in range(7)]

    answer = asked([one.pk for one in made[:number]], ["body-0", "body-4", "none"])

    assert answer == ["body-0", "body-4"][: 1 + (number == 5)]


def test_an_argument_may_be_compared_with_several_columns():
    network, member, other = (factories.institution(kind="network") for _ in range(3))
    Membership.objects.create(network=network, institution=member)
    asked = prepared(lambda one: Membership.objects.filter(network=one) | Membership.objects.filter(institution=one))

    assert [len(asked(one.pk)) for one in (network, member, other)] == [1, 1, 0]


def test_records_come_with_what_is_joined_to_them(django_assert_num_queries):
    asked = prepared(lambda slug: Institution.objects.filter(slug=slug).select_related("parent"))
    factories.institution(slug="part", parent=factories.institution(name_fr="Whole"))

    with django_assert_num_queries(1):
        assert [one.parent.name_fr for one in asked("part")] == ["Whole"]


def test_each_language_has_its_own_order():
    asked = prepared(lambda kind: Institution.objects.filter(kind=kind).by_name())
    for fr, en in (("A", "Y"), ("B", "X")):
        factories.institution(kind="agency", name_fr=fr, name_en=en)

    for language, names in (("fr", ["A", "B"]), ("en", ["X", "Y"]), ("fr", ["A", "B"])):
        with override(language):
            assert [one.name for one in asked("agency")] == names


def test_an_argument_that_is_compared_with_no_column_is_refused():
    asked = prepared(lambda slug, other: Institution.objects.filter(slug=slug))

    with pytest.raises(TypeError, match="some of its arguments"):
        asked("a", "b")
