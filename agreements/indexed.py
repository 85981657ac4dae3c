"""Agreements, programmes and meetings as the search knows them, and which writes touch which of them."""

from django.db.models import Prefetch

from agreements.documents import agreements, three
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
from partners.indexed import on_change
from register.publication import Publication
from register.search.documents import Document
from register.search.index import follow, follow_deletions, follow_links, register
from register.translated import texts


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
    register(1, "agreement", Agreement, agreements, _replaced_by, dated="signed_on")
    register(2, "programme", Programme, programmes, _agreements_of)
    register(3, "meeting", Meeting, meetings, dated="starts_on")
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
