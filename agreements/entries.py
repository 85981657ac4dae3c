"""Agreements as entries of a catalogue: when, what, between whom, in which state, and the small life line.

A list shows dozens of them: they are drawn here, since templates take ten times as long over so many small pieces.
"""

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from agreements.lifeline import life_lines
from agreements.standing import give_names, give_states
from agreements.states import State
from register.addresses import Addresses
from register.templatetags.register import html, known

_BETWEEN = '<span class="and" aria-hidden="true"> · </span>'
_MIDDLE, _RADIUS = 10, 4.5


def entries(agreements, day, is_mirrored, question=None):
    """The entries of published agreements (``as_lines``) as of a day, their life lines on one axis: HTML."""
    lived = life_lines(give_names(give_states(agreements, day)), day, is_mirrored)
    addresses, words = Addresses("agreement"), {state.value: escape(str(state.label)) for state in State}
    drawn = (_entry(agreement, addresses[agreement.reference], words, question) for agreement in lived)
    return SafeString("\n".join(drawn))


def _entry(agreement, address, words, question):
    """Every text is escaped here; the address is of quoted parts, a state is a word of ours."""
    when = escape(str(known(agreement.signed_on))) if agreement.is_signed else "—"
    title = html(agreement.title, question)
    who = _BETWEEN.join([html(name, question) for name in agreement.signed_by])
    return (
        f'<li class="entry">\n<p class="entry-when">{when}</p>\n'
        f'<div class="entry-what"><h3><a href="{address}">{title}</a></h3><p class="entry-who">{who}</p></div>\n'
        f'<div class="entry-state"><span class="state state-{agreement.state}">{words[agreement.state]}</span>'
        f"{small_line(agreement.life_line)}</div>\n</li>"
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
