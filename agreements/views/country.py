"""The fact sheet of a country: everything done with it, on one page."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.http import Http404
from django.views.generic import DetailView

from agreements.budgets import budgets_of
from agreements.concerning import concerning
from agreements.deadlines import upcoming
from agreements.models import Meeting, Participant, Party, Programme, ProgrammeRole, Theme
from agreements.states import IN_FORCE, State
from partners.models import Country, Institution
from register.pages import Page
from register.prepared import prepared
from register.publication import Publication
from register.search import counts
from register.search.finding import Bearing
from register.translated import columns
from register.vocabularies import alphabetically, names_of

# How many of each the sheet shows, and how far ahead it looks for what ends, in days.
LATEST, PROGRAMMES, MEETINGS, DEADLINES, INSTITUTIONS, AHEAD = 10, 10, 5, 5, 60, 180


@prepared
def _institutions(country):
    found = Institution.objects.published().filter(country=country).by_name()
    return found.values_list("slug", *columns("name"))[: INSTITUTIONS + 1]


@prepared
def _country(code):
    return Country.objects.filter(code=code)


class CountryDetail(Page, DetailView):
    """A country without a published institution has no page."""

    template_name = "agreements/country_detail.html"

    def get_object(self, queryset=None):
        code = self.kwargs["code"].upper()
        self.institutions = _institutions(code)
        if not self.institutions:
            raise Http404
        return _country(code)[0]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        partners = Party.objects.filter(
            institution__country=self.object, institution__publication=Publication.PUBLISHED
        )
        signed = Bearing(f"country={self.object.pk}", self.day)
        concerned = concerning(signed, partners)
        programmes = _programmes(self.object, concerned)
        return context | {
            "institutions": self.institutions[:INSTITUTIONS],
            "institution_count": self._institution_count(),
            "signed": signed,
            "in_force": signed.holding(*IN_FORCE),
            "to_renew": signed.holding(State.TO_RENEW),
            "states": [(state, signed.states[state]) for state in State if signed.states[state]]
            if signed.states
            else [],
            "themes": _themes(signed.values("theme")),
            "latest": signed.newest(LATEST),
            "programmes": programmes[:PROGRAMMES],
            "has_more_programmes": len(programmes) > PROGRAMMES,
            "meetings": _meetings(self.object, concerned),
            "deadlines": upcoming(
                self.day,
                most=DEADLINES,
                until=self.day + timedelta(days=AHEAD),
                concerned=concerned,
            ),
        }

    def _institution_count(self):
        """Those that are not listed are counted, too."""
        based = f"based={self.object.pk}"
        return counts.of(based)[based] if len(self.institutions) > INSTITUTIONS else len(self.institutions)


def _themes(counted):
    """[(code, name, count)] of the themes, the most frequent first."""
    named = alphabetically(names_of(Theme, counted))
    return sorted(((code, name, counted[code]) for code, name in named), key=lambda theme: -theme[2])


def _programmes(country, concerned):
    """The latest published programmes in which the institutions have a role or that rest on the agreements."""
    roles = ProgrammeRole.objects.filter(institution__country=country, programme=OuterRef("pk"))
    about = concerned.tied(Programme.agreements.through.objects, "programme")
    found = _latest(Programme.objects.published(), PROGRAMMES + 1, Exists(roles), about)
    programmes = list(found.prefetch_related("components", "extensions"))
    for programme in programmes:
        programme.budgets = budgets_of(programme.components.all())
    return programmes


def _meetings(country, concerned):
    """The latest published meetings that the institutions attended or that concerned the agreements."""
    attended = Participant.objects.filter(institution__country=country).values("meeting")
    about = concerned.tied(Meeting.agreements.through.objects, "meeting")
    return _latest(Meeting.objects.published(), MEETINGS, Q(pk__in=attended), about)


def _latest(records, most, *conditions):
    """The first ``most`` of records for which one of the conditions holds.

    Each is looked for apart: asked for either, PostgreSQL would gather all for which any does.
    """
    keys = {key for holds in conditions for key in records.filter(holds).values_list("pk", flat=True)[:most]}
    return records.filter(pk__in=keys)[:most]
