"""How forms become HTML: as by the templates of Django, which are not asked for each attribute of a plain input."""

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape

# The templates that are nothing but an input of the widget's type.
INPUTS = {f"django/forms/widgets/{name}.html" for name in ("input", "text", "number", "date", "hidden", "email", "url")}


class Renderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        if template_name in INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget):
    named = [("type", widget["type"]), ("name", widget["name"])]
    if widget["value"] is not None:
        named.append(("value", widget["value"]))
    written = (_attribute(*attribute) for attribute in (*named, *widget["attrs"].items()))
    return f"<input{''.join(written)}>"


def _attribute(name, value):
    if value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{conditional_escape(value)}"'
