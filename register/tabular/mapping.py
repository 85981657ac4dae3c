"""How the columns of a foreign file are meant: which field each fills, and how its cells are read.

As TOML, for ``manage.py import_file … --mapping``::

    ignore_others = true

    [columns."Intitulé de la convention"]
    field = "title_fr"

    [columns."Parties"]
    field = "signatories"
    separator = ";"

    [columns."Type"]
    field = "kind"
    values = { "Conv." = "convention" }

    [constants]
    renewal = "not_stated"
"""

import re
import tomllib
from dataclasses import asdict, dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.search import fold
from register.tabular.name_widgets import NamesWidget
from register.tabular.reading import Sheet
from register.tabular.widgets import SEPARATOR, PartialDateWidget

ORDERS = {"dmy": (0, 1, 2), "mdy": (1, 0, 2), "ymd": (2, 1, 0)}
_NUMBERS = re.compile(r"\s*(\d{1,4})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{1,4})\s*")


@dataclass(frozen=True)
class Use:
    """What a column is for: the ``field`` that it fills, the ``separator`` between names in one cell, in which order
    the parts of its dates stand, and what some of its ``values`` mean.
    """

    field: str
    separator: str = "|"
    date_order: str = "dmy"
    values: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Mapping:
    """``columns`` by their headings in the file (None: passed over), ``constants`` for fields that no column fills."""

    columns: dict
    constants: dict = field(default_factory=dict)
    ignore_others: bool = False

    def apply(self, sheet, resource):
        """The sheet under the register's own headings, its cells in the register's own form; rows are read as asked."""
        known = {column.column_name: column for column in resource.file_columns()}
        uses = [self._use(heading, known) for heading in sheet.headings]
        self._check(uses, known)
        fields = list(dict.fromkeys(use.field for use in uses if use))
        constants = {name: text for name, text in self.constants.items() if name not in fields}
        missing = [key for key in resource.key_names() if key not in fields and key not in constants]
        tail = [*constants.values(), *[""] * len(missing)]
        rows = ((line, [*_cells(cells, uses, fields, known), *tail]) for line, cells in sheet.rows)
        return Sheet([*fields, *constants, *missing], rows)

    def called(self, headings):
        """{field: the headings of the file that fill it, as one text}."""
        found = {}
        for heading in headings:
            if use := self.columns.get(heading):
                found.setdefault(use.field, []).append(heading)
        return {field: " · ".join(headings) for field, headings in found.items()}

    def _use(self, heading, known):
        if heading in self.columns:
            return self.columns[heading]
        if self.ignore_others or not heading:
            return None
        raise ValidationError(
            _("The mapping does not say what the column “%(heading)s” is for."),
            params={"heading": heading},
            code="mapping",
        )

    def _check(self, uses, known):
        names = [use.field for use in uses if use]
        for name in [*names, *self.constants]:
            if name not in known:
                raise ValidationError(
                    _("The mapping names the field “%(name)s”, which is none of: %(fields)s."),
                    params={"name": name, "fields": ", ".join(known)},
                    code="mapping",
                )
            if names.count(name) > 1 and not isinstance(known[name].widget, NamesWidget):
                raise ValidationError(
                    _("Two columns fill the field “%(name)s”, which takes one."), params={"name": name}, code="mapping"
                )

    def to_dict(self):
        """As JSON can hold it; ``from_dict`` reads it back."""
        return {
            "columns": {heading: use and asdict(use) for heading, use in self.columns.items()},
            "constants": self.constants,
            "ignore_others": self.ignore_others,
        }

    @classmethod
    def from_dict(cls, given):
        """Raises ValidationError that names the key which is not as expected."""
        _only(given, {"columns": dict, "constants": dict, "ignore_others": bool}, "")
        columns = {}
        for heading, use in given.get("columns", {}).items():
            if use is not None:
                place = f"columns.{heading}."
                _expect(isinstance(use, dict) and isinstance(use.get("field"), str), f"{place}field")
                _only(use, {"field": str, "separator": str, "date_order": str, "values": dict}, place)
                _expect(use.get("date_order", "dmy") in ORDERS, f"{place}date_order")
                _expect(bool(use.get("separator", "|")), f"{place}separator")
            columns[heading] = use and Use(**use)
        constants = {name: str(value) for name, value in given.get("constants", {}).items()}
        return cls(columns, constants, given.get("ignore_others", False))

    @classmethod
    def from_toml(cls, text):
        try:
            given = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise ValidationError(_("The mapping is no TOML: %(reason)s."), params={"reason": error}) from None
        return cls.from_dict(given)


def _only(given, types, place):
    for key, value in given.items():
        _expect(key in types and isinstance(value, types[key]), f"{place}{key}")


def _expect(is_so, key):
    if not is_so:
        raise ValidationError(
            _("In the mapping, “%(key)s” is not as expected: see the documentation of mappings."),
            params={"key": key},
            code="mapping",
        )


def _cells(cells, uses, fields, known):
    """The cells of one line under our fields; several columns of names come together in one cell."""
    found = dict.fromkeys(fields, "")
    for use, text in zip(uses, cells, strict=False):
        if use and text.strip():
            text = read(text, use, known[use.field].widget)
            found[use.field] = SEPARATOR.join(filter(None, [found[use.field], text]))
    return list(found.values())


def read(text, use, widget):
    """A cell in the form in which the register reads it."""
    if isinstance(widget, NamesWidget):
        return SEPARATOR.join(_meant(part.strip(), use) for part in text.split(use.separator) if part.strip())
    if isinstance(widget, PartialDateWidget):
        return in_order(_meant(text, use), use.date_order)
    return _meant(text, use)


def _meant(text, use):
    """What a value means; values are told apart as the register tells words apart, by their folded form."""
    if not use.values:
        return text
    return {fold(value): meaning for value, meaning in use.values.items()}.get(fold(text), text)


def in_order(text, order):
    """A date of three numbers, the day first; other texts as they are. A year of four digits tells its own place."""
    match = _NUMBERS.fullmatch(text)
    if not match or len(match[1]) == 4:
        return text
    parts = match.groups()
    day, month, year = (parts[place] for place in ORDERS[order])
    return f"{day}/{month}/{year}"
