import re

import pytest

from tests import factories
from tests.pages import words

pytestmark = pytest.mark.django_db


def bars(page):
    return re.findall(r'class="bar bar-(\w+)" width="([\d.]+)%"', page.text)


def test_each_component_is_a_bar_on_the_scale_of_its_currency_with_its_amount_and_state(client):
    programme = factories.programme()
    for amount, state, currency in [(50, "done", "EUR"), (200, "not_implemented", "EUR"), (9, "planned", "MAD")]:
        factories.component(programme, amount=amount, state=state, currency=currency)

    page = client.get(programme.get_absolute_url())

    assert bars(page) == [("done", "25.00"), ("not_implemented", "100.00"), ("planned", "100.00")]
    assert "50 EUR Done" in words(page)
    assert "200 EUR Not implemented" in words(page)


def test_the_belgian_budget_shows_that_the_largest_component_was_not_implemented(client, loaded_register):
    page = client.get("/programmes/PR-0001/")

    assert bars(page) == [("under_way", "62.50"), ("not_implemented", "100.00"), ("under_way", "62.50")]


def test_the_steering_committee_has_a_section_of_its_own(client):
    programme = factories.programme()
    for role, name in [("steering_member", "Membre"), ("steering_chair", "Présidente"), ("funder", "Bailleur")]:
        factories.programme_role(programme, role=role, institution=factories.institution(name=name))
    factories.meeting(programmes=[programme], kind="steering", title="Deuxième comité")
    factories.meeting(programmes=[programme], kind="mission", title="Une mission")

    page = client.get(programme.get_absolute_url())

    assert "Who Funder Bailleur Steering committee Chair Présidente Members Membre Its meetings" in words(page)
    assert re.search(r"Its meetings Deuxième comité .* Meetings Une mission", words(page))
    assert page.text.count('id="RM-0001"') == 1


def test_institutions_that_share_a_role_are_named_together(client):
    programme = factories.programme()
    for role, name in [("funder", "Un bailleur"), ("delegated", "Une agence"), ("delegated", "Une autre")]:
        factories.programme_role(programme, role=role, institution=factories.institution(name=name))

    page = words(client.get(programme.get_absolute_url()))

    assert "Who Funder Un bailleur Delegated agencies Une agence Une autre" in page


def test_the_list_shows_the_first_sentence_of_an_objective(client):
    factories.programme(objective="Protéger les enfants, leurs mères et leurs pères. Le reste se lit sur la page.")

    page = client.get("/programmes/")

    assert '<p class="entry-who">Protéger les enfants, leurs mères et leurs pères.</p>' in page.text


def test_a_programme_without_a_committee_has_no_such_section(client):
    assert "Steering committee" not in client.get(factories.programme().get_absolute_url()).text


@pytest.mark.parametrize(
    ("value", "measured", "said"),
    [
        (100, [], "100 visits Cible not measured yet due: 2030"),
        (100, [12, 64], "Latest measure (2021): 64 visits Earlier: 12 (2020)"),
        (50, [70], "Latest measure (2020): 70 visits"),
        (None, [3], "no value to reach Cible Latest measure (2020): 3 visits"),
    ],
)
def test_a_target_tells_how_far_it_is_reached(client, value, measured, said):
    target = factories.target(statement="Cible", value=value, unit="visits", due_on="2030")
    for year, number in enumerate(measured, start=2020):
        factories.target_measure(target, measured_on=str(year), value=number)

    page = words(client.get(target.programme.get_absolute_url()))

    assert said in page


def test_the_time_line_has_the_first_end_and_the_new_one(client):
    programme = factories.programme(starts_on="2016", ends_on="2018")
    factories.extension(programme, old_end="2018", new_end="2020", decided_on="2018-03")

    page = words(client.get(programme.get_absolute_url()))

    assert "2016 Beginning 2018 End as first agreed March 2018 Extension decided 2020 New end" in page
    assert "Extended until 2020; end before: 2018, decided in March 2018" in page


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows):
    programme = factories.programme()
    for _ in range(rows):
        record = factories.agreement([factories.institution()])
        programme.agreements.add(record)
        factories.component(
            programme, delegated_agency=factories.institution(), implementing_agreement=factories.agreement()
        )
        factories.programme_role(programme)
        factories.target_measure(factories.target(programme))
        factories.extension(programme)
        meeting = factories.meeting(programmes=[programme])
        factories.participant(meeting, institution=factories.institution())
        factories.commitment(meeting=meeting, responsible=factories.institution())
        factories.source(programmes=[programme], publisher=factories.institution())
    factories.evaluation(programme)

    with django_assert_num_queries(16):
        client.get(programme.get_absolute_url())
