"""The questions a reader may put to the list of agreements; the page, its counts and its exports share them."""

from datetime import date
from urllib.parse import quote_plus, urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Programme, Theme
from agreements.selection import UNKNOWN, Selection
from agreements.states import CHOICES as STATES
from partners.models import Country, Institution
from register.addresses import addresses_of
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from register.merging import leads_to
from register.search.terms import Question
from register.tabular.writing import KINDS

# What is chosen of years but a range of them.
UNDATED = [(UNKNOWN, _("date unknown"))]
# No value of an address is read further.
LONGEST = 1000


def year_filter(label):
    return django_filters.NumberFilter(
        label=label,
        min_value=FIRST_YEAR,
        max_value=LAST_YEAR,
        decimal_places=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "placeholder": _("year")}),
    )


def choice_filter(label, choices):
    return django_filters.ChoiceFilter(choices=choices, label=label, widget=forms.HiddenInput)


class RecordField(django_filters.fields.ModelChoiceField):
    """A record by its key in addresses; the key of one that was merged stands for the one that stays."""

    def to_python(self, value):
        try:
            return super().to_python(value)
        except ValidationError:
            kept = self.queryset.filter(pk=leads_to(self.queryset.model, value)).first()
            if kept is None:
                raise
            return kept


class RecordFilter(django_filters.ModelChoiceFilter):
    field_class = RecordField


def record_filter(label, key, queryset):
    return RecordFilter(label=label, to_field_name=key, queryset=queryset, widget=forms.HiddenInput)


class Shared(dict):
    """Filters, or fields of a form, that nothing changes: for each request they would be copied with all they hold."""

    def __deepcopy__(self, memo):
        return self


class AgreementFilter(django_filters.FilterSet):
    """Reads the address; ``selection`` answers it. What is chosen among the facets travels as hidden fields."""

    q = django_filters.CharFilter(label=_("Search"), widget=forms.TextInput(attrs={"type": "search"}))
    year_from = year_filter(_("Signed from"))
    year_to = year_filter(_("to"))
    on = django_filters.DateFilter(
        label=_("State as of"),
        widget=forms.DateInput(attrs={"type": "date"}),
        validators=[MinValueValidator(date(FIRST_YEAR, 1, 1)), MaxValueValidator(date(LAST_YEAR, 12, 31))],
    )
    state = choice_filter(_("State"), STATES)
    kind = choice_filter(_("Kind"), Agreement.Kind.choices)
    year = choice_filter(_("Date of signature"), UNDATED)
    party = record_filter(_("Party"), "slug", lambda request: Institution.objects.published())
    country = record_filter(_("Country"), "code", lambda request: Country.objects.all())
    theme = record_filter(_("Theme"), "code", lambda request: Theme.objects.all())
    network = record_filter(_("Network"), "slug", lambda request: Institution.objects.published().networks())
    programme = record_filter(_("Programme"), "reference", lambda request: Programme.objects.published())

    class Meta:
        model = Agreement
        fields = []

    _form_class = None

    def get_form_class(self):
        """Made once: what it is made of never changes, and its words are translated when they are shown."""
        if AgreementFilter._form_class is None:
            form = super().get_form_class()
            form.base_fields = Shared(form.base_fields)
            AgreementFilter._form_class = form
        return AgreementFilter._form_class

    @cached_property
    def asked(self):
        """What the reader asks for; a value that makes no sense is left out (see ``refused``)."""
        self.form.is_valid()
        return self.form.cleaned_data

    @property
    def refused(self):
        """What the address asks and the register does not know: {name of the field: (label, value, why)}."""
        errors = self.form.errors.items()
        return {name: (self.form[name].label, self.data.get(name, "")[:LONGEST], why[0]) for name, why in errors}

    @property
    def refused_unseen(self):
        """Those of ``refused`` beside which no field stands, as (label, value)."""
        return [said[:2] for name, said in self.refused.items() if self.form[name].is_hidden]

    @property
    def has_visible_errors(self):
        """Whether a field that the form shows says what is wrong with its value."""
        return any(not self.form[name].is_hidden for name in self.form.errors)

    @property
    def day(self):
        """The day for which states are computed: the one asked for, or today."""
        return self.asked.get("on") or timezone.localdate()

    @cached_property
    def selection(self):
        asked = self.asked
        chosen = {name: asked.get(name) for name in ("state", "kind", "year")}
        chosen |= {name: asked[name].slug for name in ("party", "network") if asked.get(name)}
        chosen |= {name: str(asked[name].pk) for name in ("country", "theme", "programme") if asked.get(name)}
        first, last = (int(asked[name]) if asked.get(name) else None for name in ("year_from", "year_to"))
        if first and first == last and not chosen["year"]:
            chosen["year"], first, last = str(first), None, None
        return Selection(chosen, self.day, Question.parse(asked.get("q", "")), first, last)

    @property
    def kept(self):
        """The questions that the form does not show, as (name, value): they go along as hidden fields."""
        shown = {field.name for field in self.form.visible_fields()}
        asked = {name for name, value in self.asked.items() if value} | {"sort", "view"}
        return [(name, self.data[name]) for name in sorted(asked - shown) if self.data.get(name)]

    @property
    def as_list(self):
        return self.address(view=None)

    @property
    def as_table(self):
        return self.address(view="table")

    @property
    def files(self):
        """(format, address) of the selection as a file."""
        here, asked = addresses_of("agreements_file"), self.address()
        return [(kind.label, here[name] + asked) for name, kind in KINDS.items()]

    @property
    def feed(self):
        """The address of what changes in the selection."""
        return reverse("agreements_atom") + self.address()

    @property
    def calendar(self):
        """The address of what lies ahead of the selection."""
        return reverse("agreements_ics") + self.address()

    @property
    def chips(self):
        """The active questions as (label, words, address without it); empty when nothing is asked."""
        asked, labels = [(name, value) for name, value in self.asked.items() if value], {"q": _("Words searched for")}
        return [
            (labels.get(name, self.form[name].label), self._words(name, value), self.without(name))
            for name, value in asked
        ]

    def _words(self, name, value):
        choices = {"state": STATES, "kind": Agreement.Kind.choices, "year": UNDATED}
        return PartialDate.of(value) if name == "on" else dict(choices.get(name, [])).get(value, value)

    def without(self, *names):
        """The address of the same selection without some of its questions, from the first page."""
        return self.address(**dict.fromkeys(names))

    def address(self, **changes):
        """The address of the same selection with some questions changed (None leaves one out), from the first page."""
        changed = (urlencode({name: value}) for name, value in changes.items() if value)
        return "?" + "&".join([*self._others(changes), *changed])

    def addresses(self, names, left_out=()):
        """The address of the same selection for each answer to some questions, as a function of that answer."""
        before = "?" + "".join(f"{written}&" for written in self._others([*names, *left_out]))
        return lambda value: before + "&".join(f"{name}={quote_plus(value)}" for name in names)

    def _others(self, names):
        return [written for name, written in self._written if name not in names]

    @cached_property
    def _written(self):
        """(name, as it is written) of what the address asks, without the page of the list and what means nothing."""
        asked = {name: self.data.get(name, "")[:LONGEST] for name in (*self.base_filters, "sort", "view")}
        return [(name, urlencode({name: value})) for name, value in asked.items() if value]


AgreementFilter.base_filters = Shared(AgreementFilter.base_filters)
