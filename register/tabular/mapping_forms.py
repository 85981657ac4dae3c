"""The form in which staff say what the columns of a foreign file are."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from register.tabular.mapping import Mapping, Use
from register.tabular.name_widgets import NamesWidget
from register.tabular.recognition import by_name, unknown_values
from register.tabular.widgets import ChoiceWidget, PartialDateWidget

MOST_VALUES = 30
SEPARATORS = [
    ("|", "|"),
    (";", ";"),
    (",", ","),
    (" / ", "/"),
    (" - ", "-"),
    ("\n", _("a new line")),
]
ORDERS = [("dmy", _("day, month, year")), ("mdy", _("month, day, year")), ("ymd", _("year, month, day"))]


class MappingForm(forms.Form):
    """A select for each column, and what goes with the field that is chosen for it.

    ``cells`` are all cells of each column: the values of choices that are not known are asked for. ``is_kept`` says
    that the mapping was not guessed, but kept from an earlier time.
    """

    name = forms.CharField(
        label=_("Keep this mapping under the name"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"class": "vTextField"}),
    )

    def __init__(self, headings, cells, resource, mapping, data=None, is_kept=False):
        super().__init__(data=data)
        self.is_kept, self.named = is_kept, by_name(headings, resource)
        self.headings, self.cells, self.given = headings, cells, mapping
        self.columns = {column.column_name: column for column in resource.file_columns()}
        for number, heading in enumerate(headings):
            if heading:
                self._add(number, mapping.columns.get(heading))

    def _add(self, number, use):
        fields = [(name, capfirst(str(column.heading))) for name, column in self.columns.items()]
        heading = self.headings[number]
        self.fields[f"field_{number}"] = forms.ChoiceField(
            label=heading, choices=[("", _("passed over")), *fields], initial=use.field if use else "", required=False
        )
        chosen = self._chosen(number, use)
        widget = self.columns[chosen].widget if chosen in self.columns else None
        if isinstance(widget, NamesWidget):
            self._choose(f"separator_{number}", _("Between the names of a cell"), SEPARATORS, use and use.separator)
        elif isinstance(widget, PartialDateWidget):
            self._choose(f"order_{number}", _("Order in its dates"), ORDERS, use and use.date_order)
        elif isinstance(widget, ChoiceWidget):
            for place, value in enumerate(unknown_values(self.columns[chosen], self.cells[number])[:MOST_VALUES]):
                words = [("", _("as it stands")), *((word, word) for word in widget.words)]
                self._choose(f"value_{number}_{place}", value, words, use and use.values.get(value))

    def _chosen(self, number, use):
        return self.data.get(f"field_{number}", "") if self.is_bound else use.field if use else ""

    def _choose(self, name, label, choices, initial):
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)

    @property
    def asks_more(self):
        """Whether the fields that are chosen bring questions that the page did not ask yet."""
        return any(name not in self.data for name in self.fields if name.startswith(("separator", "order", "value")))

    def clean(self):
        chosen = [value for name, value in self.cleaned_data.items() if name.startswith("field_") and value]
        for name in set(chosen):
            if chosen.count(name) > 1 and not isinstance(self.columns[name].widget, NamesWidget):
                heading = capfirst(str(self.columns[name].heading))
                raise forms.ValidationError(
                    _("Two columns fill “%(field)s”, which takes one."), params={"field": heading}, code="twice"
                )
        return self.cleaned_data

    def rows(self):
        """(heading, samples, how it was recognised, bound field, further bound fields) of each column."""
        for number, heading in enumerate(self.headings):
            if heading:
                samples = list(dict.fromkeys(cell for cell in self.cells[number] if cell.strip()))[:3]
                more = [self[name] for name in self.fields if name.split("_")[1:2] == [str(number)]][1:]
                yield heading, samples, self._reason(heading), self[f"field_{number}"], more

    def _reason(self, heading):
        """Why the page proposes the field that it proposes for a column; "" once a person has chosen."""
        use = self.given.columns.get(heading)
        if use is None or self.is_bound:
            return ""
        if self.is_kept:
            return _("as it was kept")
        named = self.named.get(heading)
        return _("by its name") if named and named.column_name == use.field else _("by what stands in it: check it")

    def mapping(self):
        """The Mapping that was filled in."""
        return Mapping({h: self._use(n) for n, h in enumerate(self.headings) if h})

    def _use(self, number):
        answer = self.cleaned_data
        if not answer[f"field_{number}"]:
            return None
        column = self.columns[answer[f"field_{number}"]]
        asked = unknown_values(column, self.cells[number])[:MOST_VALUES]
        values = {value: answer.get(f"value_{number}_{place}") for place, value in enumerate(asked)}
        return Use(
            column.column_name,
            answer.get(f"separator_{number}") or "|",
            answer.get(f"order_{number}") or "dmy",
            {value: word for value, word in values.items() if word},
        )
