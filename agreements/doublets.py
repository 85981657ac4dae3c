"""Agreements that may be one and the same: of one title, or between the same signatories at the same time."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from agreements.models import Party
from register.likeness import are_alike, once
from register.search import fold


@dataclass(frozen=True)
class Known:
    """What tells an agreement: ``key`` is whatever names it, ``titles`` the words of its title in each language that it
    is titled in, ``signatories`` the keys of institutions.
    """

    key: object
    year: int
    month: int | None
    titles: tuple
    signatories: frozenset

    @classmethod
    def of(cls, key, signed_on, titles, signatories):
        words = tuple(frozenset(fold(title).split()) for title in titles if title)
        return cls(key, signed_on.year, signed_on.month, words, signatories)

    def is_like(self, other):
        """Whether two between the same signatories, in the same year, may be one."""
        same_month = self.month and self.month == other.month
        like = (are_alike(words, others) for words in self.titles for others in other.titles)
        return bool(self.signatories) and (same_month or any(like))


def signed(agreements):
    """The Knowns of the dated agreements of a queryset, by (year, words of a title) and by (year, signatories)."""
    dated = agreements.filter(signed_on__isnull=False).order_by("pk")
    signatories = defaultdict(set)
    signing = Party.objects.filter(agreement__in=dated.order_by(), role=Party.Role.SIGNATORY).order_by()
    for agreement, institution in signing.values_list("agreement", "institution"):
        signatories[agreement].add(institution)
    by_title, by_signatories = defaultdict(list), defaultdict(list)
    for key, signed_on, *titles in dated.values_list("pk", "signed_on", "title_fr", "title_ar", "title_en"):
        known = Known.of(key, signed_on, titles, frozenset(signatories[key]))
        for words in set(known.titles):
            by_title[known.year, words].append(known)
        by_signatories[known.year, known.signatories].append(known)
    return by_title, by_signatories


def doublets(agreements):
    """Yield pairs of keys of agreements of a queryset that may be one, those of the same title first."""
    by_title, by_signatories = signed(agreements)
    same = (combinations(group, 2) for group in by_title.values())
    like = (pair for group in by_signatories.values() for pair in combinations(group, 2) if pair[0].is_like(pair[1]))
    return once(((one.key, other.key) for pairs in [*same, like] for one, other in pairs))
