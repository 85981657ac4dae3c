"""What every template uses to show a text with its language, a date that may be unknown, an amount, an address."""

import re
from functools import cache, lru_cache
from html import escape

from django import template
from django.conf import settings
from django.urls import get_script_prefix, reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from register.dates import moment_in_words
from register.search.terms import highlighted
from register.translated import TranslatedText

register = template.Library()

# Moroccan Arabic writes numbers as French does; Django's Arabic formats do not group thousands at all.
MOROCCAN_SEPARATORS = {ord(","): "\u202f", ord("."): ","}
_END_OF_SENTENCE = re.compile(r"(?<=[.!?؟])\s+")


@register.filter
def text(value, question=None):
    """A translated text; where it stands in another language than the page, marked as such, mark and all set apart.

    What answers a question that was asked stands in <mark>.
    """
    shown = highlighted(value, question) if question else value
    if not getattr(value, "is_fallback", False):
        return shown
    language = get_language_info(value.language)
    return format_html(
        '<bdi dir="{}"><span lang="{}">{}</span>\u00a0<abbr class="fallback" title="{}">{}</abbr></bdi>',
        "rtl" if language["bidi"] else "ltr",
        value.language,
        shown,
        _("Not translated yet: shown in %(language)s") % {"language": language["name_translated"]},
        value.language,
    )


def html(value, question=None):
    """A text as ``text`` shows it, escaped."""
    if question or getattr(value, "is_fallback", False):
        return conditional_escape(text(value, question))
    return escape(str(value))


@register.filter
def known(date):
    """A partial date, or the words that say it is not known."""
    return _("date unknown") if date is None else date


@register.filter
def moment(when):
    """A moment in words: « 23 novembre 2026, 15:23 »."""
    return moment_in_words(when)


@register.simple_tag
def period(starts_on, ends_on):
    """From when to when, as far as it is known."""
    return _period(starts_on, ends_on, get_language())


@lru_cache(maxsize=2_000)
def _period(starts_on, ends_on, _language):
    """Worked out once for a language: a network has the same years again and again."""
    if starts_on and ends_on:
        return format_html('<span class="period">{} – {}</span>', starts_on, ends_on)
    if starts_on:
        return starts_on.since
    return ends_on.until if ends_on else _("period not stated")


@register.filter
def amount(value):
    """A number with its thousands apart and no idle decimals: 1 250 000 in French and Arabic, 1,250,000 in English."""
    if value is None:
        return ""
    written = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return written if get_language() == "en" else written.translate(MOROCCAN_SEPARATORS)


@register.filter
def initial(value):
    """The text with its first letter in capital, for a label that begins a line; it keeps its language."""
    said = str(value)
    return _in_its_language(said[:1].upper() + said[1:], value)


@register.filter
def first_sentence(value):
    """The first sentence of a text; it keeps its language."""
    return _in_its_language(_END_OF_SENTENCE.split(value, 1)[0], value)


def _in_its_language(shown, value):
    return TranslatedText(shown, value.language, value.is_fallback) if isinstance(value, TranslatedText) else shown


@register.simple_tag(takes_context=True)
def in_languages(context):
    """This page in each language of the site, as (code, address, name of the language in itself).

    Addresses differ by the language that they begin with; one that leads nowhere stays as it is.
    """
    request = context.get("request")
    here, root = request.get_full_path() if request else reverse("home"), get_script_prefix()
    if request and not request.resolver_match:
        return [(code, here, _name_of(code)) for code, _name in settings.LANGUAGES]
    rest = here.removeprefix(root + _prefix(get_language()))
    return [(code, f"{root}{_prefix(code)}{rest}", _name_of(code)) for code, _name in settings.LANGUAGES]


def _prefix(language):
    return "" if language == settings.LANGUAGE_CODE else f"{language}/"


@cache
def _name_of(code):
    return initial(get_language_info(code)["name_local"])


@register.simple_tag(takes_context=True)
def alternates(context, versions):
    """Where search engines find this page in each language (see ``in_languages``); nowhere, where it is an error."""
    request = context.get("request")
    if not (request and request.resolver_match):
        return ""
    site = f"{request.scheme}://{request.get_host()}"
    links = (f'<link rel="alternate" hreflang="{c}" href="{escape(site + at)}">\n' for c, at, _name in versions)
    return SafeString("".join(links))


@register.simple_tag(takes_context=True)
def nav_links(context, *routes):
    """The links of the main navigation, given as route and label in turn; marked where the page lies under one."""
    request = context.get("request")
    path = request.path if request else ""
    links = zip(routes[::2], routes[1::2], strict=True)
    return SafeString("".join(_nav_link(reverse(route), label, path) for route, label in links))


def _nav_link(address, label, path):
    current = ' aria-current="page"' if path.startswith(address) else ""
    return f'<a href="{address}"{current}>{escape(label)}</a>'


@register.simple_tag
def comma():
    """What stands between two items of a line: Arabic has a comma of its own."""
    return "، " if get_language() == "ar" else ", "


@register.simple_tag
def language_direction():
    return "rtl" if get_language_info(get_language())["bidi"] else "ltr"
