"""Agreements that may be one and the same: of one title, or between the same signatories at the same time."""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from agreements.models import Party
from register.likeness import are_alike, once
from register.search import fold


@dataclass(frozen=True)
class Known:
    """What tells an agreement: ``key`` is whatever names it, ``signatories`` the keys of institutions."""

    key: object
    year: int
    month: int | None
    words: frozenset
    signatories: frozenset

    @classmethod
    def of(cls, key, signed_on, titles, signatories):
        return cls(key, signed_on.year, signed_on.month, frozenset(fold(" ".join(titles)).split()), signatories)

    def is_like(self, other):
        """Whether two between the same signatories, in the same year, may be one."""
        return bool(self.signatories) and (
            (self.month and self.month == other.month) or are_alike(self.words, other.words)
        )


def signed(agreements):
    """The Knowns of the dated agreements of a queryset, by (year, words of the titles) and by (year, signatories)."""
    dated = agreements.filter(signed_on__isnull=False).order_by("pk")
    signatories = defaultdict(set)
    signing = Party.objects.filter(agreement__in=dated.order_by(), role=Party.Role.SIGNATORY).order_by()
    for agreement, institution in signing.values_list("agreement", "institution"):
        signatories[agreement].add(institution)
    by_title, by_signatories = defaultdict(list), defaultdict(list)
    for key, signed_on, *titles in dated.values_list("pk", "signed_on", "title_fr", "title_ar", "title_en"):
        known = Known.of(key, signed_on, titles, frozenset(signatories[key]))
        by_title[known.year, known.words].append(known)
        by_signatories[known.year, known.signatories].append(known)
    return by_title, by_signatories


def doublets(agreements):
    """Yield pairs of keys of agreements of a queryset that may be one, those of the same title first."""
    by_title, by_signatories = signed(agreements)
    same = (combinations(group, 2) for group in by_title.values())
    like = (pair for group in by_signatories.values() for pair in combinations(group, 2) if pair[0].is_like(pair[1]))
    return once(((one.key, other.key) for pairs in [*same, like] for one, other in pairs))
