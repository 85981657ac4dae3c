"""What a resource does with the rows of a file: read as a whole, compared, checked, before anything is written."""

from io import BytesIO
from itertools import islice

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from register.bulk import batches
from register.search import fold
from register.tabular.admitting import Admitting
from register.tabular.columns import EXAMPLE, REMARK, RoleColumn, field_errors, in_all_languages, unknown_names
from register.tabular.name_widgets import NameWidget
from register.tabular.plan import CellError, Difference, Plan, Record, Row
from register.tabular.reading import ON_THE_WEB, check_cell, open_sheet
from register.tabular.unchanged import unchanged
from register.tabular.validation import full_clean


class Planning(Admitting):
    """For a resource with ``columns``, ``file_columns()`` and ``keys``: nothing is written by it.

    ``newcomers`` are records made on the way, ``first_lines`` the lines on which keys were met, ``called`` the headings
    of a foreign file by the columns that they fill.
    """

    # So many lines are planned at once.
    part = 1000
    # Who brings the file in; None for an operator, whom nothing is refused.
    user = None

    def open(self, file, limits=ON_THE_WEB, mapping=None):
        """The Sheet of a binary file, under our headings where a mapping says how its own are meant.

        Raises ValidationError when the file as a whole cannot be read.
        """
        known = self.columns_by_heading()
        sheet = open_sheet(file, lambda heading: fold(heading) in known, limits)
        if not mapping:
            return sheet
        self.called.update(mapping.called(sheet.headings))
        return mapping.apply(sheet, self)

    def plan_file(self, content, mapping=None):
        """The Plan of a whole file. Raises ValidationError when it cannot be read."""
        whole = Plan()
        for part in self.plans(self.open(BytesIO(content), mapping=mapping)):
            whole.records += part.records
            whole.same += part.same
            whole.errors += part.errors
            for name, lines in part.unknown.items():
                whole.unknown.setdefault(name, []).extend(lines)
        whole.errors.sort(key=lambda error: error.line)
        whole.newcomers = self.newcomers
        return whole

    def plans(self, sheet):
        """A Plan for each part of a sheet; one alone, with its errors, where the headings cannot be taken."""
        plan = Plan()
        columns = self._match(sheet.headings, plan)
        if plan.errors:
            yield plan
            return
        rows = iter(sheet.rows)
        examples, remarks = in_all_languages(EXAMPLE), in_all_languages(REMARK)
        told = [number for number, heading in enumerate(sheet.headings) if fold(heading) in remarks]
        while lines := list(islice(rows, self.part)):
            lines = [(n, _without(cells, told)) for n, cells in lines]
            lines = [(n, cells) for n, cells in lines if fold(cells[0]) not in examples and any(map(str.strip, cells))]
            plan = Plan()
            taken = [self._row(line, cells, sheet.headings, columns) for line, cells in lines]
            self.plan_rows(taken, plan)
            self.check_rights(plan)
            for row in taken:
                for name in row.unknown:
                    plan.unknown.setdefault(name, []).append(row.line)
            yield plan

    def key_names(self):
        """The names of the columns that tell records apart."""
        return [self.fields[name].column_name for name in self.keys]

    def foreign_headings(self, headings):
        """Those under which no column of the register is known."""
        known, remarks = self.columns_by_heading(), in_all_languages(REMARK)
        return [heading for heading in headings if heading and fold(heading) not in known.keys() | remarks]

    def columns_by_heading(self):
        return {heading: column for column in self.file_columns() for heading in column.known_headings}

    def _match(self, headings, plan):
        """The column of each heading; unknown, repeated and missing headings are errors of line 1."""
        known = self.columns_by_heading()
        columns = [known.get(fold(heading)) if heading else None for heading in headings]
        for heading in self.foreign_headings(headings):
            plan.errors.append(CellError(1, heading, "", _("This column is not known: take it out or correct it.")))
        for heading, column in zip(headings, columns, strict=True):
            if column and columns.count(column) > 1:
                plan.errors.append(CellError(1, heading, "", _("This column stands more than once.")))
        for name in self.keys:
            if self.fields[name] not in columns:
                missing = self.fields[name].file_heading
                plan.errors.append(CellError(1, missing, "", _("This column is needed to tell the records apart.")))
        return columns

    def _row(self, line, cells, headings, columns):
        row = Row(line, {})
        for number, cell in enumerate(cells):
            column = columns[number] if number < len(columns) else None
            if column:
                row.cells[column.column_name] = cell
            try:
                check_cell(cell)
                if not column and cell.strip() and not (number < len(headings) and headings[number]):
                    raise ValidationError(_("This cell stands under no heading."))
            except ValidationError as error:
                heading = self._heading(column) if column else ""
                row.errors.append(CellError(line, heading, cell, error.messages[0]))
                row.refused += [column.column_name] if column else []
        for column in filter(None, columns[len(cells) :]):
            row.cells[column.column_name] = ""
        return row

    def plan_rows(self, rows, plan):
        """Plan rows of one record each."""
        for row in rows:
            self.clean_row(row)
        same = unchanged(self, rows)
        known = self.known([self.key(row.values) for row in rows if row.line not in same])
        for row in rows:
            key = self.key(row.values)
            if key and key in self.first_lines:
                row.errors.append(self._repeated(row, self.first_lines[key]))
            elif key:
                self.first_lines[key] = row.line
            if row.line in same:
                plan.same.append((row.line, same[row.line]))
            elif row.values.keys() >= set(self.keys):
                plan.records.append(self.plan_record(row, known.get(key)))
            plan.errors += row.errors

    def _repeated(self, row, line):
        sentence = _("This line is about the same record as line %(line)s.") % {"line": line}
        return self.error(row, self.fields[self.keys[0]], sentence)

    def clean_row(self, row):
        """Read the cells of the row into ``values``; what cannot be read goes into ``errors``."""
        for column in self.columns:
            if column.column_name in row.cells and column.column_name not in row.refused:
                try:
                    row.values[column.column_name] = column.clean(row.cells)
                except ValidationError as error:
                    row.errors += [self.error(row, column, message) for message in error.messages]
                    row.unknown += unknown_names(column, error)

    def error(self, row, column, message):
        """The error of a cell; ``column`` is None where the whole line is wrong."""
        if column is None:
            return CellError(row.line, "", "", message)
        return CellError(row.line, self._heading(column), row.cells.get(column.column_name, ""), message)

    def _heading(self, column):
        """What the column is called: in a foreign file as it is there."""
        return self.called.get(column.column_name) or capfirst(str(column.heading))

    def key(self, values):
        """The natural key, or None for a record that has none yet."""
        key = tuple(values.get(name) for name in self.keys)
        return key if any(key) else None

    def known(self, keys):
        """The records that exist, by key."""
        (name,) = self.keys
        values = list({key[0] for key in keys if key})
        # SQLite takes no expression of more than a thousand parts, which a query for related records may become.
        found = (self.get_queryset().filter(**{f"{name}__in": batch}) for batch in batches(values))
        return {(getattr(record, name),): record for records in found for record in records}

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
            record.differences.append(Difference(column, before, after, self.part_of(row)))
            if not column.is_related:
                setattr(record.instance, column.attribute, value)
                record.fields.append(column.attribute)
            elif isinstance(column, RoleColumn):
                record.roles.append((column, value))
            else:
                record.links.append((column, value))
        record.title = str(record.instance).strip(" ·")
        if record.own_changes:
            self._validate(record, row, owner)
        return record

    def check_rights(self, plan):
        """Give a plan the errors of records that ``user`` may not write."""

    def part_of(self, row):
        """Which part of a record the row tells of, where it tells of a part only."""
        return ""

    def point_out_twins(self, plan):
        """Give the new records of a plan their ``twins``: others of the register that they may be."""

    def new_instance(self, row, **owner):
        """An unsaved record; fields that the file leaves empty keep their defaults."""
        return row.instance or self._meta.model(**owner)

    def check_new(self, instance):
        """Raise ValidationError where a record must not be made from a file."""

    def _validate(self, record, row, owner):
        """Everything that the model asks, except of cells that could not be read: they have their error."""
        unread = {c.attribute for c in self.columns if c.column_name in row.cells and c.column_name not in row.values}
        named = {c.attribute for c in self.columns if isinstance(c.widget, NameWidget)}
        try:
            if record.is_new:
                self.check_new(record.instance)
            full_clean(record.instance, unread | named | set(owner))
        except ValidationError as error:
            row.errors += [self.error(row, self.fields.get(name), text) for name, text in field_errors(error)]
        for column, values in record.links + record.roles:
            try:
                column.check(record.instance, values)
            except ValidationError as error:
                row.errors.append(self.error(row, column, error.messages[0]))


def _without(cells, remarks):
    """The cells of a line, those of the columns ``remarks`` emptied: what an errors file says is not brought in."""
    return ["" if number in remarks else cell for number, cell in enumerate(cells)] if remarks else cells
