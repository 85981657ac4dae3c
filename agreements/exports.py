"""A selection of agreements as a file: public facts only, newest first, one part of it in memory at a time."""

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from agreements.public_facts import facts_of
from register.tabular.writing import KINDS, Table, objects


def columns():
    """(name, heading) of the public columns of an agreement, headed in the active language."""
    return [
        ("reference", _("reference")),
        ("kind", _("kind")),
        ("title_fr", _("title (French)")),
        ("title_ar", _("title (Arabic)")),
        ("title_en", _("title (English)")),
        ("parties", _("parties")),
        ("countries", _("countries")),
        ("signed_on", _("signed on")),
        ("place", _("place of signature")),
        ("entry_into_force_on", _("entry into force")),
        ("ends_on", _("end")),
        ("renewal", _("renewal")),
        ("state", _("state")),
        ("themes", _("themes")),
        ("programmes", _("programmes")),
        ("sources", _("sources")),
        ("changed_at", _("last change")),
        ("address", _("permanent address")),
    ]


def pieces(kind, selection, site, about, facts):
    """The bytes of the file, as they are made: ``about`` is said to people as (name, value), ``facts`` to machines.

    ``site`` is what stands before the path of an address.
    """
    names, headings = zip(*columns(), strict=True)
    if kind == "json":
        rows = facts_of(selection, site, _edtf, list)
        return objects.lines(facts, "agreements", (dict(zip(names, row, strict=True)) for row in rows))
    return KINDS[kind].pieces(
        Table(
            title=_("Agreements"),
            headings=headings,
            rows=facts_of(selection, site, _day, " | ".join),
            about_title=_("About this file"),
            about=about,
            right_to_left=get_language_bidi(),
        )
    )


def _edtf(known):
    return known and known.edtf


def _day(known):
    """A day is typed as one, where the file can; a month or a year stays a text."""
    return known.first_day if known and known.day else _edtf(known)
