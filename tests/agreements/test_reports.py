from datetime import date, timedelta

import pytest

from agreements.models import Agreement, AgreementLink
from agreements.reports import Report, years_reported
from agreements.reports import figures as figures_module
from agreements.reports import report as report_module
from agreements.reports.words import opening, standing
from agreements.states import State
from register.publication import Publication
from tests import factories
from tests.pages import words

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 15)


def report(year, today=TODAY):
    return Report(year, today)


def told(year, today=TODAY):
    """{section: [(date, kind, title)]}."""
    return {
        section.section.slug: [(one.date.edtf, one.kind.name, str(one.title)) for one in section.occasions]
        for section in report(year, today).sections
    }


def figures(table):
    return [(str(line.row.label), line.row.count, line.width) for line in table.lines]


def counts(today=TODAY):
    return {year.date.year: {section.slug: number for section, number in year.counts} for year in years_reported(today)}


def test_a_report_tells_what_happened_in_its_year_in_order():
    factories.agreement(title="Mars", signed_on="2019-03-26", entry_into_force_on="2019-05")
    factories.agreement(title="Janvier", signed_on="2019-01-07", terminated_on="2019-12-31")
    factories.agreement(title="Fini", ends_on="2019-02-28")
    factories.meeting(title="Mission", starts_on="2019-04-09")
    institution, network = factories.institution(name="Conseil"), factories.network()
    factories.membership(institution=institution, network=network, starts_on="2019", ends_on="2019-06")
    programme = factories.programme(title="Programme", starts_on="2019-01-01", ends_on="2019-10")
    other = factories.programme(title="Autre", ends_on="2018")
    factories.extension(programme=other, new_end="2019-11", decided_on="2019-02")

    assert programme.current_end.edtf == "2019-10"
    assert told(2019) == {
        "signed": [("2019-01-07", "signature", "Janvier"), ("2019-03-26", "signature", "Mars")],
        "met": [("2019-04-09", "meeting", "Mission")],
        "entered": [("2019-05", "entry", "Mars")],
        "ended": [("2019-02-28", "end", "Fini"), ("2019-12-31", "termination", "Janvier")],
        "mandates": [("2019", "mandate_start", "Conseil"), ("2019-06", "mandate_end", "Conseil")],
        "programmes": [
            ("2019-01-01", "programme_start", "Programme"),
            ("2019-02", "extension", "Autre"),
            ("2019-10", "programme_end", "Programme"),
            ("2019-11", "programme_end", "Autre"),
        ],
    }


def test_the_first_and_the_last_day_belong_to_the_year_and_their_neighbours_do_not():
    for day in ["2018-12-31", "2019-01-01", "2019-12-31", "2020-01-01"]:
        factories.agreement(title=day, signed_on=day)

    assert [title for _date, _kind, title in told(2019)["signed"]] == ["2019-01-01", "2019-12-31"]


def test_months_and_years_count_in_their_year():
    for text in ["2018", "2018-12", "2019", "2019-12", "2020"]:
        factories.agreement(title=text, signed_on=text)

    assert [title for _date, _kind, title in told(2019)["signed"]] == ["2019", "2019-12"]
    assert [occasion.title for occasion in report(2019).known_to("month")] == ["2019-12"]
    assert [occasion.title for occasion in report(2019).known_to("year")] == ["2019"]


def test_undated_signatures_are_counted_and_stand_in_no_report():
    factories.agreement()
    factories.agreement(is_signed=False)
    factories.agreement(publication=Publication.DRAFT)

    assert report(2019).undated_signatures == 1
    assert years_reported(TODAY) == []


def test_a_meeting_over_the_new_year_is_told_in_both():
    factories.meeting(title="Mission", starts_on="2018-12-30", ends_on="2019-01-02")

    assert told(2018) == told(2019) == {"met": [("2018-12-30", "meeting", "Mission")]}
    assert counts() == {2019: {"met": 1}, 2018: {"met": 1}}


def test_the_year_under_way_is_told_as_far_as_its_days_lie_behind():
    for text in ["2026-07-15", "2026-07-16", "2026-06", "2026-07", "2026"]:
        factories.agreement(title=text, signed_on=text)
    factories.agreement(title="Fin", ends_on="2026")

    assert told(2026) == {"signed": [("2026-06", "signature", "2026-06"), ("2026-07-15", "signature", "2026-07-15")]}
    assert counts() == {2026: {"signed": 2}}
    assert (report(2026).is_under_way, report(2026).until) == (True, TODAY)


def test_an_end_that_tacit_renewal_or_another_agreement_forestalls_is_no_end():
    factories.agreement(title="Tacite", ends_on="2019-06-30", renewal="tacit")
    old = factories.agreement(title="Ancienne", ends_on="2019-06-30")
    factories.link(factories.agreement(signed_on="2019-05-01"), "replaces", old)
    late = factories.agreement(title="Finie", ends_on="2019-06-30")
    factories.link(factories.agreement(signed_on="2019-07-01"), "replaces", late)
    draft = factories.agreement(signed_on="2019-01-01", publication=Publication.DRAFT)
    factories.link(draft, "replaces", late)

    assert told(2019)["ended"] == [("2019-05-01", "replacement", "Ancienne"), ("2019-06-30", "end", "Finie")]


def test_what_ended_in_a_year_is_what_is_no_longer_in_force_after_it():
    """The reports and the states of agreements rest on the same dates: each year accounts for the difference."""
    known = [None, "2018", "2018-06", "2019-03-31", "2019", "2020-02-29"]
    for end in known:
        for terminated_on in known:
            for renewal in ("none", "tacit"):
                factories.agreement(
                    signed_on="2017-01-01",
                    entry_into_force_on="2017-01-01",
                    ends_on=end,
                    terminated_on=terminated_on,
                    renewal=renewal,
                )

    for year in (2018, 2019, 2020):
        before, after = date(year, 1, 1), date(year + 1, 1, 1)
        runs = set(Agreement.objects.in_force(before).values_list("pk", flat=True))
        gone = runs - set(Agreement.objects.in_force(after).values_list("pk", flat=True))
        ended = [section for section in report(year).sections if section.section.slug == "ended"]
        assert gone <= {occasion.record.pk for occasion in ended[0].occasions}


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_told_or_counted(state):
    published = factories.agreement()
    hidden = factories.agreement(
        publication=state, signed_on="2019-01-01", entry_into_force_on="2019-01-01", ends_on="2019-06-30"
    )
    factories.agreement(publication=state, terminated_on="2019-01-01")
    factories.link(hidden, "replaces", published)
    factories.meeting(publication=state, starts_on="2019-01-01")
    factories.membership(institution=factories.institution(publication=state), starts_on="2019", ends_on="2019")
    factories.membership(network=factories.network(publication=state), starts_on="2019", ends_on="2019")
    programme = factories.programme(publication=state, starts_on="2019", ends_on="2019")
    factories.extension(programme=programme, new_end="2019-12", decided_on="2019-01")

    assert told(2019) == {}
    assert counts() == {}
    assert standing(report(2019)) == [
        "No agreement is known to have been in force on 1\u00a0January\u00a02019 or on 31\u00a0December\u00a02019."
    ]


def test_signatures_are_counted_by_kind_theme_and_country_of_the_partners():
    home = factories.institution(is_home=True, country=factories.country("MA"))
    ministry = factories.institution(country=factories.country("MA"))
    kuwait = [factories.institution(country=factories.country("KW")) for _ in range(2)]
    hidden = factories.institution(country=factories.country("PT"), publication=Publication.DRAFT)
    first = factories.agreement(kind="protocol", signed_on="2019", parties=[home, *kuwait])
    second = factories.agreement(kind="protocol", signed_on="2019-02", parties=[home, ministry, hidden])
    third = factories.agreement(kind="convention", signed_on="2019-03-01", parties=[kuwait[0]])
    factories.agreement(kind="convention", signed_on="2020", parties=[kuwait[0]])
    family, youth = factories.theme(name="Famille"), factories.theme(name="Jeunesse")
    for record in (first, second, third):
        record.themes.add(family)
    first.themes.add(youth)

    tables = report(2019).tables

    assert [figures(table) for table in tables] == [
        [("protocol", 2, 100.0), ("convention", 1, 50.0)],
        [("Famille", 3, 100.0), ("Jeunesse", 1, 33.33)],
        [("Kuwait", 2, 100.0)],
    ]


def test_a_long_table_says_how_much_it_leaves_out(monkeypatch):
    monkeypatch.setattr("agreements.reports.figures.MOST", 2)
    for kind in ("protocol", "convention", "memorandum", "minutes"):
        factories.agreement(kind=kind, signed_on="2019")

    kinds = report(2019).signed.kinds

    assert (len(kinds.lines), kinds.others, kinds.total) == (2, 2, 4)


def test_a_year_without_signature_has_no_figures():
    factories.meeting(starts_on="2019")

    assert report(2019).tables == []


@pytest.mark.parametrize(("most", "listed"), [(3, 3), (2, 1)])
def test_a_section_of_many_lines_lists_the_first_and_counts_all(client, monkeypatch, most, listed):
    monkeypatch.setattr(report_module, "MOST", most)
    monkeypatch.setattr(report_module, "FEW", 1)
    for day in ("03", "01", "02"):
        ended = {"terminated_on" if day == "01" else "ends_on": f"2019-05-{day}"}
        factories.agreement(signed_on=f"2019-04-{day}", **ended)

    signed, ended = report(2019).sections

    assert (len(signed.occasions), signed.total, signed.left_out) == (listed, 3, 3 - listed)
    assert [occasion.date.edtf for occasion in ended.occasions] == ["2019-05-01", "2019-05-02", "2019-05-03"][:listed]
    page = words(client.get("/en/rapports/2019/"))
    assert page.count("3 in all, of which the first 1 are listed.") == (2 if most == 2 else 0)


def test_of_many_lines_those_known_to_the_year_only_come_last(monkeypatch):
    monkeypatch.setattr(report_module, "MOST", 4)
    monkeypatch.setattr(report_module, "FEW", 3)
    for day in ["2019", "2019-12-31", "2019-02", "2019"]:
        factories.agreement(signed_on=day)

    def listed():
        (signed,) = report(2019).sections
        return [occasion.date.edtf for occasion in signed.occasions]

    assert listed() == ["2019", "2019", "2019-02", "2019-12-31"]

    factories.agreement(signed_on="2019")
    assert listed() == ["2019-02", "2019-12-31", "2019"]

    factories.agreement(signed_on="2019-01")
    factories.agreement(signed_on="2019-01-02")
    assert listed() == ["2019-01", "2019-01-02", "2019-02"]


def test_of_many_ends_of_several_kinds_the_first_are_listed(monkeypatch):
    monkeypatch.setattr(report_module, "MOST", 5)
    monkeypatch.setattr(report_module, "FEW", 3)
    for day in ("2019-03-01", "2019-05-01", "2019"):
        factories.agreement(signed_on="2018", ends_on=day)
    for day in ("2019-04-01", "2019-06-01"):
        factories.agreement(signed_on="2018", terminated_on=day)
    for day in ("2019-02-01", "2019-05-02"):
        replaced = factories.agreement(signed_on="2018")
        replacing = factories.agreement(signed_on=day)
        AgreementLink.objects.create(source=replacing, target=replaced, kind="replaces")

    ended = next(told for told in report(2019).sections if told.section.slug == "ended")

    assert [(occasion.date.edtf, occasion.kind.name) for occasion in ended.occasions] == [
        ("2019-02-01", "replacement"),
        ("2019-03-01", "end"),
        ("2019-04-01", "termination"),
    ]
    assert (ended.total, ended.left_out) == (7, 4)


@pytest.fixture
def large(monkeypatch):
    """The register counts as a large one."""
    monkeypatch.setattr(figures_module, "EXACT", 0)


DAYS = ["2018", "2018-06", "2018-12-31", "2019-01-01", "2019-03-31", "2019", "2019-12-31", "2020-01-01"]
ENDINGS = [
    *((end, None, None) for end in DAYS),
    *((None, terminated_on, None) for terminated_on in DAYS),
    *((None, None, replaced_on) for replaced_on in DAYS),
    # Forestalled by its termination, or by another agreement.
    *(("2019-06-30", "2019-06-29", None), ("2020", "2018-12-31", None), ("2019-06-30", None, "2019-06-30")),
    *(("2021", None, "2019-01-01"), ("2021", "2021", "2018-12-31")),
]


def test_a_large_register_counts_what_ended_by_what_is_over(monkeypatch):
    for end, terminated_on, replaced_on in ENDINGS:
        old = factories.agreement(signed_on="2017-01-01", ends_on=end, terminated_on=terminated_on)
        if replaced_on:
            factories.link(factories.agreement(signed_on=replaced_on), "replaces", old)
    known = {year: report(year).ended for year in (2017, 2018, 2019, 2020)}

    monkeypatch.setattr(figures_module, "EXACT", 0)

    assert {year: report(year).ended for year in known} == known
    assert sum(known.values()) == len(ENDINGS)


def test_a_large_register_tells_its_years_by_their_signatures(client, large):
    for text in ("2023", "2025-06", "2026-07-15", "2026-07-16", "2026", "2027", "2029-01-01"):
        factories.agreement(signed_on=text)
    factories.agreement(is_signed=False)
    factories.meeting(starts_on="2024")

    assert counts() == {2026: {"signed": 1}, 2025: {"signed": 1}, 2024: {}, 2023: {"signed": 1}}
    assert "Of each year the signatures are counted here" in words(client.get("/en/rapports/"))


def test_the_figures_of_a_large_register_are_those_of_the_latest_signatures(client, monkeypatch, large):
    monkeypatch.setattr(figures_module, "SAMPLE", 2)
    for day, kind in (("01", "protocol"), ("02", "convention"), ("03", "convention")):
        factories.agreement(kind=kind, signed_on=f"2019-01-{day}")

    assert figures(report(2019).signed.kinds) == [("convention", 2, 100.0)]
    assert "These figures are those of the latest 2 of them." in words(client.get("/en/rapports/2019/"))
    assert opening(report(2019)) == ["In 2019, 3 agreements were signed."]


def test_what_lies_ahead_in_the_year_is_in_no_figure():
    factories.agreement(kind="protocol", signed_on="2026-07-16")
    factories.agreement(kind="convention", signed_on="2026-07-15")

    assert figures(report(2026).signed.kinds) == [("convention", 1, 100.0)]


def test_a_large_register_counts_no_agreement_that_ended_twice_over(large):
    factories.agreement(signed_on="2017", ends_on="2018", terminated_on="2019")

    assert [report(year).ended for year in (2018, 2019)] == [1, 0]
    ended = [(told.total, told.left_out, len(told.occasions)) for told in report(2019).sections]
    assert ended == [(1, 0, 1)]


def test_agreements_in_force_are_counted_when_the_year_begins_and_when_it_ends():
    factories.agreement(signed_on="2018", entry_into_force_on="2018", ends_on="2019-06-30")
    factories.agreement(signed_on="2018", entry_into_force_on="2018-12-31", ends_on="2025")
    factories.agreement(signed_on="2019", entry_into_force_on="2019-12-31")
    factories.agreement(signed_on="2019-03", entry_into_force_on="2020-01-01")
    factories.agreement(signed_on="2019-03")

    made = report(2019)

    assert made.states_at_last[State.SIGNED] == 1
    assert standing(made) == [
        "On 1\u00a0January\u00a02019, 2 agreements were in force.",
        "On 31\u00a0December\u00a02019, 2 agreements were in force.",
        "The sources state no term for 1 agreement signed by that last day.",
    ]
    assert standing(report(2026))[1] == "On 15\u00a0July\u00a02026, 2 agreements were in force."


def test_an_agreement_of_unknown_date_is_not_told_among_those_signed_by_the_last_day():
    factories.agreement(signed_on="2019")
    factories.agreement()
    factories.agreement(entry_into_force_on="2018")

    assert report(2019).without_term == 1
    assert report(2018).without_term == 0


def test_a_year_that_begins_with_nothing_in_force_says_so_of_that_day():
    factories.agreement(signed_on="2019", entry_into_force_on="2019-02-01")

    assert standing(report(2019)) == [
        "On 1\u00a0January\u00a02019 no agreement is known to have been in force.",
        "On 31\u00a0December\u00a02019, 1 agreement was in force.",
    ]


def test_the_year_is_told_in_sentences():
    partner = factories.institution(country=factories.country("KW"))
    factories.agreement(signed_on="2019", entry_into_force_on="2019-02-01", terminated_on="2019-12", parties=[partner])
    factories.agreement(signed_on="2019-01-01")
    factories.meeting(starts_on="2019-01-01")
    for _ in range(2):
        factories.membership(starts_on="2019", ends_on="2019")
    factories.programme(starts_on="2019")

    assert opening(report(2019)) == [
        "In 2019, 2 agreements were signed.",
        "The partners come from 1 country.",
        "1 meeting was held.",
        "1 agreement entered into force.",
        "1 agreement ended, was terminated or was replaced.",
        "2 mandates in networks began.",
        "2 mandates in networks ended.",
        "1 programme began.",
    ]
    assert opening(report(2018)) == ["No agreement is known to have been signed in 2018."]


def test_the_list_of_years_counts_what_their_reports_tell(loaded_register):
    today = date(2026, 7, 15)

    assert list(counts(today)) == [2024, 2021, 2020, 2019, 2017, 2016, 2015, 2013, 2012, 2011]
    for year, numbers in counts(today).items():
        assert {section.section.slug: section.total for section in report(year, today).sections} == numbers


def test_the_list_of_years_knows_nothing_of_the_days_ahead():
    factories.agreement(signed_on=None, ends_on=TODAY + timedelta(days=1))
    factories.meeting(starts_on="2027-01-01")
    factories.meeting(starts_on="2026-07-14", ends_on="2027-01-01")

    assert counts() == {2026: {"met": 1}}
