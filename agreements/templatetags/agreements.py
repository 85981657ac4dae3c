"""How agreements stand on a page of any floor: as catalogue entries with their life lines on one axis."""

from html import escape

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from agreements.drawing import large_line
from agreements.entries import entries, rows
from agreements.models import Commitment, ProgrammeRole
from agreements.occasion_items import occasion_items
from agreements.sentences import citation
from agreements.standing import lines_of
from register.addresses import addresses_of
from register.templatetags.register import amount, html, initial, known
from register.translated import first_filled, reading_order

register = template.Library()


@register.simple_tag
def agreement_entries(agreements, day, question=None):
    """Published agreements (``as_lines``) as entries as of a day; what answers a question is marked."""
    drawn = entries(agreements, day, get_language_bidi(), question)
    return format_html('<ol class="entries" role="list">\n{}</ol>', drawn)


@register.simple_tag
def latest_agreements(known, day):
    """Published agreements given as {key: entry} (see ``register.search.entries``), in that order, as entries."""
    return agreement_entries(lines_of(known, known), day)


@register.simple_tag
def agreement_rows(agreements, day, question=None):
    """The same as rows of a table."""
    return rows(agreements, day, question)


@register.simple_tag
def facet_sections(facets):
    """Facets as sections, each with its values: a list has some fifty of them."""
    every = escape(_("All of them"))
    return SafeString("\n".join(_section(facet, every) for facet in facets))


def _section(facet, every):
    name, rest = facet.dimension, f'<p><a href="{escape(facet.rest)}">{every}</a></p>' if facet.rest else ""
    return (
        f'<section class="facet" aria-labelledby="facet-{name}"><h2 id="facet-{name}">{escape(str(facet.label))}</h2>'
        f"<ul>\n{facet_choices(facet)}\n</ul>{rest}</section>"
    )


@register.simple_tag
def facet_choices(facet):
    """The values of a facet as list items."""
    return SafeString("\n".join(map(_choice, facet.choices)))


def _choice(choice):
    current = ' aria-current="true"' if choice.is_chosen else ""
    name, address = html(initial(choice.name)), escape(choice.address)
    return f'<li><a href="{address}"{current}>{name}</a> <span>{amount(choice.count)}</span></li>'


@register.simple_tag
def programme_roles(roles):
    """Roles of an institution, read as (role, reference of the programme, its title in fr, ar, en), as list items."""
    addresses, order = addresses_of("programme"), reading_order()
    words = {role.value: escape(str(role.label)) for role in ProgrammeRole.Role}
    items = (
        f'<li><a href="{addresses[reference]}">{html(first_filled(titles, order))}</a>'
        f'<span class="quiet">{words[role]}</span></li>'
        for role, reference, *titles in roles
    )
    return SafeString("".join(items))


@register.simple_tag
def relative_items(relatives):
    """The family of an agreement as nested list items: up to fifty, each with its relation to the one above."""
    return SafeString(_relatives(relatives, addresses_of("agreement"), escape(_("under negotiation"))))


def _relatives(relatives, addresses, unsigned):
    return "\n".join([_relative(relative, addresses, unsigned) for relative in relatives])


def _relative(relative, addresses, unsigned):
    agreement, title = relative.agreement, html(relative.agreement.title)
    current = ' aria-current="true"' if relative.is_current else ""
    relations = "".join([f'<span class="quiet">{escape(initial(words))}</span> ' for words in relative.relations])
    named = f"<b>{title}</b>" if relative.is_current else f'<a href="{addresses[agreement.reference]}">{title}</a>'
    when = escape(str(known(agreement.signed_on))) if agreement.is_signed else unsigned
    below = f"\n<ul>{_relatives(relative.children, addresses, unsigned)}</ul>" if relative.children else ""
    return f'<li{current}><p>{relations}{named} <bdi class="quiet">{when}</bdi></p>{below}</li>'


register.simple_tag(large_line, name="life_line")
register.simple_tag(occasion_items)


@register.filter
def tells_progress(commitments):
    """Whether it is stated of any of them how far it has got."""
    return any(commitment.progress != Commitment.Progress.NOT_STATED for commitment in commitments)


@register.simple_tag(takes_context=True)
def citation_of(context, agreement):
    """How to cite the agreement: what it is, then its place in the register, whose name the page already knows."""
    kept = format_html('{} <span class="reference">{}</span>', context["identity"], agreement.reference)
    return format_html_join(". ", "<bdi>{}</bdi>", ([fact] for fact in [*citation(agreement), kept]))
