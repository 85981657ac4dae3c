"""Agreements, programmes and meetings as the search knows them, and which writes touch which of them."""

from django.db.models import Prefetch

from agreements.models import (
    Agreement,
    AgreementLink,
    Commitment,
    Component,
    Meeting,
    Participant,
    Party,
    Programme,
    ProgrammeRole,
    Signatory,
    Source,
    Target,
    Theme,
)
from agreements.quality import NOBODY, incomplete
from agreements.turns import turns_of
from partners.indexed import on_change, texts_of
from partners.models import Institution, Membership
from register.publication import Publication
from register.search.documents import Document
from register.search.index import follow, follow_deletions, follow_links, register
from register.translated import texts


def three(record, *names):
    """The texts of some translated fields, in the languages in which they are filled."""
    return list(filter(None, texts(record, *names)))


def agreements(pks):
    memberships = Membership.objects.public().select_related("network")
    replacing = AgreementLink.objects.filter(kind=AgreementLink.Kind.REPLACES)
    implemented = Component.objects.filter(programme__publication=Publication.PUBLISHED)
    found = (
        Agreement.objects.published()
        .filter(pk__in=pks)
        .order_by()
        .prefetch_related(
            "themes",
            "signatories",
            "commitments",
            # Joined, since SQLite takes no list of a thousand records that are looked up by their own keys.
            Prefetch("parties", Party.objects.select_related("institution__country").order_by("order", "pk")),
            "parties__institution__former_names",
            Prefetch("parties__institution__memberships", memberships),
            Prefetch("programmes", Programme.objects.published().only("pk")),
            Prefetch("components", implemented.only("pk", "programme_id", "implementing_agreement_id")),
            Prefetch("links_to", replacing.select_related("source")),
        )
    )
    lacking = set(incomplete(Agreement.objects.filter(pk__in=pks)).values_list("pk", flat=True))
    return (_agreement(agreement, agreement.pk not in lacking) for agreement in found)


def _agreement(agreement, is_complete):
    parties, themes = agreement.parties.all(), agreement.themes.all()
    institutions = [party.institution for party in parties if party.institution.is_published]
    text = three(agreement, "objective", "place", "legal_framework", "note")
    text += [word for party in parties for word in three(party, "name_at_signature")]
    text += [party.name for party in parties if not party.institution.is_published]
    text += [word for institution in institutions for word in texts_of(institution)]
    text += [word for theme in themes for word in three(theme, "name")]
    text += [word for person in agreement.signatories.all() for word in (person.name, person.name_ar)]
    text += [word for commitment in agreement.commitments.all() for word in three(commitment, "text")]
    replacing = [link.source for link in agreement.links_to.all() if link.source.is_published and link.source.is_signed]
    return Document(
        record=agreement.pk,
        order=int(agreement.signed_on) if agreement.signed_on else 0,
        key=agreement.reference,
        names=tuple(texts(agreement, "title")),
        title=" ".join([agreement.reference, *three(agreement, "title")]),
        text=" ".join(text),
        facets=(*_facets(agreement, institutions, themes), *_quality(agreement, is_complete)),
        turns=turns_of(agreement, min((new.signed_on.last_day for new in replacing if new.signed_on), default=None)),
    )


def _facets(agreement, institutions, themes):
    yield f"kind={agreement.kind}"
    if agreement.is_signed:
        yield f"year={agreement.signed_on.year if agreement.signed_on else 'unknown'}"
    for institution in institutions:
        yield f"party={institution.slug}"
        if institution.country_id:
            yield f"country={institution.country_id}"
        if institution.kind == Institution.Kind.NETWORK:
            yield f"network={institution.slug}"
        # All that the register's own institutions sign would count for their networks.
        if not institution.is_home:
            for membership in institution.memberships.all():
                yield f"network={membership.network.slug}"
    for theme in themes:
        yield f"theme={theme.pk}"
    for programme in agreement.programmes.all():
        yield f"programme={programme.pk}"
    for component in agreement.components.all():
        yield f"programme={component.programme_id}"


def _quality(agreement, is_complete):
    """Who keeps it, and among those whether it lacks nothing essential."""
    keeper = agreement.keeper_id or NOBODY
    yield f"kept={keeper}"
    if is_complete:
        yield f"complete={keeper}"


def programmes(pks):
    roles = ProgrammeRole.objects.filter(institution__publication=Publication.PUBLISHED).select_related("institution")
    found = Programme.objects.published().filter(pk__in=pks).order_by()
    for programme in found.prefetch_related(Prefetch("roles", roles), "targets", "components"):
        text = three(programme, "objective", "monitoring")
        text += [
            word
            for role in programme.roles.all()
            for word in [*three(role.institution, "name"), role.institution.acronym]
        ]
        text += [word for component in programme.components.all() for word in three(component, "title")]
        text += [word for target in programme.targets.all() for word in three(target, "statement")]
        yield _dated(programme, programme.starts_on, text)


def meetings(pks):
    found = Meeting.objects.published().filter(pk__in=pks).order_by()
    for meeting in found.prefetch_related("participants", "commitments"):
        text = three(meeting, "place", "summary")
        text += [word for person in meeting.participants.all() for word in (person.name, person.name_ar)]
        text += [word for commitment in meeting.commitments.all() for word in three(commitment, "text")]
        yield _dated(meeting, meeting.starts_on, text)


def _dated(record, date, text):
    return Document(
        record=record.pk,
        order=int(date) if date else 0,
        key=record.reference,
        names=tuple(texts(record, "title")),
        title=" ".join([record.reference, *three(record, "title")]),
        text=" ".join(text),
    )


def _replaced_by(pks):
    links = AgreementLink.objects.filter(kind=AgreementLink.Kind.REPLACES, source__in=pks)
    return {"agreement": links.values_list("target", flat=True)}


def _agreements_of(programmes):
    rests_on = Agreement.objects.filter(programmes__in=programmes).values_list("pk", flat=True)
    implementing = Component.objects.filter(programme__in=programmes).values_list("implementing_agreement", flat=True)
    return {"agreement": {*rests_on, *implementing}}


def agreements_with(institutions):
    """The agreements to which some institutions are parties, and the programmes in which they have a role."""
    return {
        "agreement": Party.objects.filter(institution__in=institutions).values_list("agreement", flat=True),
        "programme": ProgrammeRole.objects.filter(institution__in=institutions).values_list("programme", flat=True),
    }


def _sides(pks, model):
    if model is Programme:
        return {"programme": pks} | _agreements_of(pks)
    return {"agreement": pks}


def _agreement_of(row):
    return {"agreement": {row.agreement_id}}


def _programme_of(row):
    return {"programme": {row.programme_id}}


def start():
    """Tell the index of these models; called once, when the app is ready."""
    register(1, "agreement", Agreement, agreements, _replaced_by)
    register(2, "programme", Programme, programmes, _agreements_of)
    register(3, "meeting", Meeting, meetings)
    on_change(agreements_with)
    follow(Agreement, lambda row: {"agreement": {row.pk}})
    follow(Party, _agreement_of)
    follow(Signatory, _agreement_of)
    follow(AgreementLink, lambda row: {"agreement": {row.target_id}})
    follow(Commitment, lambda row: {"agreement": {row.agreement_id}, "meeting": {row.meeting_id}})
    follow(Programme, lambda row: {"programme": {row.pk}})
    follow(ProgrammeRole, _programme_of)
    follow(Component, lambda row: {"programme": {row.programme_id}, "agreement": {row.implementing_agreement_id}})
    follow(Target, _programme_of)
    follow(Participant, lambda row: {"meeting": {row.meeting_id}})
    follow(Meeting, lambda row: {"meeting": {row.pk}})
    follow(Theme, lambda row: {"agreement": row.agreements.values_list("pk", flat=True) if row.pk else ()})
    follow_links(Agreement.themes.through, lambda pks, model: {"agreement": pks if model is Agreement else ()})
    follow_links(Programme.agreements.through, _sides)
    follow_links(Source.agreements.through, lambda pks, model: {"agreement": pks if model is Agreement else ()})
    follow_deletions(Source, lambda row: {"agreement": row.agreements.values_list("pk", flat=True)})
