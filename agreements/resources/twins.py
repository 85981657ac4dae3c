"""Agreements of the register that new ones in a file may be: said before anything is written, decided by people."""

from agreements.doublets import Known, signed
from agreements.models import Agreement, Party


def point_out(records):
    """Give each new record its ``twins``, all signed in its year: those of the same title; and of those between the
    same signatories the ones of the same month, or of a like title.
    """
    new = [record for record in records if record.is_new and record.instance.signed_on]
    if not new:
        return
    by_title, by_signatories = signed(
        Agreement.objects.filter(signed_on__year__in={record.instance.signed_on.year for record in new})
    )
    found = {}
    for record in new:
        mine = _known(record)
        near = [other for other in by_signatories[mine.year, mine.signatories] if mine.is_like(other)]
        same = [other for words in mine.titles for other in by_title[mine.year, words]]
        found[id(record)] = dict.fromkeys(other.key for other in [*same, *near])
    twins = Agreement.objects.in_bulk({key for keys in found.values() for key in keys})
    for record in new:
        record.twins = [twins[key] for key in found[id(record)]]


def _known(record):
    agreement = record.instance
    titles = [agreement.title_fr, agreement.title_ar, agreement.title_en]
    signing = [i.pk for column, found in record.roles for i in found if column.role == Party.Role.SIGNATORY]
    return Known.of(None, agreement.signed_on, titles, frozenset(signing))
