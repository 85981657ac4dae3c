"""How files name other records: by what people call them, never by a number of the database."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from register.search import fold
from register.translated import END_OF_ISOLATE, ISOLATE


class Names:
    """Finds records by their names, the surest kind of name first; folded, so accents and case do not matter.

    A subclass says which ``records`` there are, the ``tiers`` of names of one of them, the ``labels`` by which files
    show it (the first that leads back to it alone is written) and what is ``expected`` of who writes a file.
    """

    expected = ""
    # The model of the records that may be made for a name that none bears, and their kinds: see ``newcomer``.
    makes = None
    kinds = ()

    def __init__(self):
        self._found, self._labels, self._shown = {}, {}, {}

    @cached_property
    def _tiers(self):
        """{number of the tier: {name: records}}, read when a name is first looked for."""
        tiers = defaultdict(lambda: defaultdict(list))
        for record in self.records():
            self._put(record, tiers)
        return tiers

    def records(self):
        raise NotImplementedError

    def tiers(self, record):
        raise NotImplementedError

    def labels(self, record):
        raise NotImplementedError

    def newcomer(self, name, kind):
        """A new record of that name and kind, not saved yet, which ``find`` finds from now on."""
        raise NotImplementedError

    def add(self, record):
        self._found, self._labels, self._shown = {}, {}, {}
        self._put(record, self._tiers)

    def _put(self, record, tiers):
        for number, texts in enumerate(self.tiers(record)):
            for name in {fold(text) for text in texts if text} - {""}:
                tiers[number][name].append(record)

    def all(self, text):
        """The records of the surest kind of name that the text is; none when nothing bears it."""
        if text not in self._found:
            name = fold(text)
            self._found[text] = next((tier[name] for _number, tier in sorted(self._tiers.items()) if name in tier), [])
        return self._found[text]

    def first(self):
        """A record, for an example; none in an empty register."""
        return self.records()[:1]

    def find(self, text):
        """The one record of that name. Raises ValidationError naming the candidates, or saying what is expected."""
        found = self.all(text)
        if not found:
            raise ValidationError(
                _("“%(text)s” is not known. Expected: %(expected)s."),
                params={"text": text, "expected": self.expected},
                code="unknown",
            )
        if len(found) > 1:
            raise ValidationError(
                _("“%(text)s” may be any of these: %(candidates)s. Write the one in brackets."),
                params={"text": text, "candidates": " · ".join(map(self._candidate, found))},
                code="ambiguous",
            )
        return found[0]

    def label(self, record):
        if record.pk is None:
            return self._label(record)
        if record.pk not in self._labels:
            self._labels[record.pk] = self._label(record)
        return self._labels[record.pk]

    def shown(self, keys):
        """{key of a record: (the text by which it is put in order, its label)}, for these keys at least."""
        new = {key for key in keys if key not in self._shown}
        for key, record in self.records().model._base_manager.in_bulk(new).items() if new else ():
            self._shown[key] = str(record), self.label(record)
        return self._shown

    def _label(self, record):
        *labels, last = self.labels(record)
        return next((text for text in labels if "|" not in text and self.all(text) == [record]), last)

    def _candidate(self, record):
        labels = [label for label in self.labels(record) if label]
        return f"{ISOLATE}{labels[0]} [{labels[-1]}]{END_OF_ISOLATE}"
