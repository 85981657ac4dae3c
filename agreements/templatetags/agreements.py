"""How agreements stand on a page of any floor: as catalogue entries with their life lines on one axis."""

from django import template
from django.utils.translation import get_language_bidi

from agreements.lifeline import life_lines

register = template.Library()


@register.inclusion_tag("agreements/_table.html")
def agreement_entries(agreements, day, question=None):
    """Annotated agreements (``with_state``, ``with_parties``) as entries; what answers a question is marked."""
    return {"agreements": life_lines(list(agreements), day, get_language_bidi()), "question": question}


GEOMETRY = {
    "small": {"height": 20, "middle": 10, "mark_top": 6, "mark_height": 8, "radius": 4.5},
    "large": {"height": 76, "middle": 32, "mark_top": 25, "mark_height": 14, "radius": 8},
}


@register.inclusion_tag("components/lifeline.html")
def life_line(line, size):
    """Draw a LifeLine, "small" in a list or "large" on a page; places are percentages, heights are pixels."""
    return {"line": line, "size": size, **GEOMETRY[size]}


@register.inclusion_tag("components/budget_bar.html")
def budget_bar(budget):
    """The shares of a budget by state as one bar, drawn from the reading edge; the table under it has the figures."""
    parts, x = [], 0
    for state, _words, _total, share in budget.shares:
        start = 100 - x - share if get_language_bidi() else x
        parts.append((state, round(start, 2), round(share, 2)))
        x += share
    return {
        "parts": parts,
        "label": ", ".join(f"{words} {share:.0f} %" for _state, words, _total, share in budget.shares),
    }
