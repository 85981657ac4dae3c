"""How mandates stand on a page of any floor."""

from django import template
from django.utils.safestring import SafeString

from partners import mandate_lines as lines
from register.addresses import addresses_of
from register.templatetags.register import comma, html
from register.translated import first_filled, reading_order

register = template.Library()


@register.simple_tag
def mandate_lines(board, of_institution=False):
    """The mandates of a board (see partners.mandates) as list items, each with its bar where the board has an axis."""
    return lines.mandate_lines(board, of_institution)


@register.simple_tag
def institution_items(institutions):
    """Institutions, read as (slug, fr, ar, en), as list items that lead to their pages."""
    addresses, order = addresses_of("institution"), reading_order()
    items = (
        f'<li><a href="{addresses[slug]}">{html(first_filled(names, order))}</a></li>' for slug, *names in institutions
    )
    return SafeString("".join(items))


@register.simple_tag
def country_links(countries):
    """Countries, given as (code, name), by their names, which lead to their sheets."""
    addresses = addresses_of("country")
    return SafeString(comma().join(f'<a href="{addresses[code.lower()]}">{html(name)}</a>' for code, name in countries))
