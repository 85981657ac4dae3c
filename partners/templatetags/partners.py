"""How mandates stand on a page of any floor."""

from django import template
from django.utils.safestring import SafeString

from partners import mandate_lines as lines
from register.addresses import Addresses
from register.templatetags.register import comma, html
from register.translated import first_filled, reading_order

register = template.Library()


@register.simple_tag
def mandate_lines(board, of_institution=False):
    """The mandates of a board (see partners.mandates) as list items, each with its bar where the board has an axis."""
    return lines.mandate_lines(board, of_institution)


@register.simple_tag
def country_links(countries):
    """Countries, read as (code, fr, ar, en), by their names, which lead to their sheets."""
    addresses, order = Addresses("country"), reading_order()
    links = (
        f'<a href="{addresses[code.lower()]}">{html(first_filled(names, order))}</a>' for code, *names in countries
    )
    return SafeString(comma().join(links))
