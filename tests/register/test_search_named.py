"""Things in memory are found by the words of their names as the index finds records by their titles."""

import pytest

from register.search.named import Named
from register.search.terms import Question

NAMES = {
    "council": "CESE Conseil économique et social المجلس الاقتصادي والاجتماعي",
    "union": "Union des conseils économiques",
    "ministry": "Ministère de la Solidarité وزارة التضامن",
    "bank": "Banque, conseil et solidarités",
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("con", ["council", "union", "bank"]),
        ("conseil", ["council", "union", "bank"]),
        ("CESE", ["council"]),
        ("conseil sol", ["bank"]),
        ("solidarite", ["ministry", "bank"]),
        ('"conseil solidarité"', ["bank"]),
        ('"conseil nulle part"', []),
        ('"conseil"', ["council", "union", "bank"]),
        ('"con"', []),
        ("المجلس", ["council"]),
        ("تضام", ["ministry"]),
        ('"اجتماعي"', ["council"]),
        ("conseil -banque", ["council", "union", "bank"]),
        ("zzz con", []),
        ("con zzz", []),
        ("", []),
        ("-con", []),
    ],
)
def test_things_are_found_in_their_order(typed, found):
    assert Named([*NAMES], [*NAMES.values()]).answering(Question.parse(typed)) == found


def test_of_nothing_nothing_is_found():
    nothing = Named([], [])

    assert (nothing.answering(Question.parse("con")), len(nothing)) == ([], 0)
