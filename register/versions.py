"""Versions of records with their links, from whichever side these are written."""

from simple_history.models import HistoricalRecords


class Versions(HistoricalRecords):
    """Where links are written from the other side, the library would make a version of the wrong record: here each
    record whose links changed has its version.
    """

    def m2m_changed(self, instance, action, attr, pk_set, reverse, model=None, **kwargs):
        if not reverse:
            super().m2m_changed(instance, action, attr, pk_set, reverse, model=model, **kwargs)
            return
        field = model._meta.get_field(attr)
        if action == "pre_clear":
            linked = model._base_manager.filter(**{field.name: instance})
            instance._unlinked = {**instance.__dict__.get("_unlinked", {}), attr: list(linked)}
        elif action in ("post_add", "post_remove"):
            self._keep(model._base_manager.filter(pk__in=pk_set))
        elif action == "post_clear":
            self._keep(instance._unlinked.pop(attr))

    def _keep(self, records):
        for record in records:
            self.create_historical_record(record, "~")
