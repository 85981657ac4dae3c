"""Writes of many rows of one model, with all that saving each would do: references, folded texts, history, index.

Django's bulk writes send no signal; what follows a write of one row by signals is done here for all of them together.
Use it within a transaction, inside ``collecting``. ``links`` are many-to-many fields: for each row the records to which
it is to be linked and to no others, or None to leave its links as they are.
"""

from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models import CharField, DateTimeField, Exists, IntegerField, OuterRef, Subquery, Value
from django.utils import timezone
from simple_history.utils import get_history_model_for_model

from register import edition
from register.fields import ChangeMomentField, ReferenceField
from register.history import is_tracked
from register.search import FoldedField
from register.search.index import at_the_end, touch_rows

BATCH = 500


@dataclass(frozen=True)
class Author:
    """Who writes, and the reason that the versions of the history bear (at most 100 characters)."""

    user: object
    reason: str = ""


def create(rows, author, **links):
    """Insert rows of one model; they have their keys afterwards."""
    if rows:
        for field in _fields(rows, ReferenceField):
            field.give(rows)
        type(rows[0])._base_manager.bulk_create(rows, batch_size=BATCH)
        _written(rows, "+", author, links)


def update(rows, names, author, **links):
    """Write some fields of rows of one model, and what is worked out from them."""
    if rows:
        manager = type(rows[0])._base_manager
        derived = [*_fields(rows, FoldedField), *_fields(rows, ChangeMomentField)]
        for batch in batches(rows):
            touch_rows(manager.filter(pk__in=[row.pk for row in batch]))
        for row in rows:
            for field in derived:
                field.pre_save(row, add=False)
        manager.bulk_update(rows, {*names, *(field.name for field in derived)}, batch_size=BATCH)
        _written(rows, "~", author, links)


def delete(rows, author):
    """Delete rows of one model to which no other rows belong any more; their links go with them."""
    if rows:
        manager = type(rows[0])._base_manager
        _written(
            rows, "-", author, {field.name: [[]] * len(rows) for field in rows[0]._meta.many_to_many if _own(field)}
        )
        for batch in batches(rows):
            # Nothing has to be collected, and no signal is due: both are done here.
            queryset = manager.filter(pk__in=[row.pk for row in batch])
            queryset._raw_delete(queryset.db)


def lock(rows):
    """Let nobody else write to stored rows of one model until the transaction ends; read again what depends on them."""
    for batch in batches(sorted(rows, key=lambda row: row.pk)):
        manager = type(batch[0])._base_manager
        list(manager.select_for_update().filter(pk__in=[row.pk for row in batch]).order_by("pk").values_list("pk"))


def begin_histories():
    """Give every row that has no version its first one: of rows that were loaded, nobody wrote any."""
    for model in filter(is_tracked, apps.get_models()):
        versions = model.history.filter(**{model._meta.pk.attname: OuterRef("pk")})
        if rows := list(model._base_manager.exclude(Exists(versions))):
            _keep_versions(rows, "~", Author(None))


def batches(rows):
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]


def _own(field):
    """Whether the rows of the relation have no life of their own, as those of a model in between have."""
    return field.remote_field.through._meta.auto_created


def _fields(rows, kind):
    return [field for field in rows[0]._meta.concrete_fields if isinstance(field, kind)]


def _written(rows, kind, author, links):
    for name, linked in links.items():
        pairs = [(row, records) for row, records in zip(rows, linked, strict=True) if records is not None]
        for batch in batches(pairs):
            _link(rows[0]._meta.get_field(name), batch)
    touch_rows(rows)
    at_the_end(edition.renew)
    if hasattr(type(rows[0]), "history") and getattr(settings, "SIMPLE_HISTORY_ENABLED", True):
        _keep_versions(rows, kind, author)


def _link(field, pairs):
    links = field.remote_field.through._base_manager
    own, other = field.m2m_column_name(), field.m2m_reverse_name()
    stored = links.filter(**{f"{own}__in": [row.pk for row, _records in pairs]})
    there = {(getattr(link, own), getattr(link, other)): link.pk for link in stored}
    wanted = {(row.pk, record.pk): None for row, records in pairs for record in records}
    links.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
    links.bulk_create(links.model(**dict(zip((own, other), pair, strict=True))) for pair in wanted if pair not in there)


def _keep_versions(rows, kind, author):
    """A version of each row as it stands in the database, which copies it: no value is read."""
    history = get_history_model_for_model(type(rows[0]))
    about = {
        "history_date": Value(timezone.now(), DateTimeField()),
        "history_type": Value(kind, CharField()),
        "history_user_id": Value(author.user and author.user.pk, IntegerField()),
        "history_change_reason": Value(author.reason or None, CharField()),
    }
    names = [column.attname for column in history.tracked_fields]
    for batch in batches(rows):
        stored = type(rows[0])._base_manager.filter(pk__among={row.pk for row in batch})
        _copy(stored.order_by("pk").annotate(**about), [*names, *about], history)
        for field in history._history_m2m_fields:
            _keep_links(batch, field, history)


def _keep_links(rows, field, history):
    """The links of each row as they are now, kept with its last version."""
    links, own = field.remote_field.through, field.m2m_column_name()
    versions = history.objects.filter(id=OuterRef(own)).order_by("-history_id")
    stored = links._base_manager.filter(**{f"{field.m2m_field_name()}__pk__among": {row.pk for row in rows}})
    names = [column.attname for column in links._meta.concrete_fields]
    last = {"history_id": Subquery(versions.values("history_id")[:1])}
    _copy(stored.order_by("pk").annotate(**last), [*names, *last], getattr(history, field.name).model)


def _copy(queryset, names, model):
    """Insert what a queryset finds into the columns of ``model`` that are called as its values are."""
    quote = connection.ops.quote_name
    columns = ", ".join(quote(model._meta.get_field(name).column) for name in names)
    found, params = queryset.values_list(*names).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(" ".join(["INSERT INTO", quote(model._meta.db_table), f"({columns})", found]), params)
