"""Calendars as files (RFC 5545): events of whole days, for the calendar program of whoever subscribes."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

PRODUCT = "-//Register of cooperation agreements//Calendar//EN"
LONGEST_LINE = 75
_CONTROLS = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")


@dataclass(frozen=True)
class Entry:
    """Whole days from ``first`` to ``last``, both within; ``changed_at`` is aware, the address may be empty."""

    uid: str
    changed_at: datetime
    first: date
    last: date
    summary: str
    url: str = ""


def calendar_file(name, entries):
    """The text of a calendar of that name, its lines folded and ended as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", f"X-WR-CALNAME:{_escaped(name)}"]
    for entry in entries:
        lines += _event(entry)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(entry):
    yield "BEGIN:VEVENT"
    yield f"UID:{_escaped(entry.uid)}"
    yield f"DTSTAMP:{entry.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{entry.first:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.last + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    if entry.url:
        yield f"URL:{entry.url}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text):
    plain = _CONTROLS.sub(" ", str(text).replace("\r\n", "\n"))
    return re.sub(r"[\\;,]", r"\\\g<0>", plain).replace("\n", r"\n")


def _folded(line):
    """The line in pieces of at most 75 octets, each but the first after a line end and a space; no letter is cut."""
    pieces, size = [""], 0
    for letter in line:
        size += len(letter.encode())
        if size > LONGEST_LINE:
            pieces.append("")
            size = 1 + len(letter.encode())
        pieces[-1] += letter
    return "\r\n ".join(pieces)
