"""How many entries are taken to answer, and that what is found does not depend on it."""

import pytest
from django.db import connection

from register.search import engines, latest, postgresql, shares
from register.search.matching import Match
from register.search.terms import Question, Term
from tests import factories

KNOWN = shares.Shares(["^accord", "^accorder", "peche", "=kind=protocol"], [0.5, 0.1, 0.2, 0.25, 0.02, 0.5])


@pytest.mark.parametrize(
    ("term", "within", "share"),
    [
        (Term(("peche",)), "anywhere", 0.2),
        (Term(("nowhere",)), "anywhere", 0.01),
        (Term(("accord",)), "title", 0.5),
        (Term(("accord",), is_prefix=True), "title", 0.6),
        (Term(("accord", "rare")), "title", 0.5 * 0.01),
        (Term(("accorde",), is_prefix=True), "title", 0.1),
        (Term(("rare",), is_prefix=True), "title", 0.01),
    ],
)
def test_the_share_of_words_is_what_postgresql_counted_or_half_that_of_the_rarest(term, within, share):
    mark = "" if within == "anywhere" else "^"

    assert KNOWN.of_term(term, mark) == pytest.approx(share)


@pytest.mark.parametrize(
    ("typed", "within", "are_counted"),
    [
        ("accord", "title", True),
        ("acc -nowhere", "title", True),
        ("acc nowhere", "title", False),
        ("nowhere", "title", False),
        ("peche", "title", False),
        ("peche", "anywhere", True),
        ("pech", "anywhere", True),
        # Unknown in each of the forms in which an Arabic word may stand.
        ('"مجهول"', "anywhere", False),
    ],
)
def test_words_are_told_of_which_nothing_was_counted(monkeypatch, typed, within, are_counted):
    monkeypatch.setattr(shares, "_known", lambda period: KNOWN)

    assert shares.are_counted(Match(question=Question.parse(typed), within=within)) is are_counted


def test_of_several_tokens_each_adds_its_share():
    assert KNOWN.of_any(["kind=protocol", "kind=nowhere"]) == pytest.approx(0.26)


BEGINNING, WORD = Term(("pech",), is_prefix=True), Term(("nowhere",))


@pytest.mark.parametrize(
    ("choices", "terms", "within", "afterwards"),
    [
        ((("kind=minutes",),), (BEGINNING,), "anywhere", (BEGINNING,)),
        ((), (WORD, BEGINNING), "anywhere", (BEGINNING,)),
        # The rest finds too many, or asks for nothing, or the words are those of titles.
        ((("kind=protocol",),), (BEGINNING,), "anywhere", ()),
        ((("group=agreement",),), (BEGINNING,) * 60, "anywhere", ()),
        ((("kind=minutes",),), (BEGINNING,), "title", ()),
        ((("kind=minutes",),), (WORD,), "anywhere", ()),
    ],
)
def test_beginnings_are_looked_at_in_what_the_rest_finds_where_that_is_the_less_work(
    monkeypatch, choices, terms, within, afterwards
):
    monkeypatch.setattr(shares, "_known", lambda period: KNOWN)
    monkeypatch.setattr(shares, "_entries", lambda: 1000)
    monkeypatch.setattr(shares, "LOOKED_AT", 10)
    match = Match(choices=choices, question=Question(terms), within=within)

    assert shares.with_beginnings_afterwards(match).afterwards == afterwards


def test_where_nothing_was_counted_nothing_is_taken_to_answer():
    unknown = shares.Shares([], [])

    assert (unknown.of_any(["kind=protocol"]), unknown.of_those_beginning("^a")) == (0, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("share", [0, 0.001, 1])
def test_the_newest_of_each_are_the_same_however_many_are_taken_to_answer(monkeypatch, share):
    for number in range(5):
        factories.agreement([factories.institution(name=f"Port {number}")], title=f"Port {number}")
    question = Question((Term(("port",), is_prefix=True),))
    groups = ["institution", "agreement", "programme"]
    asked = [(Match(choices=((f"group={group}",),), question=question, within="title"), 3, False) for group in groups]
    expected = engines.columns_of_each([(*one, None) for one in asked], ["key"])
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(shares, "likely", lambda match: share * 10_000)
    monkeypatch.setattr(shares, "are_counted", lambda match: True)
    in_order, read = [], engines.columns_of_each

    def columns_of_each(asked, names):
        in_order.extend(match for match, *_, met in asked if met)
        return read(asked, names)

    monkeypatch.setattr(engines, "columns_of_each", columns_of_each)

    found = latest.read_each(asked, ["key"])

    assert [[tuple(row) for row in rows] for rows in found] == [[tuple(row) for row in rows] for rows in expected]
    assert [len(rows) for rows in found] == [3, 3, 0]
    assert in_order == ([asked[1][0]] if share else [])
    assert latest.read_each(asked[1:2], ["key"]) == found[1:2]


@pytest.mark.django_db
def test_where_any_will_do_no_more_are_gathered_than_are_wanted(django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(postgresql, "FEW", 3)
    for number in range(5):
        factories.institution(name=f"Port {number}")
    question = Question((Term(("port",), is_prefix=True),))
    match = Match(choices=(("group=institution",),), question=question, within="title")

    def names(any_will_do):
        return [name for (name,) in engines.columns_of_each([(match, 2, any_will_do, None)], ["name_fr"])[0]]

    with django_assert_num_queries(1):
        found = names(True)
    with django_assert_num_queries(2 if connection.vendor == "postgresql" else 1):
        assert names(False) == ["Port 4", "Port 3"]
    assert found == sorted(found, reverse=True)
    assert len(set(found)) == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("word", "entries", "questions", "is_known"),
    [("peche", 5_000, 0, True), ("peche", 4_999, 1, False), ("nowhere", 10**9, 1, False)],
)
def test_a_word_that_many_were_counted_to_hold_is_known_without_a_question(
    monkeypatch, django_assert_num_queries, word, entries, questions, is_known
):
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(shares, "_known", lambda period: KNOWN)
    monkeypatch.setattr(shares, "_entries", lambda: entries)

    with django_assert_num_queries(questions):
        assert latest.is_known(word) is is_known
