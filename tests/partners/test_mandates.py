from datetime import date

import pytest

from partners.mandates import Bar, Board, bar, held_by, held_in
from partners.models import Membership
from register.axis import Axis
from register.dates import PartialDate
from tests import factories

TODAY = date(2019, 12, 31)


def mandate(starts_on=None, ends_on=None):
    dates = [PartialDate.parse(text) if text else None for text in (starts_on, ends_on)]
    return Membership(starts_on=dates[0], ends_on=dates[1])


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "expected"),
    [
        ("2015", "2017", Bar(sure=(59.97, 10.06), possible=(50, 30))),
        ("2015-01-01", "2015-12-31", Bar(sure=(50, 10), possible=(50, 10))),
        ("2015", "2015", Bar(possible=(50, 10))),
        ("2015", None, Bar(possible=(50, 10), unknown=(60, 100))),
        (None, "2015", Bar(possible=(50, 10), unknown=(0, 50))),
        (None, None, Bar(unknown=(0, 100))),
    ],
)
def test_a_bar_is_full_where_the_mandate_was_held_for_certain_and_open_where_it_is_not_known(
    starts_on, ends_on, expected
):
    found = bar(mandate(starts_on, ends_on), Axis(2010, 2020), TODAY)

    assert found == expected


def test_bars_are_mirrored_in_arabic():
    found = bar(mandate("2015-01-01", "2015-12-31"), Axis(2010, 2020, is_mirrored=True), TODAY)

    assert found == Bar(sure=(40, 10), possible=(40, 10))


def test_a_mandate_that_begins_after_today_has_no_stretch_before_it():
    found = bar(mandate("2020", None), Axis(2010, 2021), TODAY)

    assert found.unknown[0] == found.unknown[1]


@pytest.mark.django_db
def test_presidents_come_first_and_the_latest_of_them_at_the_top():
    network = factories.network()
    for role, starts_on in [("member", "2020"), ("president", "2012"), ("president", "2015"), ("vice_president", None)]:
        factories.membership(network=network, role=role, starts_on=starts_on)

    board = Board(network.network_memberships.all(), TODAY)

    assert [(mandate.role, str(mandate.starts_on)) for mandate in board.mandates] == [
        ("president", "2015"),
        ("president", "2012"),
        ("vice_president", "None"),
        ("member", "2020"),
    ]


@pytest.mark.django_db
def test_members_of_today_are_those_whom_no_source_says_to_be_gone():
    network, here = factories.network(), factories.institution()
    for institution, role, starts_on, ends_on in [
        (here, "member", None, None),
        (here, "president", "2018", "2019"),
        (None, "member", "2010", "2018"),
        (None, "member", "2021", None),
    ]:
        factories.membership(network=network, institution=institution, role=role, starts_on=starts_on, ends_on=ends_on)

    members = Board(network.network_memberships.all(), TODAY).members

    assert [(who, [mandate.role for mandate in held]) for who, held in members] == [(here, ["president", "member"])]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "ends_on"), [("2015", "2017"), ("2015-11", None), (None, "2016-02"), (None, None), ("2016", "2016")]
)
def test_who_may_hold_a_mandate_is_the_same_in_python_as_in_the_table(starts_on, ends_on):
    held = factories.membership(starts_on=starts_on, ends_on=ends_on)

    for day in [date(2014, 12, 31), date(2015, 1, 1), date(2016, 2, 29), date(2016, 3, 1), date(2018, 1, 1)]:
        assert held.may_be_held_on(day) is Membership.objects.held_on(day).exists()


@pytest.mark.django_db
def test_a_board_without_a_dated_mandate_draws_nothing():
    assert Board([factories.membership()], TODAY).axis is None


@pytest.mark.django_db
def test_boards_of_a_page_share_the_years_of_all():
    first, second = factories.membership(starts_on="2012"), factories.membership(starts_on="2001")

    axes = [Board([own], TODAY, beside=[first, second]).axis for own in (first, second)]

    assert [(axis.first, axis.last) for axis in axes] == [(2001, 2020), (2001, 2020)]


@pytest.mark.django_db
def test_the_public_mandates_of_a_network_and_those_in_it_are_read_with_whom_they_name(django_assert_num_queries):
    network = factories.network()
    within, held = factories.membership(network=network), factories.membership(institution=network)
    factories.membership(network=network, institution=factories.institution(publication="draft"))

    with django_assert_num_queries(2):
        assert [(mandate, mandate.network.name) for mandate in held_by(network.pk)] == [(held, held.network.name)]
        assert [(mandate, mandate.institution.name) for mandate in held_in(network.pk)] == [
            (within, within.institution.name)
        ]
