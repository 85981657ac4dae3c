"""Records for tests: plain functions with sensible defaults, published unless told otherwise.

Dates may be given as text ("2015-11"), and a title or name as ``title="…"``, meaning the French one.
"""

from itertools import count

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile

from agreements.models import (
    Agreement,
    AgreementLink,
    Commitment,
    Component,
    Document,
    Evaluation,
    Extension,
    Meeting,
    Participant,
    Party,
    Programme,
    ProgrammeRole,
    Signatory,
    Source,
    Target,
    TargetMeasure,
    Theme,
)
from partners.models import Country, FormerName, Institution, Membership
from register.fields import PartialDateField, to_partial_date
from register.models import Identity
from register.publication import Publication

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"

_numbers = count(1)


def _create(model, french, defaults, given):
    """Create a row; ``french`` names the texts that may be given without their language."""
    for name in french:
        if name in given:
            given[f"{name}_fr"] = given.pop(name)
    values = {**defaults, **given}
    for field in model._meta.fields:
        if field.name in values and isinstance(field, PartialDateField):
            values[field.name] = to_partial_date(values[field.name])
    return model.objects.create(**values)


def _published(given):
    return {"publication": Publication.PUBLISHED, **given}


def country(code="MA", **given):
    """The country of that code, made if it is not there yet."""
    names = {"MA": ("Maroc", "المغرب", "Morocco"), "KW": ("Koweït", "الكويت", "Kuwait"), "PT": ("Portugal", "", "")}
    fr, ar, en = names.get(code, (code, "", ""))
    return Country.objects.get_or_create(code=code, defaults={"name_fr": fr, "name_ar": ar, "name_en": en, **given})[0]


def institution(**given):
    number = next(_numbers)
    defaults = {"slug": f"institution-{number}", "kind": Institution.Kind.COUNCIL}
    if not {"name", "name_fr", "name_ar", "name_en"} & given.keys():
        defaults["name_fr"] = f"Institution {number}"
    return _create(Institution, ["name"], defaults, _published(given))


def network(**given):
    return institution(**{"kind": Institution.Kind.NETWORK, **given})


def former_name(of=None, **given):
    given.setdefault("institution", of or institution())
    return _create(FormerName, ["name"], {"name_fr": f"Ancien nom {next(_numbers)}"}, given)


def membership(**given):
    given.setdefault("institution", None)
    given.setdefault("network", None)
    given["institution"] = given["institution"] or institution()
    given["network"] = given["network"] or network()
    return _create(Membership, [], {"role": Membership.Role.MEMBER}, given)


def theme(code=None, **given):
    number = next(_numbers)
    return _create(Theme, ["name"], {"code": code or f"theme-{number}", "name_fr": f"Thème {number}"}, given)


def agreement(parties=(), **given):
    """An agreement; ``parties`` are institutions that sign it, in that order."""
    defaults = {"kind": Agreement.Kind.CONVENTION}
    if not {"title", "title_fr", "title_ar", "title_en"} & given.keys():
        defaults["title_fr"] = f"Convention {next(_numbers)}"
    made = _create(Agreement, ["title", "objective", "note", "place"], defaults, _published(given))
    for order, signing in enumerate(parties, start=1):
        party(made, signing, order=order)
    return made


def party(of=None, signing=None, **given):
    given.setdefault("agreement", of or agreement())
    given.setdefault("institution", signing or institution())
    return _create(Party, ["name_at_signature"], {"role": Party.Role.SIGNATORY}, given)


def signatory(**given):
    """A person who signs; the institution is made a party when it is not one."""
    given.setdefault("agreement", None)
    given["agreement"] = given["agreement"] or agreement()
    if "institution" not in given:
        given["institution"] = party(given["agreement"]).institution
    return _create(Signatory, ["function"], {"name": f"Personne {next(_numbers)}"}, given)


def commitment(**given):
    if "agreement" not in given and "meeting" not in given:
        given["agreement"] = agreement()
    return _create(Commitment, ["text"], {"text_fr": f"Engagement {next(_numbers)}"}, given)


def link(source, kind, target):
    """``source`` implements, amends, renews or replaces ``target``."""
    return AgreementLink.objects.create(source=source, kind=kind, target=target)


def meeting(agreements=(), programmes=(), **given):
    defaults = {"kind": Meeting.Kind.MISSION}
    if not {"title", "title_fr", "title_ar", "title_en"} & given.keys():
        defaults["title_fr"] = f"Réunion {next(_numbers)}"
    made = _create(Meeting, ["title", "summary", "place"], defaults, _published(given))
    made.agreements.set(agreements)
    made.programmes.set(programmes)
    return made


def participant(of=None, **given):
    given.setdefault("meeting", of or meeting())
    return _create(Participant, ["function"], {"name": f"Personne {next(_numbers)}"}, given)


def programme(agreements=(), **given):
    defaults = {}
    if not {"title", "title_fr", "title_ar", "title_en"} & given.keys():
        defaults["title_fr"] = f"Programme {next(_numbers)}"
    made = _create(Programme, ["title", "objective", "monitoring"], defaults, _published(given))
    made.agreements.set(agreements)
    return made


def programme_role(of=None, **given):
    given.setdefault("programme", of or programme())
    given.setdefault("institution", None)
    given["institution"] = given["institution"] or institution()
    return _create(ProgrammeRole, [], {"role": ProgrammeRole.Role.FUNDER}, given)


def component(of=None, **given):
    given.setdefault("programme", of or programme())
    return _create(Component, ["title"], {"title_fr": f"Composante {next(_numbers)}"}, given)


def extension(of=None, **given):
    given.setdefault("programme", of or programme())
    return _create(Extension, [], {"new_end": "2030"}, given)


def target(of=None, **given):
    given.setdefault("programme", of or programme())
    return _create(Target, ["statement"], {"statement_fr": f"Cible {next(_numbers)}"}, given)


def target_measure(of=None, **given):
    given.setdefault("target", of or target())
    return _create(TargetMeasure, [], {"measured_on": "2020", "value": 1}, given)


def evaluation(of=None, **given):
    given.setdefault("programme", of or programme())
    return _create(Evaluation, ["finding"], {"kind": Evaluation.Kind.MID_TERM}, given)


def source(agreements=(), programmes=(), meetings=(), memberships=(), institutions=(), **given):
    number = next(_numbers)
    defaults = {"code": f"source-{number}", "title": f"Source {number}", "url": f"https://example.org/{number}"}
    made = _create(Source, [], defaults, given)
    made.agreements.set(agreements)
    made.programmes.set(programmes)
    made.meetings.set(meetings)
    made.memberships.set(memberships)
    made.institutions.set(institutions)
    return made


def document(of=None, content=PDF, name="convention.pdf", **given):
    """A document with a real file in the private storage (point STORAGES at a temporary folder first)."""
    given.setdefault("agreement", of or agreement())
    given.setdefault("file", ContentFile(content, name))
    return _create(Document, [], {"title": f"Document {next(_numbers)}"}, given)


def person(name="agente", *grants, **given):
    """Staff with rights: ``grants`` are (role, institution), the institution None for all."""
    made = get_user_model().objects.create_user(name, is_staff=True, **given)
    for role, kept_by in grants:
        made.grants.create(role=role, institution=kept_by)
    return made


def home(**given):
    """One of the register's own institutions, which keeps records."""
    return institution(**{"is_home": True, **given})


def identity(**given):
    return _create(Identity, ["name", "owner", "purpose"], {"name_fr": "Registre des conventions"}, given)
