"""Mandates as items of a list with their bars: HTML. Drawn here, since a network has dozens of them."""

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from partners.models import Membership
from register.addresses import addresses_of
from register.templatetags.register import comma, html, period
from register.translated import in_each_language

_HEIGHT = 22


def mandate_lines(board, of_institution=False):
    """The items of a board, each naming its network (``of_institution``) or its member."""
    addresses = addresses_of("institution")
    roles, ground = _words_of_roles(), _ground(board) if board.axis else None
    return SafeString("\n".join(_line(mandate, roles, addresses, ground, of_institution) for mandate in board.mandates))


@in_each_language
def _words_of_roles():
    return {role.value: f"{conditional_escape(role.label)}{comma()}" for role in Membership.Role}


def _line(mandate, roles, addresses, ground, of_institution):
    named = mandate.network if of_institution else mandate.institution
    held = f"{roles[mandate.role]}{conditional_escape(period(mandate.starts_on, mandate.ends_on))}"
    drawn = "" if ground is None else _bar(mandate, ground)
    return (
        f'<li><span><a href="{addresses[named.slug]}">{html(named.name)}</a></span>\n'
        f'<span class="quiet role-{mandate.role}" id="mandate-{mandate.pk}">{held}</span>\n{drawn}</li>'
    )


def _ground(board):
    """The years and today, behind every bar of a board; every place is a number."""
    lines = [("tick", x) for _year, x in board.axis.ticks()] + [("today", board.today_place)]
    return "".join(f'<line class="{name}" x1="{x}%" x2="{x}%" y1="0" y2="{_HEIGHT}"/>' for name, x in lines)


def _bar(mandate, ground):
    bar, drawn, middle = mandate.bar, [ground], _HEIGHT // 2
    if bar.unknown:
        start, end = bar.unknown
        drawn.append(f'<line class="unknown" x1="{start}%" x2="{end}%" y1="{middle}" y2="{middle}"/>')
    for name, stretch in (("possible", bar.possible), ("sure", bar.sure)):
        if stretch:
            drawn.append(f'<rect class="{name}" x="{stretch[0]}%" width="{stretch[1]}%" y="4" height="14"/>')
    return (
        f'<svg class="mandate mandate-{mandate.role}" width="100%" height="{_HEIGHT}" role="img"'
        f' aria-labelledby="mandate-{mandate.pk}">{"".join(drawn)}</svg>'
    )
