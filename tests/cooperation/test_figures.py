from datetime import date

import pytest

from agreements.models import Agreement, Party
from cooperation import figures
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db
DAY = date(2024, 6, 30)
KIND = Agreement.Kind


def test_kinds_are_counted_most_first_without_drafts():
    factories.agreement(kind=KIND.PROTOCOL)
    factories.agreement(kind=KIND.CONVENTION)
    factories.agreement(kind=KIND.CONVENTION)
    factories.agreement(kind=KIND.ACTION_PLAN, publication=Publication.DRAFT)
    factories.agreement(kind=KIND.ACTION_PLAN, publication=Publication.WITHDRAWN)

    assert figures.by_kind() == [("convention", 2), ("protocol", 1)]


def test_states_are_those_of_the_day_in_the_order_of_a_life():
    factories.agreement(signed_on="2010", ends_on="2020")
    factories.agreement(signed_on="2010", ends_on="2030")
    factories.agreement(is_signed=False)
    factories.agreement(is_signed=False, publication=Publication.IN_REVIEW)

    assert figures.by_state(DAY) == [("negotiated", 1), ("in_force", 1), ("expired", 1)]
    assert figures.by_state(date(2015, 1, 1)) == [("negotiated", 1), ("in_force", 2)]


def test_years_of_signature_are_counted_whatever_is_known_of_the_day():
    for signed_on in ["2019", "2019-04", "2019-04-09", "2020-12-31", None]:
        factories.agreement(signed_on=signed_on)
    factories.agreement(is_signed=False)
    factories.agreement(signed_on="2019", publication=Publication.DRAFT)

    assert figures.by_year() == {2019: 3, 2020: 1, None: 1}


def test_what_is_in_force_is_counted_on_the_last_day_of_each_year_and_today():
    factories.agreement(signed_on="2018", entry_into_force_on="2019-12-31", ends_on="2021-12-30")
    factories.agreement(signed_on="2018", ends_on="2024-06-29")
    factories.agreement(signed_on="2018", ends_on="2024-06-30")
    factories.agreement(signed_on="2018", ends_on="2030", publication=Publication.DRAFT)

    counts = figures.in_force_at_year_ends(range(2017, 2025), DAY)

    assert counts == {2017: 0, 2018: 2, 2019: 3, 2020: 3, 2021: 2, 2022: 2, 2023: 2, 2024: 1}


def test_a_history_of_a_thousand_years_is_counted_too():
    factories.agreement(signed_on="1024", ends_on="1500")

    counts = figures.in_force_at_year_ends(range(1024, 2025), DAY)

    assert (len(counts), sum(counts.values())) == (1001, 477)


def test_an_agreement_of_two_themes_counts_for_both():
    women, children = factories.theme("femmes"), factories.theme("enfance")
    factories.agreement().themes.set([women, children])
    factories.agreement().themes.set([women])
    factories.agreement(publication=Publication.DRAFT).themes.set([children])

    assert figures.by_theme() == [("femmes", 2), ("enfance", 1)]


def test_an_agreement_with_two_parties_of_a_country_counts_once_for_it():
    kuwait, portugal = factories.country("KW"), factories.country("PT")
    first, second = factories.institution(country=kuwait), factories.institution(country=kuwait)
    agreement = factories.agreement([first, second, factories.institution()], signed_on="2019", ends_on="2030")
    factories.party(agreement, first, role=Party.Role.BENEFICIARY)
    factories.agreement([factories.institution(country=portugal)], publication=Publication.DRAFT)
    factories.agreement([factories.institution(country=portugal, publication=Publication.DRAFT)])

    assert figures.by_country() == [("KW", 1)]
    assert [row[:4] for row in figures.countries_on(DAY)] == [("KW", 1, 1, 1)]


def test_a_country_has_its_last_known_signature_and_what_is_in_force_on_the_day():
    partner = factories.institution(country=factories.country("KW"))
    factories.agreement([partner], signed_on="2015-11", ends_on="2020")
    factories.agreement([partner], signed_on="2019-04-09", ends_on="2030")
    factories.agreement([partner], signed_on=None)
    factories.agreement([partner], is_signed=False)

    ((code, agreements, signed, in_force, last),) = figures.countries_on(DAY)

    assert (code, agreements, signed, in_force, str(last)) == ("KW", 4, 3, 1, "9\u00a0April\u00a02019")


def test_home_is_where_the_own_institutions_are():
    factories.institution(country=factories.country("MA"), is_home=True)
    factories.institution(country=factories.country("KW"))
    factories.institution(is_home=True)

    assert figures.home_countries() == {"MA"}


def test_institutions_are_counted_once_an_agreement_most_first():
    often, seldom, hidden = (factories.institution(slug=slug) for slug in ["often", "seldom", "hidden"])
    agreement = factories.agreement([often, seldom])
    factories.party(agreement, often, role=Party.Role.BENEFICIARY)
    factories.agreement([often])
    factories.agreement([hidden], publication=Publication.DRAFT)

    assert figures.by_institution() == [("often", 2), ("seldom", 1)]
    assert figures.by_partner(1) == ([("often", 2)], 1)


def test_partners_are_counted_without_the_own_institutions_and_their_countries():
    own = factories.institution(slug="own", country=factories.country("MA"), is_home=True)
    partner = factories.institution(slug="partner", country=factories.country("KW"))
    factories.institution(slug="idle", is_home=True)
    factories.agreement([own, partner])

    assert figures.by_partner(5) == ([("partner", 1)], 0)
    assert figures.by_partner_country() == [("KW", 1)]


def test_a_network_has_the_agreements_signed_with_it_or_with_its_members_past_and_present():
    home, member = factories.institution(is_home=True), factories.institution()
    network = factories.network(slug="ucesif")
    factories.membership(institution=home, network=network)
    factories.membership(institution=member, network=network)
    factories.membership(institution=member, network=network, role="president", starts_on="2015", ends_on="2017")
    factories.membership(institution=factories.institution(slug="gone"), network=network, ends_on="2020")
    factories.agreement([home, member, network])
    factories.agreement([home, member])
    factories.agreement([home, factories.institution()])
    factories.agreement([member], publication=Publication.DRAFT)
    gone = network.network_memberships.get(institution__slug="gone").institution
    factories.agreement([home, gone])

    assert figures.by_network() == [("ucesif", 3)]


def test_the_counts_agree_with_the_lists_they_lead_to(client, loaded_register):
    def listed(**question):
        return client.get("/conventions/", question).context["page"].selection.total

    kinds, themes = dict(figures.by_kind()), dict(figures.by_theme())
    countries, institutions = dict(figures.by_country()), dict(figures.by_institution())
    years = {year: count for year, count in figures.by_year().items() if year}

    assert kinds == {kind: listed(kind=kind) for kind in kinds}
    assert themes == {theme: listed(theme=theme) for theme in themes}
    assert countries == {country: listed(country=country) for country in countries}
    assert institutions == {slug: listed(party=slug) for slug in institutions}
    assert years == {year: listed(year_from=year, year_to=year) for year in years}
    assert sum(kinds.values()) == 18
