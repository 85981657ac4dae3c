"""What is the same on every page of a route is rendered once for each edition of the register and each language."""

from django import template
from django.utils.translation import get_language

register = template.Library()

# Editions pass: so many texts are kept before all are let go.
MOST = 300


@register.tag
def kept(parser, token):
    """``{% kept %}…{% endkept %}``: what stands between depends on the edition, the language and the route alone.

    Pages of no edition (those of staff) and of no route are rendered as if it were not there.
    """
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return Kept(nodes)


class Kept(template.Node):
    child_nodelists = ["nodes"]

    def __init__(self, nodes):
        self.nodes, self.texts = nodes, {}

    def render(self, context):
        request = context.get("request")
        edition, match = getattr(request, "edition", None), getattr(request, "resolver_match", None)
        if not (edition and match):
            return self.nodes.render(context)
        key = edition, get_language(), match.url_name
        text = self.texts.get(key)
        if text is None:
            text = self.nodes.render(context)
            if len(self.texts) >= MOST:
                self.texts.clear()
            self.texts[key] = text
        return text
