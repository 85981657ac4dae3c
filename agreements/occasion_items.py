"""What happens, as list items: a calendar shows hundreds, over which templates take several times as long."""

from html import escape

from django.utils.safestring import SafeString

from register.templatetags.register import html, initial


def occasion_items(occasions, is_dated=False, is_named=True):
    """Kind and title of each occasion, with its dates where ``is_dated``; what lasts always has them.

    Where a heading names the kind (not ``is_named``), only what says more than that stands above the title.
    """
    return SafeString("\n".join(_item(occasion, is_dated, is_named) for occasion in occasions))


def _item(occasion, is_dated, is_named):
    dates = [escape(str(date)) for date in (occasion.date, occasion.until) if date]
    when = f' <span class="quiet">· {" – ".join(dates)}</span>' if is_dated or occasion.until else ""
    title, url = html(occasion.title), occasion.url
    linked = f'<a href="{escape(url)}">{title}</a>' if url else title
    what = f"{html(initial(occasion.what))}{when}" if is_named or when or occasion.what != occasion.kind.words else ""
    above = f'<p class="occasion-what">{what}</p>\n' if what else ""
    return f'<li class="occasion occasion-{occasion.kind.name}">{above}<p>{linked}</p></li>'
