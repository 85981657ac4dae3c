"""Bringing a deleted record back, with what went with it and the links it had."""

from django.apps import apps
from django.db import transaction
from simple_history.utils import get_history_model_for_model

from register.history import ONE_SAVE, is_tracked, linked, row_of, versions
from register.search.index import collecting


@transaction.atomic
def undelete(version, why):
    """Write a deleted record anew with what went with it, under its old key. Returns the record.

    Links that other records had to it come back where these have not been written since. Raises IntegrityError where
    its place is taken.
    """
    record, links_then = row_of(version), _last_links(version)
    gone = [v for v in versions(record) if v.history_type == "-" and v.history_date >= version.history_date - ONE_SAVE]
    with collecting():
        for row in [record, *(row_of(v) for v in gone if v.instance_type is not type(record))]:
            row._change_reason = why
            row.save(force_insert=True)
        for name, links in links_then.items():
            field = getattr(record, name)
            field.set(field.model._base_manager.filter(pk__in=links))
        for other, name in list(_linked_to(record)):
            getattr(other, name).add(record)
    return record


def _last_links(version):
    """{many-to-many field: keys} as the record last had them."""
    model = type(version)
    before = model.objects.filter(id=version.id).exclude(history_type="-").order_by("-history_date").first()
    return {f.name: linked(before, f) for f in model._history_m2m_fields} if before else {}


def _linked_to(record):
    """(other record, its many-to-many field) of those whose last version was linked to a record that was no more."""
    for model in apps.get_models():
        past = get_history_model_for_model(model) if is_tracked(model) else None
        for column in getattr(past, "_history_m2m_fields", ()):
            if column.related_model is type(record):
                links = getattr(past, column.name).model.objects.filter(**{column.m2m_reverse_name(): record.pk})
                for other in model._base_manager.filter(pk__in=links.values(column.m2m_column_name())):
                    last = past.objects.filter(id=other.pk).latest("history_date", "history_id")
                    if record.pk in linked(last, column):
                        yield other, column.name
