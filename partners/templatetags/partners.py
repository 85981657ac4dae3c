"""How mandates stand on a page of any floor."""

from django import template

from partners import mandate_lines as lines

register = template.Library()


@register.simple_tag
def mandate_lines(board, of_institution=False):
    """The mandates of a board (see partners.mandates) as list items, each with its bar where the board has an axis."""
    return lines.mandate_lines(board, of_institution)
