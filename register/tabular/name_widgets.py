"""Cells that name other records of the register."""

from itertools import chain

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.widgets import SEPARATOR, CellWidget

# What may stand between the names of a cell in foreign files, the register's own first.
SEPARATORS = ["|", ";", "\n", " / ", " - ", ","]


class NameWidget(CellWidget):
    """One other record, by its name. ``source`` is a class of Names; the resource lends ``shared``, built once."""

    def __init__(self, source):
        super().__init__()
        self.source = source
        self.shared = {}

    @property
    def example(self):
        return next(map(self.names.label, self.names.first()), "")

    @property
    def names(self):
        if self.source not in self.shared:
            self.shared[self.source] = self.source()
        return self.shared[self.source]

    def clean(self, value, row=None, **kwargs):
        return self.names.find(value.strip()) if value.strip() else None

    def render(self, value, **kwargs):
        return "" if value is None else self.names.label(value)

    def cells(self, values):
        shown = self.names.shown(key for key in values if key is not None)
        return ["" if key is None else shown[key][1] for key in values]


class NamesWidget(NameWidget):
    """Several other records in one cell, with | between them."""

    def clean(self, value, row=None, **kwargs):
        found, errors = [], []
        for text in filter(None, map(str.strip, value.split("|"))):
            try:
                found.append(self._another(text, found))
            except ValidationError as error:
                errors.append(self._several(text) or error)
        if errors:
            raise ValidationError(errors)
        return found

    def _another(self, text, found):
        record = self.names.find(text)
        if record in found:
            raise ValidationError(_("“%(text)s” stands twice in the cell."), params={"text": text}, code="twice")
        return record

    def _several(self, text):
        """The refusal of a name in which two others stand at least, with something else than | between them."""
        for separator in SEPARATORS[1:]:
            if sum(bool(self.names.all(part)) for part in text.split(separator)) > 1:
                sentence = _(
                    "“%(text)s” seems to hold several names: write | between them, or say what stands there on the page"
                    " of the columns."
                )
                return ValidationError(sentence, params={"text": text}, code="several")
        return None

    def render(self, value, **kwargs):
        return SEPARATOR.join(map(self.names.label, value or []))

    def cells(self, values):
        shown = self.names.shown(chain.from_iterable(values))
        return [SEPARATOR.join([shown[key][1] for key in keys]) if keys else "" for keys in values]

    def cells_in_order(self, values):
        """The same, with the records of each cell in the order of their texts."""
        shown = self.names.shown(chain.from_iterable(values))
        return self.cells([sorted(keys, key=lambda key: shown[key][0]) if keys[1:] else keys for keys in values])
