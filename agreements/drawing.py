"""Life lines as they are drawn, small in a list and large on a page: SVG.

They are drawn here, since templates take ten times as long over so many small pieces. Every place is a number of per
cent, heights are pixels, and every word is escaped.
"""

from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from register.templatetags.register import initial


class Size(NamedTuple):
    """``middle`` is the height of the line itself; a point, a diamond and a span reach so far above and below it."""

    height: int
    middle: int
    point: float
    diamond: float
    span: int
    today: tuple[int, int]


SMALL = Size(height=20, middle=10, point=4.5, diamond=5.5, span=4, today=(2, 18))
LARGE = Size(height=76, middle=32, point=8, diamond=10, span=7, today=(18, 62))


def small_line(line, language=None):
    """A life line as it stands in a list, whose dates are in the language given, if not in the active one."""
    marks = "".join([_mark(mark, SMALL, "") for mark in line.marks])
    return _line("small", line, SMALL, "", marks, line.summary(language))


def large_line(line):
    """A life line as it stands on the page of its record, with its years and what each mark is."""
    low, high, last = LARGE.middle, LARGE.middle + 20, LARGE.height - 6
    years = "".join(
        f'<line class="tick" x1="{x}%" x2="{x}%" y1="{low}" y2="{high}"/><text x="{x}%" y="{last}">{year}</text>'
        for year, x in line.axis.ticks()
    )
    words = escape(_("today"))
    label = f'<text class="today-label" x="{line.today}%" y="10">{words}</text>'
    marks = (_mark(mark, LARGE, f"<title>{escape(_named(mark.event))}</title>") for mark in line.marks)
    return _line("large", line, LARGE, years, label + "".join(marks), line.summary())


def _named(event):
    return f"{initial(event.label)} · {event.words}"


def _line(name, line, size, beneath, above, summary):
    said = escape(summary or _("No date is known"))
    drawn = [f'<line class="axis" x1="0" x2="100%" y1="{size.middle}" y2="{size.middle}"/>']
    drawn += [
        f'<rect class="{kind}" x="{place[0]}%" width="{place[1]}%" y="{size.middle - 2}" height="4"/>'
        for kind, place in (("open", line.open), ("term", line.term))
        if place
    ]
    top, bottom = size.today
    drawn.append(f'<line class="today" x1="{line.today}%" x2="{line.today}%" y1="{top}" y2="{bottom}"/>')
    return SafeString(
        f'<svg class="lifeline lifeline-{name}" width="100%" height="{size.height}" role="img" aria-label="{said}">'
        f"{beneath}{''.join(drawn)}{above}</svg>"
    )


def _mark(mark, size, title):
    if mark.kind == "notice":
        far = size.diamond
        drawn = f"M0-{far} {far} 0 0 {far}-{far} 0Z"
        shape = f'<svg x="{mark.middle}%" y="{size.middle}" overflow="visible"><path d="{drawn}"/></svg>'
        if mark.is_span:
            shape = f'<rect x="{mark.x}%" width="{mark.width}%" y="{size.middle - 3}" height="6"/>' + shape
    elif mark.is_span:
        top, height = size.middle - size.span, 2 * size.span
        shape = f'<rect x="{mark.x}%" width="{mark.width}%" y="{top}" height="{height}" rx="3"/>'
    else:
        shape = f'<circle cx="{mark.middle}%" cy="{size.middle}" r="{size.point}"/>'
    return f'<g class="mark mark-{mark.kind}">{title}{shape}</g>'
