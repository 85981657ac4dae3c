"""A selection of agreements as a file: public facts only, newest first, one page of records in memory at a time."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from agreements.models import Agreement, Programme
from register.dates import PartialDate
from register.search.engines import record_of
from register.tabular.writing import KINDS, Table, objects

CHUNK = 500


@dataclass(frozen=True)
class Column:
    """One fact of an agreement: ``read`` gives text, a PartialDate, a list of texts, or None."""

    name: str
    heading: str
    read: callable


def columns(address_of):
    """The public columns of an agreement, headed in the active language; ``address_of(record)`` is a whole address."""
    return [
        Column("reference", _("reference"), lambda row: row.reference),
        Column("kind", _("kind"), lambda row: row.get_kind_display()),
        Column("title_fr", _("title (French)"), lambda row: row.title_fr),
        Column("title_ar", _("title (Arabic)"), lambda row: row.title_ar),
        Column("title_en", _("title (English)"), lambda row: row.title_en),
        Column("parties", _("parties"), lambda row: [party.name for party in row.parties.all()]),
        Column("countries", _("countries"), _countries),
        Column("signed_on", _("signed on"), lambda row: row.signed_on),
        Column("place", _("place of signature"), lambda row: row.place),
        Column("entry_into_force_on", _("entry into force"), lambda row: row.entry_into_force_on),
        Column("ends_on", _("end"), lambda row: row.ends_on),
        Column("renewal", _("renewal"), lambda row: row.get_renewal_display()),
        Column("state", _("state"), lambda row: row.state_words),
        Column("themes", _("themes"), lambda row: [theme.name for theme in row.themes.all()]),
        Column("programmes", _("programmes"), lambda row: [programme.title for programme in row.programmes.all()]),
        Column("sources", _("sources"), lambda row: [source.url for source in row.sources.all() if source.url]),
        Column("changed_at", _("last change"), lambda row: row.changed_at.isoformat(timespec="seconds")),
        Column("address", _("permanent address"), address_of),
    ]


def _countries(agreement):
    institutions = [party.institution for party in agreement.parties.all() if party.institution.is_published]
    return sorted({institution.country.name for institution in institutions if institution.country})


def agreements_of(selection):
    """Every agreement of a selection, newest first."""
    found = (
        Agreement.objects.published()
        .with_state(selection.day)
        .prefetch_related(
            "parties__institution__country", "themes", "sources", Prefetch("programmes", Programme.objects.published())
        )
    )
    numbers = selection.newest(0, CHUNK)
    while numbers:
        by_key = found.in_bulk([record_of(number) for number in numbers])
        yield from (by_key[pk] for number in numbers if (pk := record_of(number)) in by_key)
        numbers = selection.older_than(numbers[-1], CHUNK)


def pieces(kind, selection, columns, about, facts):
    """The bytes of the file, as they are made: ``about`` is said to people as (name, value), ``facts`` to machines."""
    if kind == "json":
        return _objects(selection, columns, facts)
    return KINDS[kind].pieces(
        Table(
            title=_("Agreements"),
            headings=[column.heading for column in columns],
            rows=([_cell(column.read(row)) for column in columns] for row in agreements_of(selection)),
            about_title=_("About this file"),
            about=about,
            right_to_left=get_language_bidi(),
        )
    )


def _cell(value):
    """A day is typed as one, where the file can; a month or a year stays a text."""
    if isinstance(value, PartialDate):
        return value.first_day if value.day else value.edtf
    return " | ".join(map(str, value)) if isinstance(value, list) else value


def _plain(value):
    """Dates as EDTF, translated texts as plain ones."""
    if isinstance(value, list):
        return [str(item) for item in value]
    return getattr(value, "edtf", value if value is None else str(value))


def _objects(selection, columns, facts):
    said = ({column.name: _plain(column.read(row)) for column in columns} for row in agreements_of(selection))
    return objects.lines(facts, "agreements", said)
