"""Agreements as documents for the index. Read as values: a large register is indexed by the hundred thousand."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from django.db.models import Prefetch
from django.utils.translation import override

from agreements.models import (
    Agreement,
    AgreementLink,
    Commitment,
    Component,
    Party,
    Programme,
    Signatory,
)
from agreements.quality import NOBODY, incomplete
from agreements.turns import turns_of
from partners.indexed import texts_of
from partners.models import Institution, Membership
from register.publication import Publication
from register.search.documents import Document
from register.translated import LANGUAGES, columns, first_filled, reading_order, texts


@cache
def _kind(value):
    """What the kind is called in each language."""
    label, said = Agreement.Kind(value).label, []
    for language in LANGUAGES:
        with override(language):
            said.append(str(label))
    return said


def _when(date):
    """The date as it is written in each language."""
    return [date.display(language) for language in LANGUAGES] if date else []


def three(record, *names):
    """The texts of some translated fields, in the languages in which they are filled."""
    return list(filter(None, texts(record, *names)))


def agreements(pks):
    """The documents of those of these agreements that are published."""
    keys = set(pks)
    own = Agreement.objects.filter(pk__among=keys).order_by()
    parts, lacking = _Parts(keys), set(incomplete(own).values_list("pk", flat=True))
    return (_document(agreement, parts, agreement.pk not in lacking) for agreement in own.published())


@dataclass(frozen=True)
class _Known:
    """What an institution gives to each agreement to which it is a party."""

    is_published: bool
    names: list
    texts: list
    facets: list


class _Parts:
    """What belongs to some agreements: for each kind {key of an agreement: rows of values, in their order}.

    What is public is told from the rows: asked for, SQLite would begin with all published programmes.
    """

    def __init__(self, keys):
        self.parties = _read(Party, keys, _IN_ORDER, "institution_id", *columns("name_at_signature"))
        self.themes = _read(Agreement.themes.through, keys, ["theme__name_fr"], "theme_id", *columns("theme__name"))
        self.signatories = _read(Signatory, keys, _IN_ORDER, "name", "name_ar")
        self.commitments = _read(Commitment, keys, _IN_ORDER, *columns("text"))
        named = ["programme_id", "programme__publication"]
        self.programmes = _read(Programme.agreements.through, keys, named[:1], *named)
        self.components = _read(Component, keys, named[:1], *named, owner="implementing_agreement")
        replacing = ["kind", "source__publication", "source__is_signed", "source__signed_on"]
        self.links = _read(AgreementLink, keys, ["pk"], *replacing, owner="target")
        self.institutions = _institutions({party[0] for parties in self.parties.values() for party in parties})

    def programmes_of(self, key):
        """The keys of the published programmes that rest on the agreement, or of which it implements a component."""
        named = [*self.programmes[key], *self.components[key]]
        return [programme for programme, publication in named if publication == Publication.PUBLISHED]

    def replaced_on(self, key):
        """The day on which a published agreement that replaces this one was signed, or None."""
        replacing = AgreementLink.Kind.REPLACES, Publication.PUBLISHED, True
        days = [signed_on.last_day for *facts, signed_on in self.links[key] if tuple(facts) == replacing and signed_on]
        return min(days, default=None)


_IN_ORDER = ["order", "pk"]


def _read(model, keys, order, *names, owner="agreement"):
    found = defaultdict(list)
    rows = model._base_manager.filter(**{f"{owner}__pk__among": keys}).order_by(*order)
    for key, *row in rows.values_list(f"{owner}_id", *names):
        found[key].append(row)
    return found


def _institutions(keys):
    memberships = Membership.objects.public().select_related("network")
    found = Institution.objects.filter(pk__among=keys).select_related("country").order_by()
    found = found.prefetch_related("former_names", Prefetch("memberships", memberships))
    return {institution.pk: _known(institution) for institution in found}


def _known(institution):
    if not institution.is_published:
        return _Known(False, texts(institution, "name"), [], [])
    facets = [f"party={institution.slug}"]
    if institution.country_id:
        facets.append(f"country={institution.country_id}")
    if institution.kind == Institution.Kind.NETWORK:
        facets.append(f"network={institution.slug}")
    # All that the register's own institutions sign would count for their networks.
    if not institution.is_home:
        facets += [f"network={membership.network.slug}" for membership in institution.memberships.all()]
    return _Known(True, texts(institution, "name"), texts_of(institution), facets)


def _document(agreement, parts, is_complete):
    parties, themes = parts.parties[agreement.pk], parts.themes[agreement.pk]
    institutions = [parts.institutions[key] for key, *_names in parties]
    words = [*_kind(agreement.kind), *_when(agreement.signed_on)]
    words += three(agreement, "objective", "place", "legal_framework", "note")
    words += [name for _key, *names in parties for name in names]
    words += [
        first_filled(names if any(names) else institution.names, reading_order())
        for institution, (_key, *names) in zip(institutions, parties, strict=True)
        if not institution.is_published
    ]
    words += [word for institution in institutions for word in institution.texts]
    words += [name for _code, *names in themes for name in names]
    words += [name for names in parts.signatories[agreement.pk] for name in names]
    words += [text for written in parts.commitments[agreement.pk] for text in written]
    facets = [f"kind={agreement.kind}"]
    if agreement.is_signed:
        facets.append(f"year={agreement.signed_on.year if agreement.signed_on else 'unknown'}")
    facets += [facet for institution in institutions for facet in institution.facets]
    facets += [f"theme={code}" for code, *_names in themes]
    facets += [f"programme={key}" for key in parts.programmes_of(agreement.pk)]
    return Document(
        record=agreement.pk,
        order=int(agreement.signed_on) if agreement.signed_on else 0,
        key=agreement.reference,
        names=tuple(texts(agreement, "title")),
        title=" ".join([agreement.reference, *three(agreement, "title")]),
        text=" ".join(filter(None, words)),
        facets=(*facets, *_quality(agreement, is_complete)),
        turns=turns_of(agreement, parts.replaced_on(agreement.pk)),
    )


def _quality(agreement, is_complete):
    """Who keeps it, and among those whether it lacks nothing essential."""
    keeper = agreement.keeper_id or NOBODY
    yield f"kept={keeper}"
    if is_complete:
        yield f"complete={keeper}"
