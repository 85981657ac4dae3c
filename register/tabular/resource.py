"""The base of every resource: import-export's fields and widgets, read as a whole file before anything is written."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from import_export.fields import NOT_PROVIDED
from import_export.resources import ModelResource

from register.fields import PartialDateField
from register.search import fold
from register.tabular import widgets
from register.tabular.columns import Column, field_errors
from register.tabular.plan import CellError, Plan, Record, Row
from register.tabular.reading import check_characters, open_sheet
from register.tabular.validation import full_clean
from register.tabular.writing import text

_WIDGETS = {
    PartialDateField: widgets.PartialDateWidget,
    models.DecimalField: widgets.AmountWidget,
    models.BooleanField: widgets.YesNoWidget,
    models.IntegerField: widgets.WholeNumberWidget,
}


class TabularResource(ModelResource):
    """A model in files. ``Meta.import_id_fields`` is the natural key; ``names`` the Names class of each foreign key;
    ``headings`` those that differ from the name of the field; ``prefix`` tells its columns from another resource's.

    Nothing is written by ``plan``; ``write`` saves what a plan without errors would change.
    """

    names = {}
    headings = {}
    prefix = ""

    class Meta:
        clean_model_instances = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.shared = {}
        for column in self.fields.values():
            if isinstance(column.widget, widgets.NameWidget):
                column.widget.shared = self.shared

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        default = NOT_PROVIDED if django_field.null else django_field.default
        heading = cls.headings.get(field_name, django_field.verbose_name)
        return Column(field_name, heading, cls.prefix, widget=cls._widget(django_field), default=default)

    @classmethod
    def _widget(cls, field):
        if field.name in cls.names:
            return widgets.NameWidget(cls.names[field.name])
        if field.choices:
            return widgets.ChoiceWidget(field.choices)
        found = (widget for kind, widget in _WIDGETS.items() if isinstance(field, kind))
        return next(found, widgets.TextWidget)()

    @property
    def columns(self):
        return self.get_import_fields()

    # --- Writing files ---------------------------------------------------------------------------
    def lines(self, queryset):
        """The lines of a CSV file of the records, one by one."""
        records = queryset.iterator(chunk_size=self.get_chunk_size())
        rows = (row for record in records for row in self.file_rows(record))
        return text.lines([column.file_heading for column in self.file_columns()], rows)

    def file_columns(self):
        return self.columns

    def file_rows(self, instance):
        """The rows of one record, most often one."""
        return [[column.text(instance) for column in self.columns]]

    # --- Reading files ---------------------------------------------------------------------------
    def plan_file(self, content):
        """The Plan of a file. Raises ValidationError when the file as a whole cannot be read."""
        known = {heading: column for column in self.file_columns() for heading in column.known_headings}
        sheet = open_sheet(BytesIO(content), lambda heading: fold(heading) in known)
        plan = Plan()
        columns = self._match(sheet.headings, known, plan)
        if plan.errors:
            return plan
        rows = [self._row(line, cells, columns, plan) for line, cells in sheet.rows]
        if not plan.errors:
            self.plan_rows(rows, plan)
        plan.errors.sort(key=lambda error: error.line)
        return plan

    def _match(self, headings, known, plan):
        """The column of each heading; unknown, repeated and missing headings are errors of line 1."""
        columns = [known.get(fold(heading)) if heading else None for heading in headings]
        for heading, column in zip(headings, columns, strict=True):
            if heading and column is None:
                plan.errors.append(CellError(1, heading, "", _("This column is not known: take it out or correct it.")))
            elif column and columns.count(column) > 1:
                plan.errors.append(CellError(1, heading, "", _("This column stands more than once.")))
        for name in self.get_import_id_fields():
            if self.fields[name] not in columns:
                missing = self.fields[name].file_heading
                plan.errors.append(CellError(1, missing, "", _("This column is needed to tell the records apart.")))
        return columns

    def _row(self, line, cells, columns, plan):
        row = Row(line, {})
        for number, cell in enumerate(cells):
            column = columns[number] if number < len(columns) else None
            heading = capfirst(str(column.heading)) if column else ""
            try:
                check_characters(cell)
                if column:
                    row.cells[column.column_name] = cell
                elif cell.strip():
                    raise ValidationError(_("This cell stands under no heading."))
            except ValidationError as error:
                plan.errors.append(CellError(line, heading, cell, error.messages[0]))
        for column in filter(None, columns[len(cells) :]):
            row.cells[column.column_name] = ""
        return row

    def plan_rows(self, rows, plan):
        """Plan rows of one record each."""
        for row in rows:
            self.clean_row(row)
        known = self.known([self.key(row.values) for row in rows])
        first_lines = {}
        for row in rows:
            key = self.key(row.values)
            if key and key in first_lines:
                row.errors.append(self._repeated(row, first_lines[key]))
            first_lines.setdefault(key, row.line)
            if row.values.keys() >= set(self.get_import_id_fields()):
                plan.records.append(self.plan_record(row, known.get(key)))
            plan.errors += row.errors

    def _repeated(self, row, line):
        sentence = _("This line is about the same record as line %(line)s.") % {"line": line}
        return self.error(row, self.fields[self.get_import_id_fields()[0]], sentence)

    def clean_row(self, row):
        """Read the cells of the row into ``values``; what cannot be read goes into ``errors``."""
        for column in self.columns:
            if column.column_name in row.cells:
                try:
                    row.values[column.column_name] = column.clean(row.cells)
                except (ValueError, ValidationError) as error:
                    message = error.messages[0] if isinstance(error, ValidationError) else str(error)
                    row.errors.append(self.error(row, column, message))

    def error(self, row, column, message):
        """The error of a cell; ``column`` is None where the whole line is wrong."""
        if column is None:
            return CellError(row.line, "", "", message)
        return CellError(row.line, capfirst(str(column.heading)), row.cells.get(column.column_name, ""), message)

    def key(self, values):
        """The natural key, or None for a record that has none yet."""
        key = tuple(values.get(name) for name in self.get_import_id_fields())
        return key if any(key) else None

    def known(self, keys):
        """The records that exist, by key."""
        (name,) = self.get_import_id_fields()
        found = self.get_queryset().filter(**{f"{name}__in": {key[0] for key in keys if key}})
        return {(getattr(record, name),): record for record in found}

    def plan_record(self, row, instance, **owner):
        """The Record of a row; ``owner`` are fields that no column holds. Errors go to the row."""
        record = Record(instance or self.new_instance(row, **owner), instance is None, [row.line])
        for column in self.columns:
            if column.column_name not in row.values:
                continue
            value = row.values[column.column_name]
            before = "" if record.is_new else column.text(record.instance)
            after = column.show(value)
            if before == after:
                continue
            record.differences.append((self.difference_heading(column, row), before, after))
            if column.is_related:
                record.related.append((column, value))
            else:
                setattr(record.instance, column.attribute, value)
        record.title = str(record.instance).strip(" ·")
        if record.own_changes:
            self._validate(record, row, owner)
        return record

    def difference_heading(self, column, row):
        return capfirst(str(column.heading))

    def new_instance(self, row, **owner):
        """An unsaved record; fields that the file leaves empty keep their defaults."""
        return row.instance or self._meta.model(**owner)

    def check_new(self, instance):
        """Raise ValidationError where a record must not be made from a file."""

    def _validate(self, record, row, owner):
        """Everything that the model asks, except of cells that could not be read: they have their error."""
        unread = {c.attribute for c in self.columns if c.column_name in row.cells and c.column_name not in row.values}
        try:
            if record.is_new:
                self.check_new(record.instance)
            full_clean(record.instance, unread | set(owner))
        except ValidationError as error:
            row.errors += [self.error(row, self.fields.get(name), text) for name, text in field_errors(error)]
        for column, values in record.related:
            try:
                column.check(record.instance, values)
            except ValidationError as error:
                row.errors.append(self.error(row, column, error.messages[0]))

    # --- Writing records -------------------------------------------------------------------------
    def write(self, record, user):
        """Save one record of a plan with what belongs to it."""
        if record.is_changed:
            record.instance._history_user = user
            record.instance.save()
        for column, values in record.related:
            column.write(record.instance, values, user)
