"""Two records that are one: every link moves to the one that stays, the other goes, its address leads on; and back.

What a merge did is kept row by row (``Merge.steps``), so that it can be undone as long as what it moved is still there.
"""

from collections import Counter

from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from register import edition, history
from register.models import Merge
from register.search.index import at_the_end, collecting, touch_rows

# The versions of most rows keep so many characters of why they were written.
LONGEST_REASON = 100


class CannotUndo(Exception):
    """Nothing was written; the text says why."""


def links_to(model):
    """(model, field) of every foreign key to records of ``model``, those of many-to-many tables included."""
    for relation in model._meta.get_fields(include_hidden=True):
        is_key = relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one)
        if is_key and not relation.related_model.__name__.startswith("Historical"):
            yield relation.related_model, relation.field


def count_links(record):
    """[(name of the records, how many)] of what names a record."""
    found = Counter()
    for model, field in links_to(type(record)):
        found[_named_by(model, type(record))] += model._base_manager.filter(**{field.name: record}).count()
    return [
        (owner._meta.verbose_name if count == 1 else owner._meta.verbose_name_plural, count)
        for owner, count in found.items()
        if count
    ]


def _named_by(model, named):
    """The model itself, or the one that holds the many-to-many field of which it is the table."""
    if not model._meta.auto_created:
        return model
    return next(f.related_model for f in model._meta.fields if f.related_model not in (None, named))


@transaction.atomic
def merge(kept, gone, taken, user, key):
    """Merge ``gone`` into ``kept``, which takes the fields named in ``taken`` from it. Returns the Merge.

    ``key`` names the field that is the address of the records. Rows that both have alike are dropped from ``gone``.
    """
    model, why = type(kept), (_("Merged: %(gone)s into %(kept)s") % {"gone": gone, "kept": kept})[:LONGEST_REASON]
    list(model._base_manager.select_for_update().filter(pk__in=[kept.pk, gone.pk]).order_by("pk").values_list("pk"))
    before = {name: _text(kept, model._meta.get_field(name)) for name in taken}
    moved, dropped = [], []
    with collecting():
        for related, field in links_to(model):
            for row in related._base_manager.filter(**{field.name: gone}):
                _move(row, field, kept, why, moved, dropped)
        kept.refresh_from_db()
        for name in taken:
            value = getattr(gone, name)
            setattr(kept, name, None if value == kept else value)
        unique, gone_pk, name_of_gone = getattr(gone, key), gone.pk, str(gone)
        gone._change_reason = kept._change_reason = why
        gone.delete()
        kept.save()
        touch_rows([kept])
        at_the_end(edition.renew)
    last = history.deleted_version(model, gone_pk)
    return Merge.objects.create(
        records=model._meta.label_lower,
        kept=kept.pk,
        gone=gone_pk,
        old_key=unique,
        name=name_of_gone[:300],
        steps={"moved": moved, "dropped": dropped, "before": before, "version": last.pk, "made": []},
        user=user,
        merged_at=timezone.now(),
    )


def _move(row, field, kept, why, moved, dropped):
    """Let a row name the record that stays; where the register allows it no more, it goes, or names none."""
    label = type(row)._meta.label_lower
    own = isinstance(row, type(kept)) and row.pk == kept.pk
    try:
        with transaction.atomic():
            setattr(row, field.name, None if own else kept)
            row._change_reason = why
            row.save()
        moved.append([label, str(row.pk), field.name])
    except IntegrityError:
        stored = type(row)._base_manager.get(pk=row.pk)
        if hasattr(type(row), "history"):
            pk = row.pk
            stored._change_reason = why
            stored.delete()
            dropped.append([label, history.deleted_version(type(row), pk).pk])
        else:
            others = {column.attname: _text(stored, column) for column in type(row)._meta.concrete_fields}
            stored.delete()
            dropped.append([label, others])


@transaction.atomic
def undo(done, user):
    """Take a merge back. Raises CannotUndo, nothing being written, where what it did has been written over since."""
    done = Merge.objects.select_for_update().get(pk=done.pk)
    model = apps.get_model(done.records)
    kept = model._base_manager.select_for_update().filter(pk=done.kept).first()
    if done.undone_at or kept is None or model._base_manager.filter(pk=done.gone).exists():
        raise CannotUndo(_("This merge has been undone, or one of both records is no more."))
    why = (_("Merge undone: %(gone)s") % {"gone": done.name})[:LONGEST_REASON]
    try:
        with transaction.atomic(), collecting():
            gone = _back(model, done.steps["version"], why)
            for label, version in done.steps["dropped"]:
                _back(apps.get_model(label), version, why)
            for label, pk in done.steps["made"]:
                for row in apps.get_model(label)._base_manager.filter(pk=pk):
                    row.delete()
            for label, pk, name in done.steps["moved"]:
                row = apps.get_model(label)._base_manager.filter(pk=pk).first()
                if row is not None and getattr(row, f"{name}_id") in (kept.pk, None):
                    setattr(row, name, gone)
                    row._change_reason = why
                    row.save()
            kept.refresh_from_db()
            for name, text in done.steps["before"].items():
                column = model._meta.get_field(name)
                setattr(kept, column.attname, column.to_python(text))
            kept._change_reason = why
            kept.save()
            touch_rows([kept, gone])
            at_the_end(edition.renew)
    except IntegrityError:
        raise CannotUndo(_("The address or a row of the other record is taken by now.")) from None
    done.undone_at, done.undone_by = timezone.now(), user
    done.save()
    return kept


def leads_to(model, old_key):
    """The key of the record into which the one of an old address was merged, or None; merge after merge is followed."""
    done = Merge.objects.filter(records=model._meta.label_lower, old_key=old_key, undone_at=None).first()
    seen = set()
    while done and done.kept not in seen:
        seen.add(done.kept)
        if model._base_manager.filter(pk=done.kept).exists():
            return done.kept
        done = Merge.objects.filter(records=model._meta.label_lower, gone=done.kept, undone_at=None).first()
    return None


def _back(model, version, why):
    """A row as its last version, or its values, tell of it."""
    if isinstance(version, dict):
        row = model(**{name: model._meta.get_field(name).to_python(text) for name, text in version.items()})
    else:
        row = history.row_of(model.history.model.objects.get(pk=version))
        row._change_reason = why
    row.save(force_insert=True)
    return row


def _text(row, column):
    """The value of a column as text, or None where there is none; ``to_python`` of the column reads it again."""
    return None if column.value_from_object(row) is None else column.value_to_string(row)
