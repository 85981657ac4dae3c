"""The fields of the questions that an address asks: years, and the values chosen in facets."""

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.dates import FIRST_YEAR, LAST_YEAR
from register.merging import leads_to

# No value of a facet is read further, whose keys are shorter, and no more values of one facet.
LONGEST_KEY, MOST_VALUES = 100, 20


def year_filter(label):
    return django_filters.NumberFilter(
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        decimal_places=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": _("year")}),
    )


class Several(forms.Field):
    """The values chosen in one facet, of which any will do: {what the address says: as the field ``one`` reads it}.

    The error says of the first that makes no sense what it is (``value``), and which others do (``known``).
    """

    widget = forms.MultipleHiddenInput

    def __init__(self, one, **kwargs):
        super().__init__(**kwargs)
        self.one = one

    def read(self, sent):
        return list(dict.fromkeys(value[:LONGEST_KEY] for value in sent if value))[:MOST_VALUES]

    def clean(self, sent):
        known, refused = {}, {}
        for value in self.read(sent):
            try:
                known[value] = self.one.clean(value)
            except ValidationError as error:
                refused[value] = error
        for value, error in refused.items():
            raise ValidationError(error.message, code=error.code, params={"value": value, "known": known})
        return known


class SeveralFilter(django_filters.Filter):
    field_class = Several


def choice_filter(label, choices):
    return SeveralFilter(label=label, one=forms.ChoiceField(choices=choices))


class RecordField(forms.ModelChoiceField):
    """A record by its key in addresses; the key of one that was merged stands for the one that stays."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            kept = self.queryset.filter(pk=leads_to(self.queryset.model, value)).first()
            if kept is None:
                raise
            return kept


def record_filter(label, key, queryset):
    return SeveralFilter(label=label, one=RecordField(queryset, to_field_name=key))


class Shared(dict):
    """Filters, or fields of a form, that nothing changes: for each request they would be copied with all they hold."""

    def __deepcopy__(self, memo):
        return self
