"""Agreements as entries of a catalogue: when, what, between whom, in which state, and the small life line; or as rows.

A list shows dozens of them: they are drawn here, since templates take ten times as long over so many small pieces.
"""

from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from agreements.drawing import small_line
from agreements.lifeline import life_lines
from agreements.standing import give_names, give_states
from agreements.states import State
from register.addresses import addresses_of
from register.templatetags.register import html, known
from register.translated import in_each_language

_BETWEEN = '<span class="and" aria-hidden="true"> · </span>'


def entries(agreements, day, is_mirrored, question=None):
    """The entries of published agreements (``as_lines``) as of a day, their life lines on one axis: HTML."""
    lived = life_lines(give_names(give_states(agreements, day)), day, is_mirrored)
    return _drawn(_entry, lived, question)


def rows(agreements, day, question=None):
    """The same agreements as the rows of a table, which shows their end in place of the life line: HTML."""
    return _drawn(_row, give_names(give_states(agreements, day)), question)


def _drawn(draw, agreements, question):
    addresses, words, language = addresses_of("agreement"), _words_of_states(), get_language()
    drawn = (
        draw(
            agreement,
            language,
            when=_when(agreement, language),
            title=f'<a href="{addresses[agreement.reference]}">{html(agreement.title, question)}</a>',
            who=_BETWEEN.join([html(name, question) for name in agreement.signed_by]),
            state=f'<span class="state state-{agreement.state}">{words[agreement.state]}</span>',
        )
        for agreement in agreements
    )
    return SafeString("\n".join(drawn))


def _when(agreement, language):
    if not agreement.is_signed:
        return "—"
    return escape(agreement.signed_on.display(language) if agreement.signed_on else known(None))


@in_each_language
def _words_of_states():
    return {state.value: escape(str(state.label)) for state in State}


def _entry(agreement, language, when, title, who, state):
    """Every text is escaped already; the address is of quoted parts, a state is a word of ours."""
    return (
        f'<li class="entry">\n<p class="entry-when">{when}</p>\n'
        f'<div class="entry-what"><h3>{title}</h3><p class="entry-who">{who}</p></div>\n'
        f'<div class="entry-state">{state}{small_line(agreement.life_line, language)}</div>\n</li>'
    )


def _row(agreement, language, when, title, who, state):
    end = escape(agreement.ends_on.display(language)) if agreement.ends_on else "—"
    return f'<tr><td>{when}</td><th scope="row">{title}</th><td>{who}</td><td>{end}</td><td>{state}</td></tr>'
