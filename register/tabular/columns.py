"""The columns of a file: fields of import-export with a heading in three languages, and what they write."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from import_export.fields import Field

from register.search import fold
from register.tabular.name_widgets import NamesWidget
from register.tabular.widgets import FILE_LANGUAGE
from register.translated import LANGUAGES

# The column that a file of errors has more than the file it answers.
REMARK = _("What to correct")
# The first cell of the line of a template that shows how it is filled in.
EXAMPLE = _("example")


def in_all_languages(text):
    """The folded forms of a lazy text in the three languages."""
    forms = set()
    for language in LANGUAGES:
        with override(language):
            forms.add(fold(text))
    return forms


class Column(Field):
    """A column that holds one field of the record. ``column_name`` is the field's name, its key among rows."""

    is_related = False

    def __init__(self, attribute=None, heading="", prefix="", **kwargs):
        super().__init__(attribute=attribute, column_name=f"{prefix}{attribute}", **kwargs)
        self.heading = heading

    @property
    def file_heading(self):
        with override(FILE_LANGUAGE):
            return capfirst(str(self.heading))

    @property
    def known_headings(self):
        """All folded headings under which the column is read: three languages, and the name of the field."""
        return {fold(self.column_name)} | in_all_languages(self.heading)

    def text(self, instance):
        return self.show(self.get_value(instance))

    def show(self, value):
        """The cell of a value."""
        return self.widget.render(value)

    def cell(self, value):
        """The same as it stands in a workbook: what ``cells`` gives for it."""
        return self.widget.typed(value)

    def example(self):
        """What may stand in the column of a template."""
        return self.widget.example

    def cells(self, values):
        """The cells of a file for values of many records, a relation being told by its key."""
        return self.widget.cells(values)


class RelatedColumn(Column):
    """Other records of a many-to-many relation; written after the record itself."""

    is_related = True

    def __init__(self, attribute, heading, names):
        super().__init__(attribute, heading, widget=NamesWidget(names))
        self.relation = attribute

    def linked(self, model, keys):
        """What is linked to records of these keys, in its own order: {key of one: keys}."""
        field, found = model._meta.get_field(self.relation), defaultdict(list)
        back = f"{field.related_query_name()}__pk"
        rows = field.related_model._default_manager.filter(**{f"{back}__among": set(keys)})
        for key, other in rows.values_list(back, "pk"):
            found[key].append(other)
        return found

    def linked_cells(self, keys, linked):
        """The cells of the records of these keys, by what ``linked`` gave for them."""
        return self.widget.cells_in_order([linked.get(key, ()) for key in keys])

    def get_value(self, instance):
        return list(getattr(instance, self.attribute).all()) if instance.pk else []

    def show(self, value):
        return self.widget.render(sorted(value, key=str))

    def cell(self, value):
        return self.show(value)

    def check(self, instance, records):
        """Raise ValidationError where the records must not be written."""


class RoleColumn(RelatedColumn):
    """The institutions that hold one role, through a model with ``institution``, ``role`` and ``order``.

    Rows of institutions that the file still names stay as they are, with all that they hold.
    """

    def __init__(self, name, heading, names, relation, role):
        super().__init__(name, heading, names)
        self.relation, self.role = relation, role

    def linked(self, model, keys):
        """As above for all roles at once, which one reading then serves: {role: {key of one: keys}}."""
        relation, found = model._meta.get_field(self.relation), defaultdict(lambda: defaultdict(list))
        rows = relation.related_model._default_manager.filter(**{f"{relation.field.name}__pk__among": set(keys)})
        for key, role, institution in rows.values_list(relation.field.attname, "role", "institution_id"):
            found[role][key].append(institution)
        return found

    def linked_cells(self, keys, linked):
        held = linked.get(self.role)
        return self.widget.cells([held.get(key, ()) for key in keys]) if held else [""] * len(keys)

    def show(self, value):
        return self.widget.render(value)

    def get_value(self, instance):
        return [row.institution for row in self._rows(instance)]

    def removed(self, instance, records):
        return [row for row in self._rows(instance) if row.institution not in records]

    def _rows(self, instance):
        return [row for row in self._stored(instance) if row.role == self.role]

    def _stored(self, instance):
        return list(getattr(instance, self.relation).all()) if instance.pk else []

    def rows(self, instance, records, last):
        """(rows to insert, to update, to delete) so that these institutions hold the role, in this order.

        ``last`` is the highest order number that any role of the instance has taken.
        """
        relation = instance._meta.get_field(self.relation)
        kept = {row.institution: row for row in self._rows(instance) if row.institution in records}
        new, moved = [], []
        for record, order in zip(records, self._orders(kept.values(), len(records), last), strict=True):
            row = kept.get(record)
            if row is None:
                named = {relation.field.name: instance, "institution": record, "role": self.role, "order": order}
                new.append(relation.related_model(**named))
            elif row.order != order:
                row.order = order
                moved.append(row)
        return new, moved, self.removed(instance, records)

    def last_order(self, instance):
        return max((row.order for row in self._stored(instance)), default=0)

    def _orders(self, kept, count, last):
        """Rising order numbers: those of the rows that are kept, then new ones after all others."""
        orders = sorted(row.order for row in kept)
        orders += range(last + 1, last + 1 + count - len(orders))
        for position in range(1, count):
            orders[position] = max(orders[position], orders[position - 1] + 1)
        return orders


def field_errors(error):
    """(field name or "", sentence) for each sentence of a ValidationError."""
    if hasattr(error, "error_dict"):
        return [
            ("" if name == "__all__" else name, sentence)
            for name, errors in error.error_dict.items()
            for sentence in ValidationError(errors).messages
        ]
    return [("", sentence) for sentence in error.messages]


def unknown_names(column, error):
    """The texts of a cell, refused with this ValidationError, for which a record could be made."""
    if not isinstance(column.widget, NamesWidget) or not column.widget.names.makes:
        return []
    return [single.params["text"] for single in error.error_list if single.code == "unknown"]
