from datetime import UTC, date, datetime, timedelta, timezone

from register.ical import Entry, calendar_file

CHANGED = datetime(2026, 3, 5, 14, 30, tzinfo=UTC)


def entry(**given):
    facts = {"uid": "CC-0001-end@example.org", "changed_at": CHANGED, "summary": "Fin"}
    return Entry(**{**facts, "first": date(2026, 4, 9), "last": date(2026, 4, 9), **given})


def unfolded(text):
    """The lines of a calendar as a program reads them: a line end followed by a space is none."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def values(text, name):
    return [line.partition(":")[2] for line in unfolded(text) if line.partition(":")[0].partition(";")[0] == name]


def test_a_calendar_is_made_of_the_lines_that_the_standard_asks_for():
    text = calendar_file("Registre", [entry(url="https://example.org/conventions/CC-0001/")])

    assert unfolded(text) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Register of cooperation agreements//Calendar//EN",
        "X-WR-CALNAME:Registre",
        "BEGIN:VEVENT",
        "UID:CC-0001-end@example.org",
        "DTSTAMP:20260305T143000Z",
        "DTSTART;VALUE=DATE:20260409",
        "DTEND;VALUE=DATE:20260410",
        "SUMMARY:Fin",
        "URL:https://example.org/conventions/CC-0001/",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_the_end_is_the_day_after_the_last_one_also_over_a_leap_day_and_a_new_year():
    ends = [date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28), date(2026, 12, 31)]

    text = calendar_file("", [entry(last=end) for end in ends])

    assert values(text, "DTEND") == ["20240229", "20240301", "20250301", "20270101"]


def test_an_entry_without_an_address_has_no_line_for_it():
    assert values(calendar_file("", [entry()]), "URL") == []


def test_moments_are_written_in_universal_time():
    there = timezone(timedelta(hours=1))

    text = calendar_file("", [entry(changed_at=datetime(2026, 3, 5, 0, 30, tzinfo=there))])

    assert values(text, "DTSTAMP") == ["20260304T233000Z"]


def test_texts_keep_their_signs_and_cannot_begin_a_line_of_their_own():
    summary = "Fin; a, b \\ c\r\nBEGIN:VEVENT\rx\ny\x00\tz"

    text = calendar_file("", [entry(summary=summary)])

    assert values(text, "SUMMARY") == [r"Fin\; a\, b \\ c\nBEGIN:VEVENT x\ny  z"]
    assert unfolded(text).count("BEGIN:VEVENT") == 1


def test_no_line_is_longer_than_75_octets_and_no_letter_is_cut():
    summary = "اتفاقية التعاون في مجال التنمية الاجتماعية " * 5 + "é€😀" * 40

    text = calendar_file("سجل", [entry(summary=summary)])

    assert max(len(line.encode()) for line in text.split("\r\n")) == 75
    assert values(text, "SUMMARY") == [summary]


def test_every_line_ends_with_carriage_return_and_line_feed():
    text = calendar_file("Registre", [entry()])

    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("\n") == text.count("\r\n") == text.count("\r") == 13


def test_a_calendar_may_be_empty():
    assert unfolded(calendar_file("Registre", []))[-2:] == ["X-WR-CALNAME:Registre", "END:VCALENDAR"]
