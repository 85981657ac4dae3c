"""The index follows every write: what is indexed, what touches it, and how it is brought up to date.

An app registers each indexed model with a function that reads its documents, and says which writes touch which
records. Only published records have an entry, so that nothing else can ever be found, counted or suggested.
"""

import threading
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import models, transaction

from register.models import SearchEntry, SearchWord
from register.search import counts, engines, matching
from register.search.documents import Prepared
from register.search.terms import written_words

CHUNK = 500


@dataclass(frozen=True)
class Group:
    """An indexed model: ``documents(pks)`` yields those of published records, ``dependents(pks)`` whom they touch.

    ``dated`` names the column in whose order entries are read.
    """

    number: int
    name: str
    model: type
    documents: callable
    dependents: callable
    dated: str


_groups = {}
_followed = {}
_pending = threading.local()


def register(number, name, model, documents, dependents=lambda pks: {}, dated="pk"):
    """Index a model under a number (1–9) that never changes, since it is part of the identifiers of entries.

    1 is for the model of which there are most records.
    """
    matching.numbers[f"group={name}",] = number
    if number == matching.LARGEST:
        matching.largest.add((f"group={name}",))
    _groups[name] = Group(number, name, model, documents, dependents, dated)


def groups():
    return list(_groups.values())


def number_of(name):
    return _groups[name].number


def follow(model, touched):
    """After each write of a row of ``model``, refresh what ``touched(row)`` names, as it was and as it is.

    ``touched`` returns {group name: pks}.
    """
    _followed[model] = touched

    def before_save(instance, **kwargs):
        old = model._base_manager.filter(pk=instance.pk).first() if instance.pk and not instance._state.adding else None
        instance._touched = [_known(touched(old))] if old else []

    def before_delete(instance, **kwargs):
        named = _known(touched(instance))
        instance._touched = [named, *(_known(_groups[name].dependents(pks)) for name, pks in named.items())]

    def written(instance, **kwargs):
        for named in (*instance.__dict__.pop("_touched", ()), touched(instance)):
            touch(named)

    models.signals.pre_save.connect(before_save, sender=model, weak=False)
    models.signals.pre_delete.connect(before_delete, sender=model, weak=False)
    models.signals.post_save.connect(written, sender=model, weak=False)
    models.signals.post_delete.connect(written, sender=model, weak=False)


def follow_deletions(model, touched):
    """Refresh what ``touched(row)`` names when a row is deleted: for rows whose own facts no entry holds."""

    def before(instance, **kwargs):
        instance._touched = _known(touched(instance))

    def after(instance, **kwargs):
        touch(instance.__dict__.pop("_touched"))

    models.signals.pre_delete.connect(before, sender=model, weak=False)
    models.signals.post_delete.connect(after, sender=model, weak=False)


def touch_rows(rows):
    """What rows of one model name is refreshed, as a write of each would do: for writes that send no signal."""
    for row in rows:
        if type(row) in _followed:
            touch(_known(_followed[type(row)](row)))


def _known(touched):
    """What is touched, read now: later the rows that tell may be gone."""
    return {name: set(pks) for name, pks in touched.items()}


def follow_links(through, touched):
    """The same for the rows of a many-to-many relation: ``touched(pks of one side, model of that side)``."""

    def written(instance, action, pk_set, model, **kwargs):
        own = touched({instance.pk}, type(instance))
        if action == "pre_clear":
            instance._cleared = [_known(own), *(_known(_groups[name].dependents(pks)) for name, pks in own.items())]
        elif action in ("post_add", "post_remove", "post_clear"):
            for named in (own, touched(pk_set or set(), model), *instance.__dict__.pop("_cleared", ())):
                touch(named)

    models.signals.m2m_changed.connect(written, sender=through, weak=False)


@contextmanager
def collecting():
    """Bring the index up to date once at the end, for all that was written inside. Use it within a transaction."""
    if getattr(_pending, "touched", None) is not None:
        yield
        return
    _pending.touched, _pending.last = defaultdict(set), {}
    try:
        yield
        touched, last = _pending.touched, list(_pending.last)
    finally:
        _pending.touched = None
    refresh(touched)
    for act in last:
        act()


def at_the_end(act):
    """Call ``act`` now, or once at the end of ``collecting``."""
    if getattr(_pending, "touched", None) is None:
        act()
    else:
        _pending.last[act] = True


def touch(touched):
    """Bring entries up to date now, or at the end of ``collecting``: {group name: pks}."""
    pending = getattr(_pending, "touched", None)
    if pending is None:
        refresh(touched)
        return
    for name, pks in touched.items():
        pending[name] |= set(pks)


def refresh(touched):
    """Write the entries of these records, {group name: pks}, and of those that depend on what changed in them."""
    queue = {name: set(pks) for name, pks in touched.items() if pks}
    while queue:
        name, pks = queue.popitem()
        group, pks = _groups[name], sorted(pk for pk in pks if pk)
        for start in range(0, len(pks), CHUNK):
            changed = _refresh(group, pks[start : start + CHUNK])
            for dependent, others in group.dependents(changed).items() if changed else ():
                queue[dependent] = queue.get(dependent, set()) | set(others)


@transaction.atomic
def rewrite(name, pks):
    """Write the entries of some records anew, whatever they hold; the counts are left to ``whole.recount``."""
    group = _groups[name]
    SearchEntry.objects.filter(record__in=[pk * matching.GROUPS + group.number for pk in pks]).delete()
    written = sorted((Prepared(group, document) for document in group.documents(pks)), key=lambda entry: entry.id)
    _write([], written)
    _learn(written)


@transaction.atomic
def _refresh(group, pks):
    """Write the entries of one group that differ from what they should be; return the records that changed."""
    known = {pk * matching.GROUPS + group.number for pk in pks}
    old = {entry.record: entry for entry in SearchEntry.objects.filter(record__in=known)}
    new = {entry.record: entry for entry in (Prepared(group, document) for document in group.documents(pks))}
    changed = [record for record in known if _digest(old.get(record)) != _digest(new.get(record))]
    if changed:
        gone, written = [old[r] for r in changed if r in old], [new[r] for r in changed if r in new]
        _write(gone, written)
        _count(gone, written)
        _learn(written)
    return [record // matching.GROUPS for record in changed]


def _digest(entry):
    return entry and entry.digest


def _write(gone, written):
    SearchEntry.objects.filter(pk__in=[entry.id for entry in gone]).delete()
    engines.write([prepared.entry for prepared in written], [prepared.texts for prepared in written])


def _count(gone, written):
    change = counts.on(written)
    change.subtract(counts.on(gone))
    counts.add(change)


def _learn(written):
    """Keep the words of titles that were not met before."""
    words = {}
    for entry in written:
        for run, word in written_words(entry.document.title, entry.title):
            words.setdefault(word, run)
    known = set(SearchWord.objects.filter(word__in=words).values_list("word", flat=True))
    new = [SearchWord(word=word, written=run) for word, run in words.items() if word not in known]
    SearchWord.objects.bulk_create(new, ignore_conflicts=True)


def forget_the_gone(name):
    """Remove the entries of records that are no longer there; return how many there were."""
    group = _groups[name]
    ours = SearchEntry.objects.annotate(kind=models.F("record") % matching.GROUPS).filter(kind=group.number)
    # Asked of each entry: what is not among a million keys PostgreSQL would look for in all of them, again and again.
    published = group.model.objects.published().filter(pk=models.OuterRef("record") / matching.GROUPS)
    return ours.exclude(models.Exists(published)).delete()[0]
