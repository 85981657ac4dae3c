"""The base of every resource: import-export's fields and widgets, and the tables that go out."""

from functools import cached_property

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import override
from import_export.fields import NOT_PROVIDED
from import_export.resources import ModelResource

from register.fields import PartialDateField
from register.tabular import widgets
from register.tabular.columns import EXAMPLE, Column
from register.tabular.name_widgets import NameWidget
from register.tabular.parts import parts
from register.tabular.planning import Planning
from register.tabular.widgets import FILE_LANGUAGE
from register.tabular.writing import Table

_WIDGETS = {
    PartialDateField: widgets.PartialDateWidget,
    models.DecimalField: widgets.AmountWidget,
    models.BooleanField: widgets.YesNoWidget,
    models.IntegerField: widgets.WholeNumberWidget,
}


class TabularResource(Planning, ModelResource):
    """A model in files. ``Meta.import_id_fields`` is the natural key; ``names`` the Names class of each foreign key;
    ``headings`` those that differ from the name of the field; ``prefix`` tells its columns from another resource's.

    ``storing.store`` writes what plans without errors would change.
    """

    names = {}
    headings = {}
    prefix = ""

    class Meta:
        clean_model_instances = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.shared = {}
        self.newcomers = []
        self.first_lines = {}
        self.called = {}
        for column in self.fields.values():
            if isinstance(column.widget, NameWidget):
                column.widget.shared = self.shared

    @classmethod
    def field_from_django_field(cls, field_name, django_field, readonly):
        default = NOT_PROVIDED if django_field.null else django_field.default
        heading = cls.headings.get(field_name, django_field.verbose_name)
        return Column(field_name, heading, cls.prefix, widget=cls._widget(django_field), default=default)

    @classmethod
    def _widget(cls, field):
        if field.name in cls.names:
            return NameWidget(cls.names[field.name])
        if field.choices:
            return widgets.ChoiceWidget(field.choices)
        found = (widget for kind, widget in _WIDGETS.items() if isinstance(field, kind))
        return next(found, widgets.TextWidget)()

    @cached_property
    def columns(self):
        return self.get_import_fields()

    @cached_property
    def keys(self):
        return self.get_import_id_fields()

    def table(self, queryset, **about):
        """The Table of the records, read as they are written."""
        columns = self.file_columns()
        return Table(
            title=self.file_title,
            headings=[column.file_heading for column in columns],
            names=[column.column_name for column in columns],
            rows=self.file_rows(queryset),
            **about,
        )

    def template(self):
        """The Table of a file to fill in: the words to choose between, and a line to be taken out or left."""
        columns = self.file_columns()
        example = [column.example() for column in columns]
        with override(FILE_LANGUAGE):
            example[0] = str(EXAMPLE)
        choices = {number: column.widget.words for number, column in enumerate(columns) if column.widget.words}
        return Table(self.file_title, [column.file_heading for column in columns], [example], choices=choices)

    @property
    def file_title(self):
        with override(FILE_LANGUAGE):
            return capfirst(str(self._meta.model._meta.verbose_name_plural))

    def file_columns(self):
        return self.columns

    def file_rows(self, queryset):
        """The rows of the records, most often one each."""
        return (row for _keys, rows in parts(self.columns, queryset) for row in rows)
