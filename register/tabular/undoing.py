"""Taking a file back as a whole: every version that it wrote is found by its reason, and what stood before returns.

A record belongs together with its parts (parties, components…). Where someone wrote to it since, it is shown, and kept
unless this is asked for. Institutions made on the way stay where something else rests on them by now.
"""

from collections import defaultdict
from dataclasses import dataclass, field

from django.apps import apps
from django.contrib.admin.models import CHANGE
from django.db import transaction
from django.db.models import ProtectedError
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from simple_history.utils import get_history_model_for_model

from register import bulk
from register.history import row_of
from register.models import FileImport
from register.search.index import collecting
from register.tabular.exchange import Refused, log


@dataclass
class Touched:
    """A record that a file wrote to. ``versions`` are what it wrote: {model: versions of it or of its parts}."""

    model: type
    pk: int
    versions: dict = field(default_factory=lambda: defaultdict(list))
    changed_since: bool = False

    @property
    def instance(self):
        """The record as the file left it, or a nameless one where the file wrote to its parts only."""
        own = self.versions.get(self.model)
        return row_of(own[-1]) if own else self.model(pk=self.pk)

    @property
    def is_new(self):
        """Whether the file created it."""
        return any(version.history_type == "+" for version in self.versions.get(self.model, ()))

    @property
    def current(self):
        """The record as it is now, if it is."""
        return self.model._base_manager.filter(pk=self.pk).first()


@dataclass
class Survey:
    """What taking a file back would meet."""

    touched: list

    @property
    def free(self):
        return [one for one in self.touched if not one.changed_since]

    @property
    def changed_since(self):
        return [one for one in self.touched if one.changed_since]


def survey(brought, model):
    """The Survey of an applied file of records of ``model``; None when there is nothing to take back."""
    if brought.state != FileImport.State.APPLIED:
        return None
    touched, last = {}, {}
    for tracked, owner_of in _tracked(model):
        for version in _versions(tracked, brought).filter(history_change_reason=brought.reason):
            one = touched.setdefault(owner_of(version), Touched(*owner_of(version)))
            one.versions[tracked].append(version)
            last[tracked] = version.history_id
    for tracked, owner_of in _tracked(model):
        since = _versions(tracked, brought).exclude(history_change_reason=brought.reason)
        for version in since.filter(history_id__gt=last.get(tracked, 0)):
            if owner_of(version) in touched:
                touched[owner_of(version)].changed_since = True
    return Survey(list(touched.values()))


def _tracked(model):
    """(model, function that gives the (model, key) to which a version belongs) of all models with a history.

    Rows with one key to records of ``model`` count as parts of the record: whoever writes them writes to it.
    """
    for tracked in apps.get_models():
        if hasattr(tracked, "history") and not tracked.__name__.startswith("Historical"):
            keys = [column.attname for column in tracked._meta.fields if column.related_model is model]
            if tracked is not model and len(keys) == 1:
                yield tracked, lambda version, key=keys[0]: (model, getattr(version, key))
            else:
                yield tracked, lambda version, tracked=tracked: (tracked, version.id)


def _versions(tracked, brought):
    """The versions written since a file came in, oldest first."""
    history = get_history_model_for_model(tracked)
    return history.objects.filter(history_date__gte=brought.created_at).order_by("history_id")


def undo(brought, model, user, with_changed, now):
    """Take an applied file back; return how many records are as they were. Raises Refused, nothing being written."""
    try:
        with transaction.atomic():
            brought = FileImport.objects.select_for_update().get(pk=brought.pk)
            found = survey(brought, model)
            if found:
                bulk.lock([model(pk=one.pk) for one in found.touched if one.model is model])
                found = survey(brought, model)
            if found is None:
                raise Refused(_("This file has already been taken back, or was never applied."))
            chosen = found.touched if with_changed else found.free
            author = bulk.Author(user, (_("taken back: %(file)s") % {"file": brought.reason})[:100])
            with collecting():
                _take_back(chosen, model, author)
            log(brought, [one.instance for one in chosen if one.model is model], CHANGE)
            brought.state, brought.undone_at, brought.undone_by = FileImport.State.UNDONE, now, user
            brought.save()
    except (ProtectedError, IntegrityError):
        raise Refused(_("Other records rest on what this file created: take those away first.")) from None
    return sum(one.model is model for one in chosen)


def _take_back(chosen, model, author):
    """Parts first, then the records themselves, then what was made on the way."""
    versions = defaultdict(list)
    for one in chosen:
        if one.model is model:
            for tracked, found in one.versions.items():
                versions[tracked] += found
    own = versions.pop(model, [])
    for tracked, found in versions.items():
        _restore(tracked, found, author, bulk.delete)
    changed = {one.pk for one in chosen if one.model is model and one.changed_since}
    _restore(model, [v for v in own if v.id not in changed], author, bulk.delete)
    _restore(model, [v for v in own if v.id in changed], author, _delete_with_parts)
    for one in chosen:
        if one.model is not model:
            _restore(one.model, one.versions[one.model], author, _delete_where_free)


def _restore(model, versions, author, delete):
    """Each row as it was before the oldest of these versions."""
    oldest = {}
    for version in versions:
        oldest.setdefault(version.id, version)
    kinds = defaultdict(list)
    for version in oldest.values():
        kinds[version.history_type].append(version)
    delete(list(model._base_manager.filter(pk__in=[version.id for version in kinds["+"]])), author)
    bulk.create([row_of(version) for version in kinds["-"]], author)
    for edited in bulk.batches(kinds["~"]):
        _rewrite(model, _before(edited), author)


def _rewrite(model, versions, author):
    """Let rows that still are hold what these versions of them hold."""
    history, rows = get_history_model_for_model(model), model._base_manager.in_bulk(versions)
    if not rows:
        return
    for pk, row in rows.items():
        for column in history.tracked_fields:
            setattr(row, column.attname, getattr(versions[pk], column.attname))
    links = {field.name: _linked([versions[pk] for pk in rows], field) for field in history._history_m2m_fields}
    names = [column.name for column in history.tracked_fields if not column.primary_key]
    bulk.update(list(rows.values()), names, author, **links)


def _before(versions):
    """{key: the version that the write before each of these left}; none for a row whose history begins with it."""
    first = {version.id: version.history_id for version in versions}
    found = {}
    for version in type(versions[0]).objects.filter(id__in=first).order_by("history_id"):
        if version.history_id < first[version.id]:
            found[version.id] = version
    return found


def _linked(versions, field):
    """For each version the records to which its row was linked."""
    links, other = defaultdict(list), field.m2m_reverse_name()
    kept = getattr(type(versions[0]), field.name).model.objects.filter(history__in=versions)
    found = field.related_model._base_manager.in_bulk({getattr(link, other) for link in kept})
    for link in kept:
        if getattr(link, other) in found:
            links[link.history_id].append(found[getattr(link, other)])
    return [links[version.pk] for version in versions]


def _delete_with_parts(rows, author):
    """Rows to which others may have given parts since: all goes, each with its version."""
    for row in rows:
        row._history_user, row._change_reason = author.user, author.reason
        row.delete()


def _delete_where_free(rows, author):
    for row in rows:
        try:
            with transaction.atomic():
                _delete_with_parts([row], author)
        except ProtectedError:
            continue
