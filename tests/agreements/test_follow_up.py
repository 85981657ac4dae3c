"""What was undertaken and is not done: one list by kind, who answers for it, notes that stay among staff."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from agreements.measures import course_of
from tests import factories

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
PAGE = "admin:follow_up"


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def signed_in(*grants, name="agente"):
    client = Client()
    client.force_login(factories.person(name, *grants))
    return client


def listed(client, **asked):
    context = client.get(reverse(PAGE), asked).context
    return [(str(line.row), line.is_late) for line, _url in context["lines"]]


def in_days(days):
    return (TODAY + timedelta(days=days)).isoformat()


def test_commitments_decisions_and_components_stand_in_lists_of_their_own(odco):
    factories.commitment(agreement=factories.agreement(keeper=odco), text="Former", due_on=in_days(-2))
    factories.commitment(agreement=factories.agreement(keeper=odco), text="Fait", progress="done")
    factories.commitment(meeting=factories.meeting(keeper=odco), text="Décider")
    factories.component(factories.programme(keeper=odco), title="Bâtir", ends_on=in_days(5), state="under_way")
    factories.component(factories.programme(keeper=odco), title="Bâti", state="done")
    client = signed_in(("reader", odco))

    assert listed(client) == [("Former", True)]
    assert listed(client, of="decisions") == [("Décider", False)]
    assert listed(client, of="components") == [("Bâtir", False)]
    assert [count for _kind, count in client.get(reverse(PAGE)).context["counts"]] == [1, 1, 1]


def test_what_is_due_first_comes_first_and_what_has_no_day_last(odco):
    agreement = factories.agreement(keeper=odco)
    for text, due in (("Sans date", None), ("Plus tard", in_days(400)), ("Bientôt", in_days(3)), ("Tard", in_days(-3))):
        factories.commitment(agreement=agreement, text=text, due_on=due)
    client = signed_in(("reader", odco))

    assert [text for text, _late in listed(client)] == ["Tard", "Bientôt", "Plus tard", "Sans date"]
    assert listed(client, when="late") == [("Tard", True)]
    assert listed(client, when="near") == [("Bientôt", False)]
    assert len(listed(client, when="n’importe quoi")) == 4


def test_the_list_is_narrowed_to_those_who_answer(odco):
    agreement, other = factories.agreement(keeper=odco), factories.institution()
    factories.commitment(agreement=agreement, text="De l’office", responsible=odco)
    factories.commitment(agreement=agreement, text="D’un autre", responsible=other)
    client = signed_in(("reader", odco))

    assert listed(client, who=other.pk) == [("D’un autre", False)]
    assert len(listed(client, who="x")) == 2


def test_what_others_keep_is_not_listed_and_strangers_are_refused(odco):
    factories.commitment(agreement=factories.agreement(keeper=factories.home()), text="Ailleurs")

    assert listed(signed_in(("publisher", odco))) == []
    assert signed_in(name="sans droit").get(reverse(PAGE)).status_code == 403


def test_notes_of_follow_up_never_reach_the_public(client, odco):
    agreement, programme = factories.agreement(keeper=odco), factories.programme(keeper=odco)
    factories.commitment(agreement=agreement, follow_up="SECRET")
    factories.component(programme, implementing_agreement=agreement, follow_up="SECRET")
    meeting = factories.meeting([agreement], [programme], keeper=odco)
    factories.commitment(meeting=meeting, follow_up="SECRET")

    pages = [agreement.get_absolute_url(), programme.get_absolute_url(), meeting.get_absolute_url()]
    pages += [reverse("search") + "?q=secret", reverse("agreements") + "?q=secret"]

    assert all("SECRET" not in client.get(page).text for page in pages)
    assert "SECRET" in signed_in(("reader", odco)).get(reverse(PAGE)).text


def test_many_lines_come_page_by_page_at_the_same_cost(odco, django_assert_num_queries):
    agreement = factories.agreement(keeper=odco)
    client = signed_in(("reader", odco))
    client.get(reverse(PAGE))
    queries = 9
    factories.commitment(agreement=agreement)
    with django_assert_num_queries(queries):
        client.get(reverse(PAGE))
    for _number in range(60):
        factories.commitment(agreement=agreement)
    with django_assert_num_queries(queries):
        first = client.get(reverse(PAGE))

    assert len(first.context["lines"]) == 50
    assert len(client.get(reverse(PAGE), {"p": 2}).context["lines"]) == 11


def test_decisions_of_meetings_are_written_with_who_answers_and_notes(odco):
    meeting = factories.meeting(kind="steering", keeper=odco)
    factories.commitment(meeting=meeting, responsible=odco, due_on="2027", follow_up="Devis reçu")

    page = signed_in(("publisher", odco)).get(reverse("admin:agreements_meeting_change", args=[meeting.pk])).text

    assert "Devis reçu" in page
    assert 'name="commitments-0-responsible"' in page


# --- Measured values, drawn ---


def measured(target, *values):
    for year, value in enumerate(values, 2020):
        factories.target_measure(target, measured_on=str(year), value=value)
    return target


def test_measures_stand_side_by_side_under_the_value_to_reach():
    course = course_of(measured(factories.target(value=80), 20, 40))

    assert [(column.middle, column.height) for column in course.columns] == [(25.0, 18.0), (75.0, 36.0)]
    assert course.goal == course.baseline - 72


def test_in_arabic_the_earliest_stands_on_the_right():
    course = course_of(measured(factories.target(), 1, 2), is_mirrored=True)

    assert [(str(column.measure.value), column.middle) for column in course.columns] == [("1.00", 75.0), ("2.00", 25.0)]
    assert course.goal is None


@pytest.mark.parametrize("values", [[], [-1], [1, -1]])
def test_what_cannot_be_drawn_is_not(values):
    assert course_of(measured(factories.target(value=2), *values)) is None


def test_only_the_last_measures_are_drawn_and_nothing_but_zeros_is_flat():
    assert len(course_of(measured(factories.target(), *range(12))).columns) == 8
    assert course_of(measured(factories.target(value=0), 0)).columns[0].height == 0


def test_the_page_of_a_target_shows_its_course(administrator, client):
    client.force_login(administrator)
    target = measured(factories.target(value=80, unit="%"), 20, 40)

    page = client.get(reverse("admin:agreements_target_change", args=[target.pk])).text
    drawn = page[page.index('<svg class="course"') :].partition("</svg>")[0] + "</svg>"

    assert len(ElementTree.fromstring(drawn).findall("rect")) == 2
    programme = client.get(reverse("admin:agreements_programme_change", args=[target.programme_id])).text
    assert '<svg class="course"' in programme
