"""Agreements of the register that new ones in a file may be: said before anything is written, decided by people."""

from collections import defaultdict

from agreements.models import Agreement, Party
from register.search import fold

# Of all words of two titles together, the share that both hold.
ALIKE = 0.8


def point_out(records):
    """Give each new record its ``twins``, all signed in its year: those of the same title; and of those between the
    same signatories the ones of the same month, or of a like title.
    """
    new = [record for record in records if record.is_new and record.instance.signed_on]
    if not new:
        return
    by_title, by_signatories = _signed_in({record.instance.signed_on.year for record in new})
    for record in new:
        mine = _Known(record.instance, frozenset(_signatories(record)))
        near = [other for other in by_signatories[mine.year, mine.signatories] if mine.is_like(other)]
        found = [*by_title[mine.year, mine.words], *near]
        record.twins = list(dict.fromkeys(other.agreement for other in found))


def _signatories(record):
    return [i.pk for column, found in record.roles for i in found if column.role == Party.Role.SIGNATORY]


class _Known:
    def __init__(self, agreement, signatories):
        self.agreement, self.signatories = agreement, signatories
        self.year, self.month = agreement.signed_on.year, agreement.signed_on.month
        self.words = frozenset(fold(f"{agreement.title_fr} {agreement.title_ar} {agreement.title_en}").split())

    def is_like(self, other):
        if not self.signatories:
            return False
        same_month = self.month and self.month == other.month
        return same_month or len(self.words & other.words) >= ALIKE * len(self.words | other.words)


def _signed_in(years):
    """The agreements signed in some years, by (year, words of the titles) and by (year, signatories)."""
    found = Agreement.objects.filter(signed_on__year__in=years).order_by()
    signatories = defaultdict(set)
    signing = Party.objects.filter(agreement__in=found, role=Party.Role.SIGNATORY).order_by()
    for agreement, institution in signing.values_list("agreement", "institution"):
        signatories[agreement].add(institution)
    by_title, by_signatories = defaultdict(list), defaultdict(list)
    for agreement in found.only("reference", "title_fr", "title_ar", "title_en", "signed_on"):
        known = _Known(agreement, frozenset(signatories[agreement.pk]))
        by_title[known.year, known.words].append(known)
        by_signatories[known.year, known.signatories].append(known)
    return by_title, by_signatories
