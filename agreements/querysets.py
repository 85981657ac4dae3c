"""Questions asked of agreements, programmes and meetings. Whatever depends on time takes the day as an argument."""

from datetime import timedelta

from django.db import models
from django.db.models import Case, Exists, F, Max, OuterRef, Prefetch, Q, Value, When
from django.db.models.functions import Coalesce

from agreements.states import IN_FORCE, RENEWAL_HORIZON, State
from partners.models import FormerName
from register.publication import Publication, PublishableQuerySet
from register.translated import columns

# What a search reads: the agreement's own texts, its parties with their names and countries, its themes.
AGREEMENT_TEXTS = [
    "folded",
    "parties__folded",
    "parties__institution__folded",
    "parties__institution__former_names__folded",
    "parties__institution__country__folded",
    "themes__folded",
]

# What a line of a list shows, its life line included.
LINE = [
    *("reference", *columns("title"), "is_signed", "signed_on", "entry_into_force_on", "ends_on"),
    *("suspended_on", "terminated_on", "renewal", "renewal_months", "notice_months"),
]


class AgreementQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, reference):
        return self.get(reference=reference)

    def with_state(self, on):
        """Annotate ``state`` (see State) and ``state_on``: the legal state on the day ``on`` (a date).

        A partial date has come to pass once the whole of it lies behind: an agreement that ends "in 2020"
        runs to 31 December 2020, one signed "in November 2015" is signed for any day from the 30th.
        """
        tacit = Q(renewal="tacit")
        runs = Q(entry_into_force_on__latest__lte=on) | Q(entry_into_force_on=None, ends_on__isnull=False)
        ends_soon = Q(ends_on__latest__lte=on + timedelta(days=RENEWAL_HORIZON))
        return self.annotate(
            state_on=Value(on, output_field=models.DateField()),
            state=Case(
                When(is_signed=False, then=Value(State.NEGOTIATED)),
                When(signed_on__latest__gt=on, then=Value(State.UNSIGNED)),
                When(self._replaced(on), then=Value(State.REPLACED)),
                When(terminated_on__latest__lte=on, then=Value(State.TERMINATED)),
                When(Q(ends_on__latest__lt=on) & ~tacit, then=Value(State.EXPIRED)),
                When(suspended_on__latest__lte=on, then=Value(State.SUSPENDED)),
                When(entry_into_force_on__latest__gt=on, then=Value(State.NOT_YET_IN_FORCE)),
                When(runs & ends_soon & Q(renewal="express"), then=Value(State.TO_RENEW)),
                When(runs, then=Value(State.IN_FORCE)),
                default=Value(State.SIGNED),
                output_field=models.CharField(),
            ),
        )

    def _replaced(self, on):
        """Asked of the few that replace, not of each agreement: SQLite would otherwise read them all each time."""
        replacing = self.model.links_from.rel.related_model.objects.filter(
            kind="replaces",
            source__publication=Publication.PUBLISHED,
            source__is_signed=True,
            source__signed_on__latest__lte=on,
        )
        return Q(pk__in=replacing.order_by().values("target"))

    def in_force(self, on):
        return self.with_state(on).filter(state__in=IN_FORCE)

    def as_lines(self):
        """Read only what a line of a list shows; ``standing`` gives the state and the parties."""
        return self.only(*LINE)

    def with_parties(self):
        """Fetch the parties in order, each with its institution, in one query."""
        parties = self.model.parties.rel.related_model.objects.select_related("institution")
        return self.prefetch_related(Prefetch("parties", parties))

    def latest_first(self):
        return self.order_by(F("signed_on").desc(nulls_last=True), "-pk")


class PartyQuerySet(models.QuerySet):
    def with_renaming(self):
        """Annotate ``is_renamed``: the name at signature is one that the institution has given up since."""
        names = FormerName.objects.filter(institution=OuterRef("institution"), name_fr=OuterRef("name_at_signature_fr"))
        return self.annotate(is_renamed=Exists(names.exclude(name_fr="")))


class ProgrammeQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, reference):
        return self.get(reference=reference)

    def latest_first(self):
        return self.order_by(F("starts_on").desc(nulls_last=True), "-reference")

    def with_end(self):
        """Each with its ``end`` as last extended, as ``current_end`` tells it."""
        return self.annotate(end=Coalesce(Max("extensions__new_end"), "ends_on"))


class MeetingQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, reference):
        return self.get(reference=reference)

    def attended_by(self, institution):
        """Those at which somebody represented the institution, each once."""
        return self.filter(participants__institution=institution).distinct()
