"""The first page of the back office and the quality of the records: counts that lead to lists of as many."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from agreements.models import Agreement
from agreements.quality import completeness
from cooperation.day import Day
from register.models import Revision
from tests import factories
from tests.forms import fields, save

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()


@pytest.fixture
def odco():
    return factories.home(name="Office", acronym="ODCO")


def signed_in(*grants):
    client = Client()
    client.force_login(factories.person("agente", *grants))
    return client


def day_of(client):
    return client.get(reverse("admin:index")).context["day"]


def listed(client, address):
    return list(client.get(address).context["cl"].result_list)


def in_days(days):
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("where", ["own", "all"])
def test_each_count_leads_to_a_list_of_as_many(odco, where):
    client = signed_in(("publisher", odco if where == "own" else None))
    other = factories.home()
    for days in (20, 50, 80, 170):
        factories.agreement(ends_on=in_days(days), keeper=odco)
        factories.agreement(ends_on=in_days(days), keeper=other, notice_months=1, title_ar="عنوان")
    late = factories.agreement(keeper=odco, publication="draft")
    factories.commitment(meeting=factories.meeting(keeper=odco), due_on="2020")
    factories.commitment(agreement=late, due_on="2020")
    factories.component(factories.programme(keeper=odco, ends_on="2020"), state="planned")
    factories.institution(publication="in_review", keeper=odco, website="")
    day = day_of(client)

    cells = [(count, url) for _words, counts in day.dues() for _days, count, url in counts]
    cells += [line[-2:] for line in [*day.late(), *day.waiting(), *day.lacks()]]

    assert len(cells) > 12
    assert [len(listed(client, url)) for _count, url in cells] == [count for count, _url in cells]


def test_the_horizons_are_counted_one_within_the_other(odco):
    for days in (20, 50, 80, 170):
        factories.agreement(ends_on=in_days(days), keeper=odco)

    ((_words, counts), _notices) = day_of(signed_in(("reader", odco))).dues()

    assert [(days, count) for days, count, _url in counts] == [(30, 1), (60, 2), (90, 3), (180, 4)]


def test_a_person_of_one_institution_sees_its_work_only(odco):
    factories.agreement(ends_on=in_days(20), keeper=factories.home(), publication="draft", title="Ailleurs")

    page = signed_in(("publisher", odco)).get(reverse("admin:index"))

    assert page.context["day"].nearest() == []
    assert "Ailleurs" not in page.text


def test_a_person_without_rights_sees_no_day():
    page = signed_in().get(reverse("admin:index"))

    assert page.status_code == 200
    assert page.context["day"] is None
    assert signed_in_again().get(reverse("admin:quality")).status_code == 200


def signed_in_again():
    client = Client()
    client.force_login(factories.person("autre"))
    return client


def test_corrections_that_wait_are_named_to_those_who_may_decide(odco):
    made = factories.agreement(keeper=odco, title="Publiée")
    contributor = Client()
    contributor.force_login(factories.person("redactrice", ("contributor", odco)))
    save(contributor, reverse("admin:agreements_agreement_change", args=[made.pk]), title_fr="Corrigée")

    page = signed_in(("publisher", odco)).get(reverse("admin:index"))

    assert reverse("admin:agreements_agreement_correction", args=[made.pk]) in page.text
    assert "redactrice" in page.text
    other = Client()
    other.force_login(factories.person("ailleurs", ("publisher", factories.home())))
    assert "redactrice" not in other.get(reverse("admin:index")).text


def test_drafts_are_those_in_which_the_person_wrote(odco):
    factories.agreement(publication="draft", keeper=odco)
    factories.agreement(publication="in_review", keeper=odco)
    client = signed_in(("publisher", odco))
    page = reverse("admin:agreements_agreement_add")
    client.post(page, fields(client.get(page)) | {"title_fr": "La mienne", "kind": "protocol", "_save": "1"})

    waiting = list(day_of(client).waiting())

    assert [line[1:3] for line in waiting] == [("in review", 1), ("draft, written by you", 1)]
    assert [agreement.title_fr for agreement in listed(client, waiting[1][-1])] == ["La mienne"]


def test_meetings_ahead_are_named_the_nearest_first(odco):
    for title, days in (("Plus tard", 30), ("Demain", 1), ("Hier", -1)):
        factories.meeting(title=title, starts_on=in_days(days), keeper=odco)

    day = day_of(signed_in(("reader", odco)))

    assert [meeting.title_fr for meeting, _url in day.meetings()] == ["Demain", "Plus tard"]


def test_the_share_of_complete_agreements_is_counted_by_institution(odco):
    whole = factories.agreement(title="Complète", title_ar="كاملة", objective="But", signed_on="2015", keeper=odco)
    whole.themes.add(factories.theme())
    factories.source([whole])
    factories.agreement(keeper=odco)
    factories.agreement()

    rows = completeness(Agreement.objects.all())

    assert rows == [(odco, 1, 2), (None, 0, 1)]
    page = signed_in(("reader", None)).get(reverse("admin:quality")).text
    assert re.search(r"50\s*</td>", page)


@pytest.mark.parametrize(
    ("name", "facts"),
    [
        ("date", {"signed_on": None}),
        ("source", {}),
        ("arabic", {"title": "Française", "title_ar": ""}),
        ("french", {"title_fr": "", "title_ar": "عنوان"}),
        ("theme", {}),
        ("objective", {"objective": ""}),
        ("end", {"ends_on": None, "renewal": "not_stated"}),
        ("followed", {"signed_on": "2015"}),
    ],
)
def test_each_check_finds_what_it_names(odco, name, facts):
    bad = factories.agreement(keeper=odco, **facts)
    good = factories.agreement(
        title="Bonne", title_ar="جيدة", signed_on="2016", ends_on="2030", objective="But", keeper=odco
    )
    good.themes.add(factories.theme())
    factories.source([good])
    factories.meeting([good])

    found = listed(signed_in(("reader", None)), reverse("admin:agreements_agreement_changelist") + f"?lacks={name}")

    assert found == [bad]


@pytest.mark.parametrize(
    "query",
    ["kept=99999999999999999999", "due=x", "due=end-7", "due=end-", "lacks=x", "kept=x", "kept=99999999", "kept=-1"],
)
def test_a_filter_of_nonsense_is_no_error(administrator, query):
    client = Client()
    client.force_login(administrator)

    answers = [client.get(f"{reverse(f'admin:{model}_changelist')}?{query}") for model in LISTS]

    assert {answer.status_code for answer in answers} <= {200, 302}


LISTS = ["agreements_agreement", "agreements_programme", "agreements_meeting", "partners_institution"]


def test_the_first_page_asks_as_many_questions_of_a_large_register_as_of_a_small_one(odco, django_assert_num_queries):
    client = signed_in(("publisher", odco))
    factories.agreement(ends_on=in_days(20), keeper=odco, title="<Une>")
    page = reverse("admin:index")
    wait_for_approval(odco, 1)
    with django_assert_num_queries(QUERIES):
        assert escape("<Une>") in client.get(page).text

    for _number in range(5):
        factories.agreement(ends_on=in_days(20), keeper=odco)
    wait_for_approval(odco, 4)
    with django_assert_num_queries(QUERIES):
        client.get(page)


QUERIES = 34


def wait_for_approval(keeper, count):
    """So many corrections of agreements that an institution keeps."""
    for _number in range(count):
        made = factories.agreement(keeper=keeper)
        author = factories.person(f"redactrice{made.pk}")
        Revision.objects.create(
            records="agreements.agreement",
            record=str(made.pk),
            base={},
            proposed={},
            author=author,
            created_at=timezone.now(),
        )


def test_the_work_of_a_day_is_that_of_the_day_asked_for(odco):
    factories.agreement(ends_on="2020-06-30", keeper=odco)
    person = factories.person("agente", ("reader", odco))

    assert len(Day(person, date(2020, 6, 1)).nearest()) == 1
    assert Day(person, date(2020, 7, 1)).nearest() == []
