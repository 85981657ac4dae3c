"""Who may do what. A right is a role in one institution, or in all; Django's tables of permissions count for nothing.

Permissions are asked for as everywhere in Django, ``user.has_perm("agreements.change_agreement", record)``: without a
record whether there is any such record, with one whether it is among them. Beside Django's verbs there are *inspect*
(see drafts, history and files that are not public), *contact* (see whom to call), *publish* (and withdraw), *import*
and *export*.
"""

from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.db.models import Q

from partners.models import Grant

EVERYWHERE = None
_READS = {"view", "inspect", "export"}
_WRITES = _READS | {"contact", "add", "change", "import"}
_PUBLISHES = _WRITES | {"publish", "delete"}
VERBS = {
    Grant.Role.READER: _READS | {"contact"},
    Grant.Role.AUDITOR: _READS,
    Grant.Role.CONTRIBUTOR: _WRITES,
    Grant.Role.PUBLISHER: _PUBLISHES,
    Grant.Role.ADMINISTRATOR: _PUBLISHES | {"grant"},
}
_RECORDS = {"agreements", "partners", "register"}


def scope(user, verb):
    """The keys of the institutions whose records the person may treat so; EVERYWHERE for all; an empty set for none."""
    if not user.is_active or user.is_anonymous:
        return set()
    if user.is_superuser:
        return EVERYWHERE
    if not hasattr(user, "_grants"):
        user._grants = list(user.grants.values_list("role", "institution"))
    found = {institution for role, institution in user._grants if verb in VERBS[role]}
    return EVERYWHERE if None in found else found


def within(user, verb, path="keeper"):
    """The question which records, by the path to their keeper, the person may treat so."""
    institutions = scope(user, verb)
    return Q() if institutions is EVERYWHERE else Q(**{f"{path}__in": institutions})


def visible(records, user):
    """Those of a queryset that the person may know of: all that the public sees, and what the person may inspect."""
    model = records.model
    if scope(user, "inspect") is EVERYWHERE or not hasattr(model, "keeper_path"):
        return records
    known = within(user, "inspect", model.keeper_path) | model.shown
    if not model.is_shown_by_many:
        return records.filter(known)
    return records.filter(pk__in=model._base_manager.filter(known).values("pk"))


def keeper_of(record):
    """The key of the institution that keeps a record, or None."""
    *path, last = record.keeper_path.split("__")
    for name in path:
        record = getattr(record, name)
    return getattr(record, f"{last}_id")


class GrantBackend(ModelBackend):
    """Signs in by name and password, and answers questions of rights from the grants."""

    def has_perm(self, user, perm, obj=None):
        app, _dot, codename = perm.partition(".")
        verb, _line, name = codename.partition("_")
        if app == "auth":
            return name == "user" and scope(user, "grant") is EVERYWHERE
        model = apps.all_models[app].get(name) if app in _RECORDS else None
        return model is not None and _may(user, verb, model, obj)

    def has_module_perms(self, user, app_label):
        return bool(scope(user, "view") is EVERYWHERE or scope(user, "view")) and app_label in _RECORDS

    def get_all_permissions(self, user, obj=None):
        return set()


def _may(user, verb, model, record):
    if getattr(model, "is_vocabulary", False) and verb not in _READS:
        return scope(user, "grant") is EVERYWHERE
    institutions = scope(user, "grant" if model is Grant else verb)
    if institutions is EVERYWHERE:
        return True
    if record is None or not institutions:
        return bool(institutions)
    if model is Grant:
        return record.institution_id in institutions
    if hasattr(record, "keeper_path"):
        return keeper_of(record) in institutions
    return not hasattr(record, "user_id") or record.user_id == user.pk
