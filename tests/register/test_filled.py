"""What a page holds, and what is to stay of two of them."""

import pytest

from register.admin.filled import LARGEST, pack, unpack
from register.admin.merging import choices, merged, undecided

BASE = {"title": ["Avant"], "kind": ["convention"], "parties/1/role": ["signatory"], "parties/2/role": ["witness"]}


def test_a_page_is_packed_and_read_again():
    assert unpack(pack(BASE)) == BASE


@pytest.mark.parametrize("text", ["", "x", "é", pack(BASE)[:20], pack([1]), pack({"title": "x"}), pack({"title": [1]})])
def test_what_is_no_packed_page_is_nothing(text):
    assert unpack(text) is None


def test_a_packed_page_that_would_swell_is_nothing():
    assert unpack(pack({"title": ["0" * (LARGEST + 1)]})) is None


def chosen(mine, theirs):
    return {choice.key: choice.chosen for choice in choices(BASE, BASE | mine, BASE | theirs)}


@pytest.mark.parametrize(
    ("mine", "theirs", "proposed"),
    [
        ({}, {}, {}),
        ({"title": ["Moi"]}, {}, {"title": "mine"}),
        ({}, {"title": ["Eux"]}, {"title": "theirs"}),
        ({"title": ["Moi"]}, {"title": ["Eux"]}, {"title": None}),
        ({"title": ["Tous"]}, {"title": ["Tous"]}, {}),
        ({"title": ["Moi"]}, {"kind": ["protocol"]}, {"title": "mine", "kind": "theirs"}),
        (
            {"parties/1/role": ["witness"]},
            {"parties/2/role": ["signatory"]},
            {"parties/1/role": "mine", "parties/2/role": "theirs"},
        ),
        ({"parties/+2/role": ["witness"]}, {}, {"parties/+2": "mine"}),
        ({}, {"parties/3/role": ["witness"]}, {"parties/3": "theirs"}),
        ({"parties/1/DELETE": ["on"]}, {}, {"parties/1": "mine"}),
        ({"parties/1/DELETE": ["on"]}, {"parties/1/role": ["witness"]}, {"parties/1": None}),
    ],
)
def test_what_only_one_changed_is_proposed_and_what_both_changed_is_asked(mine, theirs, proposed):
    assert chosen(mine, theirs) == proposed


def without(page, row):
    return {key: texts for key, texts in page.items() if not key.startswith(f"{row}/")}


@pytest.mark.parametrize(("mine", "proposed"), [({}, "theirs"), ({"parties/1/role": ["witness"]}, None)])
def test_a_row_that_the_other_deleted_is_asked_for_only_where_it_was_changed(mine, proposed):
    (choice,) = choices(BASE, BASE | mine, without(BASE, "parties/1"))

    assert (choice.key, choice.chosen) == ("parties/1", proposed)


def outcome(mine, theirs, **picked):
    found = choices(BASE, mine, theirs)
    picked = {choice.key: picked.get(choice.key.replace("/", "_")) for choice in found}
    return undecided(found, picked), merged(mine, theirs, found, picked)


def test_both_changes_stay_where_they_do_not_meet():
    left, page = outcome(BASE | {"title": ["Moi"]}, BASE | {"kind": ["protocol"]})

    assert left == []
    assert page == BASE | {"title": ["Moi"], "kind": ["protocol"]}


@pytest.mark.parametrize(("side", "title"), [("mine", "Moi"), ("theirs", "Eux")])
def test_where_they_meet_the_person_says(side, title):
    left, page = outcome(BASE | {"title": ["Moi"]}, BASE | {"title": ["Eux"]}, title=side)

    assert left == []
    assert page["title"] == [title]


def test_a_choice_that_nobody_made_is_left():
    left, _page = outcome(BASE | {"title": ["Moi"]}, BASE | {"title": ["Eux"]}, title="neither")

    assert [choice.key for choice in left] == ["title"]


def test_a_row_that_the_other_deleted_comes_back_as_a_new_one():
    _left, page = outcome(BASE | {"parties/1/role": ["witness"]}, without(BASE, "parties/1"), parties_1="mine")

    assert page["parties/+1/role"] == ["witness"]


def test_a_row_that_is_deleted_in_spite_of_a_change_is_marked():
    _left, page = outcome(BASE | {"parties/1/DELETE": ["on"]}, BASE | {"parties/1/role": ["x"]}, parties_1="mine")

    assert page["parties/1/DELETE"] == ["on"]
