"""What the fields of a page hold, record and parts, as a browser would send it.

A ``filled`` page is a dictionary {key: [texts]}. The key of a field of the record is its name, that of a part's field
``parties/12/role`` (the prefix of its formset, the key of the row or ``+0`` for a new one, the name).
Two pages are alike when their dictionaries are equal: by this an edit is told from what someone else wrote since.
"""

import base64
import json
import zlib

from django.forms import BooleanField, FileField, ModelChoiceField, ModelMultipleChoiceField
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import QueryDict
from django.utils.translation import gettext as _

LARGEST = 4 * 1024 * 1024


class Page:
    """The form of a record and the formsets of its parts, not bound: their fields, labels and what they hold."""

    def __init__(self, form, formsets):
        self.form = form
        self.formsets = {formset.prefix: formset for formset in formsets}
        self._empty_forms = {}

    def _empty(self, prefix):
        """The form of a row that is not there, made once: Django makes one each time it is asked for."""
        if prefix not in self._empty_forms:
            self._empty_forms[prefix] = self.formsets[prefix].empty_form
        return self._empty_forms[prefix]

    def filled(self):
        found = _held(self.form)
        for prefix, formset in self.formsets.items():
            for row in formset.initial_forms:
                held = _held(row, without=self._ties(formset))
                found |= {f"{prefix}/{row.instance.pk}/{name}": texts for name, texts in held.items()}
        return found

    def posted(self, data):
        """What was sent for the same fields; rows that were added bear the keys +0, +1…"""
        found = {name: _sent(data, self.form.add_prefix(name), field) for name, field in _fields(self.form)}
        for prefix, formset in self.formsets.items():
            ties = self._ties(formset)
            fields = [(name, field) for name, field in _fields(self._empty(prefix)) if name not in ties]
            for number in range(_number(data.get(f"{prefix}-TOTAL_FORMS"))):
                row = f"{prefix}-{number}"
                key = data.get(f"{row}-{formset.model._meta.pk.name}", "")
                key = key if key.isdecimal() else f"+{number}"
                for name, field in fields:
                    found[f"{prefix}/{key}/{name}"] = _sent(data, f"{row}-{name}", field)
                if f"{row}-{DELETION_FIELD_NAME}" in data:
                    found[f"{prefix}/{key}/{DELETION_FIELD_NAME}"] = ["on"]
        return found

    def known(self, filled):
        """A filled page that came from a browser, without what this page has no field for."""
        return {key: texts for key, texts in (filled or {}).items() if self._knows(key)}

    def _knows(self, key):
        if "/" not in key:
            return key in self.form.fields
        prefix, row, name = [*key.split("/"), "", ""][:3]
        formset = self.formsets.get(prefix)
        is_row = formset is not None and key.count("/") == 2 and row.removeprefix("+").isdecimal()
        return is_row and (name in self._empty(prefix).fields or name == DELETION_FIELD_NAME)

    def to_post(self, filled):
        """The QueryDict that a browser would send for a filled page."""
        data = QueryDict(mutable=True)
        for key, texts in filled.items():
            if "/" not in key:
                data.setlist(self.form.add_prefix(key), texts)
        for prefix, formset in self.formsets.items():
            rows = _rows(filled, prefix)
            stored = [key for key in rows if not key.startswith("+")]
            for number, key in enumerate([*stored, *(key for key in rows if key.startswith("+"))]):
                for name, texts in rows[key].items():
                    data.setlist(f"{prefix}-{number}-{name}", texts)
                data[f"{prefix}-{number}-{formset.model._meta.pk.name}"] = key if key in stored else ""
                data[f"{prefix}-{number}-{formset.fk.name}"] = str(self.form.instance.pk or "")
            data[f"{prefix}-TOTAL_FORMS"], data[f"{prefix}-INITIAL_FORMS"] = str(len(rows)), str(len(stored))
            data[f"{prefix}-MIN_NUM_FORMS"], data[f"{prefix}-MAX_NUM_FORMS"] = "0", "1000"
        return data

    def label(self, key):
        """(which part of the page, which field) in words; the first is empty for the record itself."""
        if "/" not in key:
            return "", str(self.form.fields[key].label)
        prefix, row, name = key.split("/")
        formset = self.formsets[prefix]
        what = formset.model._meta.verbose_name
        known = next((form.instance for form in formset.initial_forms if str(form.instance.pk) == row), None)
        part = f"{what}: {known}" if known else str(_("new: %(part)s") % {"part": what})
        return part, str(self._empty(prefix).fields[name].label) if name in self._empty(prefix).fields else ""

    def words(self, key, texts):
        """What a field holds, as a person reads it."""
        field = self._field(key)
        if isinstance(field, ModelChoiceField | ModelMultipleChoiceField):
            keys = [text for text in texts if text]
            try:
                return ", ".join(str(record) for record in field.queryset.filter(pk__in=keys))
            except (ValueError, OverflowError):
                return ", ".join(keys)
        if isinstance(field, BooleanField):
            return _("yes") if texts else _("no")
        labels = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(labels.get(text, text) for text in texts if text)

    def _field(self, key):
        if "/" not in key:
            return self.form.fields[key]
        prefix, _row, name = key.split("/")
        return self._empty(prefix).fields.get(name)

    def _ties(self, formset):
        """Fields that only say where a row belongs."""
        return {formset.model._meta.pk.name, formset.fk.name}


def pack(filled):
    """A filled page as text, for a hidden field."""
    return base64.b85encode(zlib.compress(json.dumps(filled).encode(), 9)).decode()


def unpack(text):
    """The filled page that was packed, or None where the text is not one."""
    try:
        reader = zlib.decompressobj()
        filled = json.loads(reader.decompress(base64.b85decode(text), LARGEST))
    except (ValueError, zlib.error, RecursionError):
        return None
    is_page = isinstance(filled, dict) and all(
        isinstance(texts, list) and all(isinstance(t, str) for t in texts) for texts in filled.values()
    )
    return filled if is_page else None


def _rows(filled, prefix):
    rows = {}
    for key, texts in filled.items():
        if key.startswith(f"{prefix}/"):
            _prefix, row, name = key.split("/")
            rows.setdefault(row, {})[name] = texts
    return rows


def _fields(form):
    left_out = (FileField,)
    return [(n, f) for n, f in form.fields.items() if not isinstance(f, left_out) and n != DELETION_FIELD_NAME]


def _held(form, without=()):
    return {name: _texts(field, form[name].value()) for name, field in _fields(form) if name not in without}


def _texts(field, value):
    if isinstance(field, BooleanField):
        return ["on"] if value else []
    if isinstance(field, ModelMultipleChoiceField):
        value = [str(field.prepare_value(one)) for one in value or ()]
        return sorted(value)
    shown = field.widget.format_value(field.prepare_value(value))
    shown = shown[0] if isinstance(shown, list) and shown else shown
    return [str(shown).replace("\r\n", "\n")] if shown else [""]


def _sent(data, name, field):
    texts = [text.replace("\r\n", "\n") for text in data.getlist(name)]
    if isinstance(field, BooleanField):
        return ["on"] if texts else []
    return sorted(texts) if isinstance(field, ModelMultipleChoiceField) else texts or [""]


def _number(text):
    return min(int(text), 1000) if text and text.isdecimal() else 0
