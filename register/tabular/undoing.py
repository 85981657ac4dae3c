"""Taking a file back as a whole: every version that it wrote is found by its reason, and what stood before returns.

A record belongs together with its parts (parties, components…). Where someone wrote to it since, it is shown, and kept
unless this is asked for. Institutions made on the way stay where something else rests on them by now.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

from django.apps import apps
from django.contrib.admin.models import CHANGE
from django.db import transaction
from django.db.models import ProtectedError
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from simple_history.utils import get_history_model_for_model

from register import bulk
from register.history import is_tracked, row_of
from register.models import FileImport
from register.search.index import collecting
from register.tabular.exchange import Refused, log


class Written(NamedTuple):
    """A version of a row, without what it holds: the key of the row, that of the version, and "+", "~" or "-"."""

    row: int
    version: int
    kind: str


@dataclass
class Touched:
    """A record that a file wrote to. ``versions`` are what it wrote: {model: versions of it or of its parts}."""

    model: type
    pk: int
    versions: dict = field(default_factory=lambda: defaultdict(list))
    changed_since: bool = False

    @property
    def is_new(self):
        """Whether the file created it."""
        return any(written.kind == "+" for written in self.versions.get(self.model, ()))

    @property
    def current(self):
        """The record as it is now, if it is."""
        return self.model._base_manager.filter(pk=self.pk).first()


@dataclass
class Survey:
    """What taking a file of records of ``model`` back would meet."""

    model: type
    touched: list

    @property
    def free(self):
        return [one for one in self.touched if not one.changed_since]

    @property
    def own(self):
        """Records of the kind that the file is of."""
        return [one for one in self.free if one.model is self.model]

    @property
    def made_on_the_way(self):
        return [one for one in self.free if one.model is not self.model]

    @property
    def changed_since(self):
        return [one for one in self.touched if one.changed_since]


def survey(brought, model):
    """The Survey of an applied file of records of ``model``; None when there is nothing to take back."""
    if brought.state != FileImport.State.APPLIED:
        return None
    touched, last = {}, {}
    for tracked, owner in _tracked(model):
        for owned_by, written in _owned(tracked, owner, _since(tracked, brought).filter(**_by(brought))):
            one = touched.setdefault(owned_by, Touched(*owned_by))
            one.versions[tracked].append(written)
            last[tracked] = written.version
    for tracked, owner in _tracked(model):
        others = _since(tracked, brought).exclude(**_by(brought)).filter(history_id__gt=last.get(tracked, 0))
        for owned_by, _written in _owned(tracked, owner, others):
            if owned_by in touched:
                touched[owned_by].changed_since = True
    return Survey(model, list(touched.values()))


def _tracked(model):
    """(model, its column with the key of the record to which a row belongs) of all models with a history.

    Rows with one key to records of ``model`` count as parts of the record: whoever writes them writes to it. Of others
    the column is None: each belongs to itself.
    """
    for tracked in filter(is_tracked, apps.get_models()):
        keys = [column.attname for column in tracked._meta.fields if column.related_model is model]
        yield tracked, keys[0] if tracked is not model and len(keys) == 1 else None


def _since(tracked, brought):
    """The versions written since a file came in, oldest first."""
    history = get_history_model_for_model(tracked)
    return history.objects.filter(history_date__gte=brought.created_at).order_by("history_id")


def _by(brought):
    return {"history_change_reason": brought.reason}


def _owned(tracked, owner, versions):
    """((model, key) to which each version belongs, Written), read as they are asked for."""
    names = ["id", "history_id", "history_type", *([owner] if owner else [])]
    other = tracked._meta.get_field(owner.removesuffix("_id")).related_model if owner else tracked
    for row, version, kind, *key in versions.values_list(*names).iterator(chunk_size=5000):
        yield (other, key[0] if owner else row), Written(row, version, kind)


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
            for batch in bulk.batches([one for one in chosen if one.model is model]):
                log(brought, _named(model, batch), CHANGE)
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
    _restore(model, [written for written in own if written.row not in changed], author, bulk.delete)
    _restore(model, [written for written in own if written.row in changed], author, _delete_with_parts)
    for one in chosen:
        if one.model is not model:
            _restore(one.model, one.versions[one.model], author, _delete_where_free)


def _restore(model, versions, author, delete):
    """Each row as it was before the oldest of these versions."""
    oldest = {}
    for written in versions:
        oldest.setdefault(written.row, written)
    kinds = defaultdict(list)
    for written in oldest.values():
        kinds[written.kind].append(written)
    for added in bulk.batches(kinds["+"]):
        delete(list(model._base_manager.filter(pk__in=[written.row for written in added])), author)
    for removed in bulk.batches(kinds["-"]):
        bulk.create([row_of(version) for version in _read(model, removed).values()], author)
    for edited in bulk.batches(kinds["~"]):
        _rewrite(model, _before(model, edited), author)


def _read(model, versions):
    """{key of the row: the version, with all that it holds}."""
    history = get_history_model_for_model(model)
    found = history.objects.filter(history_id__in=[written.version for written in versions])
    return {version.id: version for version in found.order_by("history_id")}


def _named(model, touched):
    """The records as the file left them, or nameless ones where it wrote to their parts only."""
    last = [one.versions[model][-1] for one in touched if one.versions.get(model)]
    left = {pk: row_of(version) for pk, version in _read(model, last).items()}
    return [left.get(one.pk) or model(pk=one.pk) for one in touched]


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


def _before(model, versions):
    """{key: the version that the write before each of these left}; none for a row whose history begins with it."""
    first = {written.row: written.version for written in versions}
    history, last = get_history_model_for_model(model), {}
    known = history.objects.filter(id__in=first).order_by("history_id").values_list("id", "history_id")
    for row, version in known:
        if version < first[row]:
            last[row] = version
    return {version.id: version for version in history.objects.filter(history_id__in=last.values())}


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
