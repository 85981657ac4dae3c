"""The newest of many titles, held to what anyone could find in a small register by hand."""

from datetime import date
from itertools import product

import pytest
from django.db import connection

from register.search import engines, latest, postgresql, shares, sqlite
from register.search.matching import Match, largest
from register.search.terms import Question

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("most_words", [0, 64])
@pytest.mark.parametrize(
    ("likely", "at_once", "ample"), [(0, 500, 3), (20, 500, 3), (20, 0, 1), (5, 0, 1), (80, 0, 1), (800, 40, 1)]
)
def test_the_newest_titles_are_the_same_wherever_they_are_looked_for_first(
    mixed, monkeypatch, likely, at_once, ample, most_words
):
    """In all, among some that are met, or in the last slices of time: where these hold too few, others follow."""
    monkeypatch.setattr(type(engines.engine()), "finds_in_order", False)
    monkeypatch.setattr(shares, "likely", lambda match: likely)
    monkeypatch.setattr(shares, "are_counted", lambda match: True)
    monkeypatch.setattr(latest, "AT_ONCE", at_once)
    monkeypatch.setattr(latest, "AMPLE", ample)
    monkeypatch.setattr(latest, "FEW", 0.1)
    for engine in (postgresql, sqlite):
        monkeypatch.setattr(engine, "MOST_WORDS", most_words)
    group, found, expected, choices, read = tuple(largest), {}, {}, set(), engines.columns_of_each
    monkeypatch.setattr(
        engines,
        "columns_of_each",
        lambda asked, names: choices.update(one[0].choices for one in asked) or read(asked, names),
    )
    for typed, most in product(("fo", "form", "eau", "sante pe", "ene sa", "for -eau", "12", "nowhere"), (1, 5, 50)):
        question = Question.parse(typed)
        match = Match(choices=group, question=question, within="title")
        (rows,) = latest.read_each([(match, most, False)], ["key"])
        found[typed, most] = [key for (key,) in rows]
        expected[typed, most] = [row.reference for row in mixed.on(date(2017, 2, 1)) if _holds(row, question)][:most]

    assert found == expected
    assert sum(map(len, expected.values())) > 50
    # On SQLite entries do not tell their slices.
    assert bool(choices - {group}) is (connection.vendor == "postgresql" and not at_once)


def _holds(row, question):
    """Whether each word that is wanted begins one of the title, and none that is unwanted stands anywhere."""
    title = [*row.title_words, row.record.title_fr.split()[-1]]
    begins = all(any(word.startswith(term.words[0]) for word in title) for term in question.wanted)
    return begins and row.words.isdisjoint(word for term in question.unwanted for word in term.words)
