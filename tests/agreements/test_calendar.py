import re
from datetime import date
from html import unescape

import pytest

from agreements.models import Agreement, Commitment, Meeting, Programme
from register.publication import Publication
from tests import factories

pytestmark = pytest.mark.django_db


def headings(page):
    return [" ".join(text.split()) for text in re.findall(r"<h2>(.+?)</h2>", page.text, re.DOTALL)]


def unfolded(response):
    return response.content.decode().replace("\r\n ", "").split("\r\n")


def test_the_calendar_opens_on_the_month_of_today(client, monkeypatch):
    monkeypatch.setattr("register.pages.Page.day", date(2019, 4, 30))

    assert client.get("/calendrier/").context["agenda"].date.edtf == "2019-04"


@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/calendrier/2019/04/", "Mardi 9 avril 2019"),
        ("/ar/calendrier/2019/04/", "الثلاثاء 9 أبريل 2019"),
        ("/en/calendrier/2019/04/", "Tuesday 9 April 2019"),
        ("/ar/calendrier/2024/02/", "الخميس فاتح فبراير 2024"),
    ],
)
def test_a_day_is_written_in_the_language_of_the_page(client, loaded_register, address, heading):
    assert headings(client.get(address)) == [heading]


@pytest.mark.parametrize(
    ("month", "name"),
    [("05", "ماي"), ("07", "يوليوز"), ("08", "غشت"), ("09", "شتنبر"), ("11", "نونبر"), ("12", "دجنبر")],
)
def test_arabic_months_bear_their_moroccan_names(client, month, name):
    page = client.get(f"/ar/calendrier/2019/{month}/")

    assert f"<h1>{name}\u00a02019</h1>" in page.text
    assert f"<span>{name}</span>" in client.get("/ar/calendrier/2019/").text


def test_an_event_is_named_in_words_and_leads_to_its_record(client, loaded_register):
    page = " ".join(client.get("/en/calendrier/2016/05/").text.split())

    assert (
        '<li class="occasion occasion-meeting"><p class="occasion-what">Session of a joint commission, no. 19</p>'
        in page
    )
    assert 'href="/en/conventions/CC-0014/"' in page
    assert 'href="/en/rencontres/RM-0002/"' in page


def test_what_is_known_to_the_month_stands_under_a_heading_that_says_so(client, loaded_register):
    assert headings(client.get("/en/calendrier/2015/11/")) == ["In the month, day not known"]


def test_what_is_known_to_the_year_stands_at_the_end_of_the_year(client, loaded_register):
    page = client.get("/en/calendrier/2030/")

    assert headings(page) == ["During 2030, month not known"]
    assert [occasion.kind.name for occasion in page.context["agenda"].of_unknown_month] == ["programme_end", "target"]


def test_a_meeting_of_several_days_shows_its_span(client, loaded_register):
    page = client.get("/en/calendrier/2024/02/")

    assert "31\u00a0January\u00a02024 – 1\u00a0February\u00a02024" in page.text


def test_an_empty_month_leads_to_what_falls_due_after_it(client):
    factories.agreement(title="Passé", ends_on="2035-01-31")
    factories.agreement(title="À venir", ends_on="2036-01-31")

    empty, full = (client.get(f"/calendrier/{month}/") for month in ("2035/02", "2036/01"))

    assert [str(deadline.title) for deadline in empty.context["deadlines"]] == ["À venir"]
    assert '<p class="due">31\u00a0janvier\u00a02036</p>' in empty.text
    assert '<p class="due">' not in full.text


def test_empty_months_and_years_say_so_kindly(client):
    assert (
        "Nothing that the register knows happens in this month: April\u00a02019."
        in client.get("/en/calendrier/2019/04/").text
    )
    assert "Nothing that the register knows happens in 2019." in client.get("/en/calendrier/2019/").text


@pytest.mark.parametrize("address", ["1000/01/", "2999/12/", "1000/", "2999/", "2024/02/"])
def test_the_first_and_the_last_months_of_the_register_have_their_pages(client, loaded_register, address):
    assert client.get(f"/calendrier/{address}").status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "0000/13/",
        "2019/13/",
        "2019/00/",
        "0999/12/",
        "3000/01/",
        "2019/4/",
        "02019/04/",
        "0999/",
        "9999/",
        "٢٠١٩/",
        "-2019/",
    ],
)
def test_a_month_that_does_not_exist_has_no_page(client, address):
    assert client.get(f"/calendrier/{address}").status_code == 404


def test_the_year_that_one_types_opens(client):
    page = client.get("/ar/calendrier/", {"year": "2019"})

    assert (page.status_code, page["Location"]) == (302, "/ar/calendrier/2019/")


@pytest.mark.parametrize("typed", ["", "19", "0999", "3000", "٢٠١٩", "20a9", "2019 ", "-201"])
def test_a_year_that_makes_no_sense_leaves_one_where_one_is(client, typed):
    assert client.get("/calendrier/", {"year": typed}).status_code == 200


@pytest.mark.parametrize("state", [Publication.DRAFT, Publication.IN_REVIEW, Publication.WITHDRAWN])
def test_nothing_unpublished_is_in_the_calendar(client, loaded_register, state):
    for model in (Agreement, Programme, Meeting):
        model.objects.update(publication=state)

    for address in ["2019/04/", "2016/05/", "2024/06/", "2019/", "2030/", "2024/"]:
        page = client.get(f"/calendrier/{address}")
        assert page.status_code == 200
        assert re.findall(r"CC-\d+|PR-\d+|RM-\d+", page.text) == []
        assert 'class="occasion' not in page.text.replace('class="occasions"', "")


def test_a_meeting_does_not_lead_to_an_unpublished_record(client):
    hidden = factories.agreement(publication=Publication.DRAFT)
    factories.meeting(title="Mission", starts_on="2024-01-31", agreements=[hidden])

    page = client.get("/calendrier/2024/01/")

    assert "Mission" in page.text
    assert hidden.reference not in page.text


def test_a_month_that_holds_more_than_it_lists_says_so_and_leads_to_its_lists_and_to_its_days(client, monkeypatch):
    monkeypatch.setattr("agreements.agenda.month.MOST", 2)
    monkeypatch.setattr("agreements.agenda.month.FEW", 1)
    for _ in range(3):
        factories.agreement(signed_on="2019-04-09")
    for _ in range(3):
        factories.agreement(entry_into_force_on="2019-04-10")

    page = " ".join(client.get("/en/calendrier/2019/04/").text.split())

    assert '<li><a href="?kind=signature">Signatures</a> <b>3</b></li>' in page
    assert '<li><a href="?kind=entry">Entries into force</a> <b>3</b></li>' in page
    assert "Of each of these only the first ones are listed here" in page
    assert page.count('class="occasion occasion-signature"') == 1
    assert '<h2><a href="/en/calendrier/2019/04/09/">Tuesday 9 April 2019</a></h2>' in page
    assert [f'href="/en/calendrier/2019/04/{day:02}/">{day}<' in page for day in (1, 15, 30)] == [True] * 3


def test_a_full_year_leads_to_the_lists_of_what_no_month_holds(client, monkeypatch):
    monkeypatch.setattr("agreements.agenda.year.MOST", 0)
    monkeypatch.setattr("agreements.agenda.year.FEW", 1)
    for title in ("Un", "Deux"):
        factories.agreement(title=title, signed_on="2019")
    factories.agreement(title="D’avril", signed_on="2019-04", ends_on="2019")

    page = client.get("/calendrier/2019/")
    shown = " ".join(page.text.split())

    assert headings(page) == ['<a href="/calendrier/2019/04/">Avril</a>', "Au cours de l’année 2019, mois non connu"]
    assert '<ul class="inline"><li><a href="?kind=signature">Signatures</a> <b>2</b></li></ul>' in shown
    assert "Ces événements figurent en tête de chaque liste." in shown
    assert titles(page) == ["D’avril"]
    assert titles(client.get("/calendrier/2019/?kind=signature")) == ["Un", "Deux", "D’avril"]


def test_a_sort_of_event_is_listed_whole_page_by_page(client, monkeypatch):
    monkeypatch.setattr("agreements.views.calendar.PER_PAGE", 2)
    for number in range(3):
        factories.agreement(title=f"Accord {number}", signed_on="2019-04-09")
    factories.agreement(title="Du mois", signed_on="2019-04")
    factories.agreement(title="De l’année", signed_on="2019", ends_on="2019-04-09")

    def listed(address):
        pages = [client.get(f"/calendrier/2019/{address}?kind=signature&page={number}") for number in (1, 2, 3)]
        assert titles(pages[2]) == titles(pages[1])
        return [title for page in pages[:2] for title in titles(page)]

    assert listed("04/09/") == ["Accord 0", "Accord 1", "Accord 2"]
    assert listed("04/") == ["Du mois", "Accord 0", "Accord 1", "Accord 2"]
    whole = client.get("/calendrier/2019/?kind=signature")
    assert whole.context["page_obj"].paginator.count == 5
    assert '<a href="/calendrier/2019/">2019</a>' in whole.text
    month = client.get("/calendrier/2019/04/?kind=signature").text
    assert '<a href="/calendrier/2019/04/">Avril\u00a02019</a>' in month
    assert re.findall("<h3>(.+?)</h3>", month) == ["Avril\u00a02019", "9\u00a0avril\u00a02019"]
    page = client.get("/calendrier/2019/04/09/?kind=signature").text
    assert "<h1>Signatures</h1>" in page
    assert '<h2 class="count">3\u00a0événements</h2>' in page
    assert '<a href="/calendrier/2019/04/09/">Mardi 9\u00a0avril\u00a02019</a>' in page
    assert '<a rel="next" href="?kind=signature&amp;page=2">' in page


@pytest.mark.parametrize("kind", ["meeting", "signatures", "%00", "0"])
@pytest.mark.parametrize("address", ["2019/04/09/", "2019/04/", "2019/", ""])
def test_a_sort_of_which_nothing_happens_leaves_the_calendar_whole(client, address, kind):
    factories.agreement(title="Accord", signed_on="2019-04-09")

    page = client.get(f"/calendrier/{address}?kind={kind}&page=2")

    assert page.status_code == 200
    assert "agreements/calendar_kind.html" not in [template.name for template in page.templates]


def test_a_month_that_lists_all_leads_to_its_list(client):
    factories.agreement(signed_on="2019-04-09")

    page = client.get("/en/calendrier/2019/04/").text

    assert '<a href="#day-9">9</a>' in page
    assert "/calendrier/2019/04/09/" not in page


def titles(page):
    return [unescape(title) for title in re.findall(r'<p><a href="[^"]+">(.+?)</a></p></li>', page.text)]


def test_a_day_tells_what_happens_on_it(client):
    for day, title in (("08", "Veille"), ("09", "Signée"), ("10", "Lendemain")):
        factories.agreement(title=title, signed_on=f"2019-04-{day}")
    factories.agreement(title="Du mois", signed_on="2019-04")
    factories.agreement(title="Échue", ends_on="2019-04-09")
    factories.meeting(title="Mission", starts_on="2019-03", ends_on="2019-04-09")
    factories.meeting(title="Atelier", starts_on="2019-04", ends_on="2019-04-20")
    factories.meeting(title="Finie", starts_on="2019-04-01", ends_on="2019-04-08")

    page = client.get("/calendrier/2019/04/09/")

    assert titles(page) == ["Signée", "Mission", "Échue"]
    assert [(str(sort.words), len(sort)) for sort, _occasions in page.context["agenda"].told] == [
        ("signatures", 1),
        ("rencontres", 1),
        ("fins de conventions", 1),
    ]
    assert "<h1>Mardi 9\u00a0avril\u00a02019</h1>" in page.text
    assert '<a href="/calendrier/2019/04/09/" aria-current="page">9</a>' in page.text
    assert '<a rel="prev" href="/calendrier/2019/04/08/">8\u00a0avril\u00a02019</a>' in page.text


def test_a_crowded_day_lists_what_is_rare_and_leads_to_the_rest(client, monkeypatch):
    monkeypatch.setattr("agreements.agenda.day.MOST", 3)
    monkeypatch.setattr("agreements.agenda.day.FEW", 2)
    for number in range(3):
        factories.agreement(title=f"Accord {number}", signed_on="2019-04-09")
    assert titles(client.get("/calendrier/2019/04/09/")) == ["Accord 0", "Accord 1", "Accord 2"]
    factories.agreement(title="Échu", ends_on="2019-04-09")

    page = client.get("/calendrier/2019/04/09/")

    assert titles(page) == ["Échu"]
    assert re.findall(r'<a href="\?kind=.+?</a>', page.text) == [
        '<a href="?kind=signature">Signatures\u00a0: la liste entière</a>'
    ]
    assert '<h2>Signatures <span class="report-total">3</span></h2>' in page.text


@pytest.mark.parametrize(("day", "steps"), [("01", ["/calendrier/2019/02/02/"]), ("28", ["/calendrier/2019/02/27/"])])
def test_an_empty_day_says_so_and_leads_to_its_neighbours_within_the_month(client, day, steps):
    page = client.get(f"/calendrier/2019/02/{day}/")

    assert "Le registre ne connaît rien pour ce jour" in page.text
    assert re.findall(r'<a rel="(?:prev|next)" href="([^"]+)"', page.text) == steps


@pytest.mark.parametrize("address", ["2019/02/29/", "2019/04/31/", "2019/04/00/", "2019/04/32/", "2019/04/9/"])
def test_a_day_that_no_calendar_has_is_no_page(client, address):
    assert client.get(f"/calendrier/{address}").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("2019/04/", 7), ("2019/", 8), ("2019/04/09/", 5)])
def test_the_calendar_costs_a_fixed_number_of_queries(client, django_assert_num_queries, rows, address, queries):
    for _ in range(rows):
        factories.agreement(signed_on="2019-04-09")
        factories.meeting(starts_on="2019-04-09", agreements=[factories.agreement()])

    with django_assert_num_queries(queries):
        client.get(f"/calendrier/{address}")


def test_the_file_is_a_calendar_in_the_language_of_its_address(client, loaded_register):
    factories.agreement(reference="CC-0100", title="Accord", title_ar="اتفاق", ends_on="2090-12-31")

    answer = client.get("/ar/calendrier.ics")

    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    lines = unfolded(answer)
    assert "X-WR-CALNAME:سجل اتفاقيات التعاون" in lines
    assert "UID:CC-0100-end@testserver" in lines
    assert "SUMMARY:نهاية الاتفاقية: اتفاق" in lines
    assert "URL:http://testserver/ar/conventions/CC-0100/" in lines


def test_the_file_names_the_register_also_where_it_has_no_identity_yet(client):
    assert "X-WR-CALNAME:Register of cooperation agreements" in unfolded(client.get("/en/calendrier.ics"))


def test_the_file_costs_a_fixed_number_of_queries(client, django_assert_num_queries):
    for day in range(10, 13):
        record = factories.agreement(ends_on=f"2090-12-{day}", notice_months=3)
        meeting = factories.meeting(starts_on=f"2090-12-{day}", agreements=[record])
        Commitment.objects.create(meeting=meeting, text_fr="Suite", due_on=record.ends_on)

    with django_assert_num_queries(11):
        client.get("/calendrier.ics")


@pytest.mark.parametrize("address", ["2026/11/", "2026/", "1000/01/", "1000/"])
def test_a_notice_of_centuries_stands_in_no_calendar(client, address):
    factories.agreement(ends_on="2026-12-31", notice_months=32_000)

    assert client.get(f"/calendrier/{address}").status_code == 200
