"""The whole story of a record, parts included, from the versions that django-simple-history keeps of every row."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta

from django.apps import apps
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from simple_history.utils import get_history_model_for_model

# Versions by one person, written within so short a time, are one save of a page.
ONE_SAVE = timedelta(seconds=3)
KINDS = {
    "+": pgettext_lazy("story", "Added"),
    "~": pgettext_lazy("story", "Changed"),
    "-": pgettext_lazy("story", "Removed"),
}


@dataclass
class Change:
    """What became of one row. ``differences`` are (field, before, after) in words."""

    kind: str
    what: str
    name: str
    differences: list

    @property
    def label(self):
        return KINDS[self.kind]


@dataclass
class Event:
    """One save: by whom, when, why, and all rows that it wrote. ``rows`` are their versions before and after it."""

    when: object
    who: object
    why: str
    changes: list = field(default_factory=list)
    rows: dict = field(default_factory=dict)

    @property
    def moment(self):
        """Its end in microseconds since 1970, by which it is asked for."""
        return moment_of(self.when)


def moment_of(when):
    return int(when.timestamp()) * 10**6 + when.microsecond


def parts_of(model):
    """(model, its field that names the record) of all rows with a history that go with a record of ``model``."""
    for part in apps.get_models():
        if is_tracked(part):
            ties = [f for f in part._meta.fields if f.related_model is model and _goes_along(f)]
            if ties:
                yield part, ties[0].name


def is_tracked(model):
    """Whether versions of the rows of a model are kept."""
    return hasattr(model, "history") and not model.__name__.startswith("Historical")


def _goes_along(key):
    return key.remote_field.on_delete is models.CASCADE


def versions(record):
    """All versions of a record and of its parts, oldest first."""
    found = list(_of(type(record)).filter(**{type(record)._meta.pk.attname: record.pk}))
    for part, tie in parts_of(type(record)):
        found += _of(part).filter(**{f"{tie}_id": record.pk})
    return sorted(found, key=lambda version: (version.history_date, version.history_id))


def _of(model):
    return get_history_model_for_model(model).objects.select_related("history_user")


def written_by(records, user):
    """Those of a queryset to which a person has written."""
    versions = records.model.history.filter(history_user=user)
    return records.filter(pk__in=versions.values(records.model._meta.pk.attname))


def story(record):
    """The Events of a record, the last first."""
    events, last, names = [], {}, _Names()
    for version in versions(record):
        key = (version.instance_type, key_of(version))
        if not _belongs(events, version):
            events.append(Event(version.history_date, version.history_user, version.history_change_reason or ""))
        event = events[-1]
        event.when, event.why = version.history_date, event.why or version.history_change_reason or ""
        before, _written = event.rows.get(key, (last.get(key), None))
        event.rows[key] = before, version
        last[key] = version
    for event in events:
        changes = [_change(version, before, type(record), names) for before, version in event.rows.values()]
        event.changes = [change for change in changes if change.kind != "~" or change.differences]
    return [event for event in reversed(events) if event.changes or event.why]


def state_at(record, moment):
    """Of a record and of its parts at a moment: {(model, key): the version that held}, None where it was not there.

    A row whose history begins later, and not with its creation, was there in a state that nobody knows: it is left out.
    """
    held, later = {}, {}
    for version in versions(record):
        key = version.instance_type, key_of(version)
        if moment_of(version.history_date) <= moment:
            held[key] = None if version.history_type == "-" else version
        else:
            later.setdefault(key, version)
    return {key: None for key, first in later.items() if first.history_type == "+"} | held


def row_of(version):
    """The unsaved row that a version tells of."""
    names = [column.attname for column in type(version).tracked_fields]
    return version.instance_type(**{name: getattr(version, name) for name in names})


def deleted(model):
    """The last versions of the records of ``model`` that are no more, last deleted first, read as asked for."""
    pk, seen = model._meta.pk.attname, set()
    gone = _of(model).filter(history_type="-").exclude(**{f"{pk}__in": model._base_manager.values("pk")})
    for version in gone.order_by("-history_date", "-history_id").iterator():
        if key_of(version) not in seen:
            seen.add(key_of(version))
            yield version


def deleted_version(model, pk):
    """The version with which a row that is no more was deleted. Raises DoesNotExist of the history, or ValueError."""
    return _of(model).filter(**{model._meta.pk.attname: pk}, history_type="-").latest("history_date")


def linked(version, field):
    """The keys of the records to which a version was linked."""
    return [getattr(link, field.m2m_reverse_name()) for link in getattr(version, field.name).all()]


def _belongs(events, version):
    """Whether a version was written in the same save as those before it."""
    if not events:
        return False
    last = events[-1]
    return last.who == version.history_user and version.history_date - last.when <= ONE_SAVE


def key_of(version):
    """The key of the row that a version tells of."""
    return getattr(version, version.instance_type._meta.pk.attname)


def _change(version, before, model, names):
    kind = version.history_type if before or version.history_type != "~" else "+"
    own = version.instance_type is model
    what = version.instance_type._meta.verbose_name
    return Change(
        kind=kind,
        what=str(what),
        name="" if own else names.of(version),
        differences=list(_differences(before, version, model, names)) if before and kind == "~" else [],
    )


def _differences(before, version, owner, names):
    """What differs between two versions of a row, in words; its tie to the record is not told."""
    for column in type(version).tracked_fields:
        old, new = getattr(before, column.attname), getattr(version, column.attname)
        is_told = not (column.primary_key or (column.related_model is owner and _goes_along(column)))
        if old != new and is_told:
            source = version.instance_type._meta.get_field(column.name)
            yield capfirst(str(source.verbose_name)), names.value(source, old), names.value(source, new)
    for column in type(version)._history_m2m_fields:
        old, new = (set(linked(v, column)) for v in (before, version))
        if old != new:
            told = (", ".join(sorted(names.record(column.related_model, key) for key in side)) for side in (old, new))
            yield capfirst(str(column.verbose_name)), *told


class _Names:
    """Words for the values of versions; each record that is named is read once."""

    def __init__(self):
        self.known = defaultdict(dict)

    def of(self, version):
        """The name of a part; some take it from records that may be gone."""
        try:
            return str(row_of(version))
        except models.ObjectDoesNotExist:
            return f"#{key_of(version)}"

    def value(self, column, value):
        if value is None or value == "":
            return "—"
        if column.related_model:
            return self.record(column.related_model, value)
        if column.choices:
            return str(dict(column.flatchoices).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        return str(value)

    def record(self, model, key):
        known = self.known[model]
        if key not in known:
            found = model._base_manager.filter(pk=key).first()
            known[key] = str(found) if found else f"#{key}"
        return known[key]
