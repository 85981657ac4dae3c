"""How agreements stand on a page of any floor: as catalogue entries with their life lines on one axis."""

from django import template
from django.utils.translation import get_language_bidi

from agreements.lifeline import life_lines
from agreements.models import Meeting
from agreements.sentences import citation

register = template.Library()


@register.inclusion_tag("agreements/_table.html")
def agreement_entries(agreements, day):
    """Annotated agreements (``with_state``, ``with_parties``) as a list of entries."""
    return {"agreements": life_lines(list(agreements), day, get_language_bidi())}


GEOMETRY = {
    "small": {
        "height": 20,
        "middle": 10,
        "mark_top": 6,
        "mark_height": 8,
        "radius": 4.5,
        "diamond": "M0-5.5 5.5 0 0 5.5-5.5 0Z",
    },
    "large": {
        "height": 76,
        "middle": 32,
        "mark_top": 25,
        "mark_height": 14,
        "radius": 8,
        "diamond": "M0-10 10 0 0 10-10 0Z",
    },
}


@register.inclusion_tag("components/lifeline.html")
def life_line(line, size):
    """Draw a LifeLine, "small" in a list or "large" on a page; places are percentages, heights are pixels."""
    return {"line": line, "size": size, **GEOMETRY[size]}


@register.simple_tag
def meetings_attended(institution, most):
    """The latest published meetings at which somebody represented the institution."""
    return Meeting.objects.published().attended_by([institution]).with_page()[:most]


@register.simple_tag(takes_context=True)
def citation_of(context, agreement):
    """How to cite the agreement, with the name of the register that the page already knows."""
    return citation(agreement, context["identity"])
