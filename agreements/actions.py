"""The life of an agreement, act by act: each writes all its rows in one transaction, and its versions name it."""

from django.db import transaction

from agreements.models import Agreement, AgreementLink, Party
from register.search.index import collecting


@transaction.atomic
def enact(agreement, why):
    """Write an act that an agreement bears itself: its signature, suspension, termination… Returns the agreement."""
    with collecting():
        agreement._change_reason = why
        agreement.save()
    return agreement


@transaction.atomic
def follow(earlier, kind, later, why, new_end=None):
    """Write a new agreement that amends, renews or replaces an earlier one; returns it, as a draft.

    It has the parties and themes of the earlier one. Parties bear the names of today: earlier ones may be out of use.
    ``new_end`` (a PartialDate) moves the end of the earlier one, as an amendment may.
    """
    with collecting():
        later.keeper, later._change_reason = earlier.keeper, why
        later.save()
        later.themes.set(earlier.themes.all())
        for party in earlier.parties.all():
            Party.objects.create(agreement=later, institution=party.institution, role=party.role, order=party.order)
        AgreementLink.objects.create(source=later, kind=kind, target=earlier)
        if new_end:
            earlier.ends_on, earlier._change_reason = new_end, why
            earlier.save()
    return later


def following(earlier, kind):
    """An unsaved agreement to follow an earlier one, with what it most likely takes from it."""
    is_amendment = kind == AgreementLink.Kind.AMENDS
    return Agreement(kind=Agreement.Kind.AMENDMENT if is_amendment else earlier.kind, keeper=earlier.keeper)
