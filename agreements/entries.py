"""Agreements as entries of a catalogue: when, what, between whom, in which state, and the small life line.

A list shows dozens of them: they are drawn here, since templates take ten times as long over so many small pieces.
"""

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreements.lifeline import life_lines
from agreements.standing import give_states
from agreements.states import State
from register.templatetags.register import known, text

_ENTRY = """<li class="entry">
<p class="entry-when">{}</p>
<div class="entry-what"><h3><a href="{}">{}</a></h3><p class="entry-who">{}</p></div>
<div class="entry-state"><span class="state state-{}">{}</span>{}</div>
</li>"""
_BETWEEN = SafeString('<span class="and" aria-hidden="true"> · </span>')
_MIDDLE, _RADIUS = 10, 4.5


def entries(agreements, day, is_mirrored, question=None):
    """The entries of published agreements (``with_parties``) as of a day, their life lines on one axis: HTML."""
    lived = life_lines(give_states(agreements, day), day, is_mirrored)
    words = {state.value: str(state.label) for state in State}
    return format_html_join("\n", "{}", ((_entry(agreement, words, question),) for agreement in lived))


def _entry(agreement, words, question):
    return format_html(
        _ENTRY,
        known(agreement.signed_on) if agreement.is_signed else "—",
        agreement.get_absolute_url(),
        text(agreement.title, question),
        format_html_join(_BETWEEN, "{}", ((text(party.name, question),) for party in agreement.signatory_parties)),
        agreement.state,
        words[agreement.state],
        small_line(agreement.life_line),
    )


def small_line(line):
    """A life line as it stands in a list; every place is a number, every word is escaped."""
    said = escape(line.summary or _("No date is known"))
    stretches = [(name, *place) for name, place in (("open", line.open), ("term", line.term)) if place]
    drawn = [f'<line class="axis" x1="0" x2="100%" y1="{_MIDDLE}" y2="{_MIDDLE}"/>']
    drawn += [
        f'<rect class="{name}" x="{x}%" width="{width}%" y="{_MIDDLE - 2}" height="4"/>' for name, x, width in stretches
    ]
    drawn.append(f'<line class="today" x1="{line.today}%" x2="{line.today}%" y1="2" y2="{2 * _MIDDLE - 2}"/>')
    drawn += map(_mark, line.marks)
    return SafeString(
        f'<svg class="lifeline lifeline-small" width="100%" height="{2 * _MIDDLE}" role="img" aria-label="{said}">'
        f"{''.join(drawn)}</svg>"
    )


def _mark(mark):
    if mark.kind == "notice":
        shape = f'<svg x="{mark.middle}%" y="{_MIDDLE}" overflow="visible"><path d="M0-5.5 5.5 0 0 5.5-5.5 0Z"/></svg>'
        if mark.is_span:
            shape = f'<rect x="{mark.x}%" width="{mark.width}%" y="{_MIDDLE - 3}" height="6"/>' + shape
    elif mark.is_span:
        shape = f'<rect x="{mark.x}%" width="{mark.width}%" y="6" height="8" rx="3"/>'
    else:
        shape = f'<circle cx="{mark.middle}%" cy="{_MIDDLE}" r="{_RADIUS}"/>'
    return f'<g class="mark mark-{mark.kind}">{shape}</g>'
