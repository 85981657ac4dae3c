"""Files of records that institutions keep: whoever brings one in writes no more by it than by hand."""

from django.utils.translation import gettext_lazy as _

from partners.rights import EVERYWHERE, keeper_of, scope
from register.tabular.plan import CellError

_NOT_YOURS = _("This record is kept by an institution for which you may not write.")
_PUBLIC = _("The public reads this record: prepare the correction on its page, or ask a publisher to bring it in.")
_NO_KEEPER = _("Say in the column “%(column)s” for which of your institutions the record is.")


class KeptResource:
    """For a TabularResource with a column ``keeper``. ``user`` is who brings the file in; an operator has no limits.

    ``writing_verb`` is what the person must be allowed: to publish, of records that are public at once.
    """

    writing_verb = "change"

    def admit(self, kinds):
        super().admit(kinds)
        for institution in self.newcomers:
            institution.keeper_id = self._only_keeper()

    def check_rights(self, plan):
        if self.user is None or scope(self.user, "publish") is EVERYWHERE:
            return
        model = self._meta.model
        written = [record for record in plan.records if record.is_changed]
        stored = model._base_manager.in_bulk([record.instance.pk for record in written if not record.is_new])
        shown = set(model._base_manager.filter(model.shown, pk__in=stored).values_list("pk", flat=True))
        for record in written:
            if record.is_new and record.instance.keeper_id is None:
                record.instance.keeper_id = self._only_keeper()
            sentence = self._refusal(record, stored.get(record.instance.pk), shown)
            if sentence:
                plan.errors.append(CellError(record.lines[0], "", record.title, sentence))

    def _refusal(self, record, before, shown):
        """Why the person may not write the record, or nothing."""
        own, publishes = scope(self.user, self.writing_verb), scope(self.user, "publish")
        if before is not None and own is not EVERYWHERE and keeper_of(before) not in own:
            return _NOT_YOURS
        if own is not EVERYWHERE and record.instance.keeper_id is None:
            return _NO_KEEPER % {"column": self.fields["keeper"].file_heading}
        if own is not EVERYWHERE and record.instance.keeper_id not in own:
            return _NOT_YOURS
        if before is not None and before.pk in shown and keeper_of(before) not in publishes:
            return _PUBLIC
        return None

    def _only_keeper(self):
        """The key of the one institution for which the person may write, or None where there are several or all."""
        own = scope(self.user, self.writing_verb) if self.user else EVERYWHERE
        return next(iter(own)) if own is not EVERYWHERE and len(own) == 1 else None
