from datetime import date

import pytest

from agreements.programme_line import ProgrammeLine
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = date(2020, 7, 1)


def line_of(programme, meetings=()):
    return ProgrammeLine(programme, meetings, TODAY)


def told(line):
    return [(event.kind, event.words) for event in line.events]


def test_a_programme_shows_its_first_end_and_what_each_extension_made_of_it():
    programme = factories.programme(starts_on="2016", ends_on="2018-06")
    factories.extension(programme, old_end="2018-06", new_end="2019", decided_on="2018-03-01")
    factories.extension(programme, old_end="2019", new_end="2020")

    line = line_of(programme)

    assert [(kind, words.replace("\u00a0", " ")) for kind, words in told(line)] == [
        ("entry", "2016"),
        ("decision", "1 March 2018"),
        ("end", "June 2018"),
        ("new_end", "2019"),
        ("new_end", "2020"),
    ]
    assert (line.term, line.open) == ((0, 49.92), (49.92, 50.08))


def test_an_end_that_only_an_extension_names_is_the_first_one():
    programme = factories.programme(starts_on="2016")
    factories.extension(programme, old_end="2018", new_end="2019")

    assert told(line_of(programme)) == [("entry", "2016"), ("end", "2018"), ("new_end", "2019")]


def test_an_extension_from_an_end_that_is_not_stated_leaves_no_first_end():
    programme = factories.programme()
    factories.extension(programme, new_end="2020")

    line = line_of(programme)

    assert told(line) == [("new_end", "2020")]
    assert (line.term, line.open) == (None, None)


def test_a_programme_without_a_known_end_stays_open_until_today():
    line = line_of(factories.programme(starts_on="2019"))

    assert (line.term, line.open) == (None, (0, 74.86))


def test_meetings_and_evaluations_stand_among_the_events():
    programme = factories.programme(starts_on="2016", ends_on="2019")
    factories.evaluation(programme, done_on="2018-02")
    factories.evaluation(programme, kind="final")
    meeting = factories.meeting(programmes=[programme], starts_on="2017")

    assert [event.kind for event in line_of(programme, [meeting]).events] == ["entry", "meeting", "evaluation", "end"]
