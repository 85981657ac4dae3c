"""Agreements as entries of a catalogue: when, what, between whom, in which state, and the small life line.

A list shows dozens of them: they are drawn here, since templates take ten times as long over so many small pieces.
"""

from html import escape

from django.utils.safestring import SafeString

from agreements.drawing import small_line
from agreements.lifeline import life_lines
from agreements.standing import give_names, give_states
from agreements.states import State
from register.addresses import Addresses
from register.templatetags.register import html, known

_BETWEEN = '<span class="and" aria-hidden="true"> · </span>'


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
