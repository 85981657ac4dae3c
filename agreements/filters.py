"""The questions a reader may put to the list of agreements; the page, its counts and its exports share them."""

from datetime import date
from urllib.parse import quote_plus, urlencode

import django_filters
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from agreements.dimensions import UNKNOWN
from agreements.models import Agreement, Programme, Theme
from agreements.questions import SeveralFilter, Shared, choice_filter, record_filter, year_filter
from agreements.selection import Selection
from agreements.states import CHOICES as STATES
from partners.models import Country, Institution
from register.addresses import addresses_of
from register.dates import FIRST_YEAR, LAST_YEAR, PartialDate
from register.search.terms import Question
from register.tabular.writing import KINDS

# What is chosen of years but a range of them.
UNDATED = [(UNKNOWN, _("date unknown"))]
# No value of an address is read further.
LONGEST = 1000


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
    party = record_filter(_("Party"), "slug", Institution.objects.published())
    country = record_filter(_("Country"), "code", Country.objects.all())
    theme = record_filter(_("Theme"), "code", Theme.objects.all())
    network = record_filter(_("Network"), "slug", Institution.objects.published().networks())
    programme = record_filter(_("Programme"), "reference", Programme.objects.published())

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
        refused = self.form.errors.as_data()
        return self.form.cleaned_data | {name: refused[name][0].params["known"] for name in refused if name in FACETS}

    @property
    def refused(self):
        """What the address asks and the register does not know: {name of the field: (label, value, why)}."""
        errors = {name: said[0] for name, said in self.form.errors.as_data().items()}
        return {name: (self.form[name].label, self._refused(name, e), e.messages[0]) for name, e in errors.items()}

    def _refused(self, name, error):
        return error.params["value"] if name in FACETS else self._said(name)

    def _said(self, name):
        return self.data.get(name, "")[:LONGEST]

    @cached_property
    def chosen(self):
        """{facet: {what the address says: the value in the index}}."""
        return {name: {sent: _in_index(found) for sent, found in self.asked.get(name, {}).items()} for name in FACETS}

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
        chosen = {name: tuple(dict.fromkeys(values.values())) for name, values in self.chosen.items()}
        first, last = (int(asked[name]) if asked.get(name) else None for name in ("year_from", "year_to"))
        if first and first == last and not chosen["year"]:
            chosen["year"], first, last = (str(first),), None, None
        return Selection(chosen, self.day, Question.parse(asked.get("q", "")), first, last)

    @property
    def kept(self):
        """The questions that the form does not show, as (name, value): they go along as hidden fields."""
        facets = [(name, value) for name, values in self.chosen.items() for value in values]
        return facets + [(name, self.data[name]) for name in ("sort", "view") if self.data.get(name)]

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
        return [chip for name, value in self.asked.items() if value for chip in self._chips(name, value)]

    def _chips(self, name, value):
        label = _("Words searched for") if name == "q" else self.form[name].label
        if name not in FACETS:
            return [(label, PartialDate.of(value) if name == "on" else value, self.without(name))]
        words = dict({"state": STATES, "kind": Agreement.Kind.choices, "year": UNDATED}.get(name, []))
        # One that was merged may be named twice.
        chosen = {self.chosen[name][sent]: words.get(found, found) for sent, found in value.items()}
        return [(label, said, self.without_value(name, own)) for own, said in chosen.items()]

    def without(self, *names):
        """The address of the same selection without some of its questions, from the first page."""
        return self.address(**dict.fromkeys(names))

    def without_value(self, name, value):
        """The address of the same selection without one of the values of a facet."""
        gone = {(name, sent) for sent, own in self.chosen[name].items() if own == value}
        return "?" + "&".join(written for name, sent, written in self._written if (name, sent) not in gone)

    def address(self, **changes):
        """The address of the same selection with some questions changed (None leaves one out), from the first page."""
        changed = (urlencode({name: value}) for name, value in changes.items() if value)
        return "?" + "&".join([*self._others(changes), *changed])

    def addresses(self, names, left_out=()):
        """The address of the same selection for each answer to some questions, as a function of that answer.

        It is one more answer to what is not ``left_out``.
        """
        before = "?" + "".join(f"{written}&" for written in self._others(left_out))
        return lambda value: before + "&".join(f"{name}={quote_plus(value)}" for name in names)

    def _others(self, names):
        return [written for name, _sent, written in self._written if name not in names]

    @cached_property
    def _written(self):
        """(name, value, as it is written) of what the address asks, without the page and what means nothing.

        Of a facet no chip takes away what the register does not know: it goes with the next choice.
        """
        asked = [(name, value) for name in self.base_filters for value in self.chosen.get(name, [self._said(name)])]
        asked += [(name, self._said(name)) for name in ("sort", "view")]
        return [(name, value, urlencode({name: value})) for name, value in asked if value]


AgreementFilter.base_filters = Shared(AgreementFilter.base_filters)
FACETS = [name for name, asked in AgreementFilter.base_filters.items() if isinstance(asked, SeveralFilter)]


def _in_index(found):
    """The value under which the index knows what was chosen: institutions by their names in addresses."""
    return getattr(found, "slug", None) or (found if isinstance(found, str) else str(found.pk))
