"""Questions asked of institutions and memberships."""

from django.db import models
from django.db.models import Case, F, Q, Value, When

from register.publication import Publication, PublishableQuerySet
from register.translated import alphabetical

# What a search of staff reads: names and acronym, former names, the country.
INSTITUTION_TEXTS = ["folded", "former_names__folded", "country__folded"]


class InstitutionQuerySet(PublishableQuerySet):
    def get_by_natural_key(self, slug):
        return self.get(slug=slug)

    def networks(self):
        return self.filter(kind="network")

    def by_name(self):
        """In the alphabetical order of the active language."""
        return self.order_by(alphabetical(), "slug")


class CountryQuerySet(models.QuerySet):
    def by_name(self):
        """In the alphabetical order of the active language."""
        return self.order_by(alphabetical())


class MembershipQuerySet(models.QuerySet):
    def get_by_natural_key(self, institution, network, role, starts_on):
        return self.get(institution__slug=institution, network__slug=network, role=role, starts_on=starts_on)

    def public(self):
        return self.filter(institution__publication=Publication.PUBLISHED, network__publication=Publication.PUBLISHED)

    def by_rank(self):
        """As they stand on a board: the highest role first, then the latest to begin; see ``partners.mandates``."""
        ranks = [When(role=role, then=Value(rank)) for rank, role in enumerate(self.model.Role.values)]
        return self.order_by(Case(*ranks, default=Value(len(ranks))), F("starts_on").desc(nulls_last=True), "pk")

    def held_on(self, day):
        """Those whose known period holds the whole of that day; an unknown bound excludes nothing."""
        begun = Q(starts_on=None) | Q(starts_on__lte=day)
        return self.filter(begun, Q(ends_on=None) | Q(ends_on__latest__gte=day))
