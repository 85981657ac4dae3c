"""What happens, as list items: a calendar shows hundreds, over which templates take several times as long."""

from html import escape

from django.utils.safestring import SafeString

from register.templatetags.register import html, initial


def occasion_items(occasions, is_dated=False):
    """Kind and title of each occasion, with its dates where ``is_dated``; what lasts always has them."""
    return SafeString("\n".join(_item(occasion, is_dated) for occasion in occasions))


def _item(occasion, is_dated):
    dates = [escape(str(date)) for date in (occasion.date, occasion.until) if date]
    when = f' <span class="quiet">· {" – ".join(dates)}</span>' if is_dated or occasion.until else ""
    title, url = html(occasion.title), occasion.url
    linked = f'<a href="{escape(url)}">{title}</a>' if url else title
    return (
        f'<li class="occasion occasion-{occasion.kind.name}">'
        f'<p class="occasion-what">{html(initial(occasion.what))}{when}</p>\n<p>{linked}</p></li>'
    )
