"""A file that was shown, and its one application: rows, history, log and outcome in one transaction."""

import hashlib
import logging
from datetime import timedelta

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register import bulk, edition
from register.models import FileImport
from register.search.index import collecting
from register.tabular.mapping import Mapping
from register.tabular.plan import CellError, Plan
from register.tabular.storing import store

SALT = "register.tabular"
LIFETIME = 24 * 3600
# Files that were shown and left are emptied after so long.
KEPT_FOR = timedelta(days=30)

logger = logging.getLogger(__name__)


class NotYours(Exception):
    """The token is of no import of this person, or was tampered with."""


class Refused(Exception):
    """Nothing was written; the text says why. ``errors`` are those of the file, when it has some."""

    def __init__(self, sentence, errors=()):
        super().__init__(sentence)
        self.errors = errors


def receive(resource_name, user, file_name, content, now):
    """Keep a file so that it can be shown; those that were left a month ago are emptied."""
    left = FileImport.objects.filter(state=FileImport.State.SHOWN, created_at__lt=now - KEPT_FOR)
    left.exclude(content=b"").update(content=b"")
    digest = hashlib.sha256(content).hexdigest()
    return FileImport.objects.create(
        user=user, resource=resource_name, file_name=file_name, sha256=digest, content=content
    )


def plan_of(brought, make_resource):
    """The Plan of a kept file now; what is wrong with the file as a whole is an error of its first line."""
    resource = make_resource()
    resource.user = brought.user
    resource.admit(brought.newcomers)
    try:
        return resource.plan_file(bytes(brought.content), mapping_of(brought))
    except ValidationError as error:
        return Plan(errors=[CellError(1, "", "", sentence) for sentence in error.messages])


def mapping_of(brought):
    return Mapping.from_dict(brought.mapping) if brought.mapping else None


def token_of(brought, plan):
    """The signed token with which the owner of a file may apply what was shown, and nothing else."""
    return signing.dumps([brought.pk, plan.digest], salt=SALT)


def apply(make_resource, resource_name, user, token):
    """Apply a kept file once and return its FileImport. Raises NotYours, or Refused when nothing was written."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.SignatureExpired:
        raise Refused(_("This file was shown more than a day ago: bring it in again.")) from None
    except signing.BadSignature:
        raise NotYours from None
    own = FileImport.objects.filter(pk=pk, user=user, resource=resource_name)
    try:
        return _apply(make_resource, own, digest)
    except (NotYours, _AlreadyFinished):
        raise
    except Exception as error:
        _record_failure(own)
        if isinstance(error, Refused):
            raise
        logger.exception("The file brought in under %s could not be applied.", pk)
        sentence = " ".join(map(str, error.messages)) if isinstance(error, ValidationError) else _UNEXPECTED
        raise Refused(sentence) from error


_UNEXPECTED = _("The register could not write this file. The fault is in its log.")


class _AlreadyFinished(Refused):
    pass


def _apply(make_resource, own, digest):
    """Planned before the transaction, so that others wait as little as possible; anew in it if someone wrote since."""
    brought, before = _waiting(own), edition.current()
    plan = _planned(brought, make_resource, digest)
    with transaction.atomic():
        brought = _waiting(own.select_for_update())
        bulk.lock([record.instance for record in plan.changed])
        if edition.current() != before:
            plan = _planned(brought, make_resource, digest)
        with collecting():
            bulk.create(plan.newcomers, bulk.Author(brought.user, brought.reason))
            write(plan, brought)
        brought.new, brought.changed, brought.unchanged = len(plan.new), len(plan.changed), len(plan.unchanged)
        _finish(brought, FileImport.State.APPLIED)
    return brought


def _waiting(own):
    brought = own.first()
    if brought is None:
        raise NotYours
    if brought.state != FileImport.State.SHOWN or not brought.content:
        raise _AlreadyFinished(_("This file has already been applied or refused: bring it in again."))
    return brought


def _planned(brought, make_resource, digest):
    plan = plan_of(brought, make_resource)
    if plan.errors:
        raise Refused(_("The file can no longer be taken: the register has changed since it was shown."), plan.errors)
    if plan.digest != digest:
        raise Refused(_("The register has changed since this file was shown: bring it in again."))
    return plan


def write(plan, brought):
    """Write what a plan without errors would change, with its history and log, under the name of a file."""
    store(plan.records, bulk.Author(brought.user, brought.reason))
    for records, flag in ((plan.new, ADDITION), (plan.changed, CHANGE)):
        log(brought, [record.instance for record in records], flag)


def log(brought, instances, flag):
    """What the back office shows of recent actions."""
    message = str(_("From the file %(file)s.") % {"file": brought.file_name})
    if instances:
        LogEntry.objects.log_actions(brought.user_id, instances, flag, message)


def _finish(brought, state):
    brought.state, brought.finished_at, brought.content = state, timezone.now(), b""
    brought.save()


@transaction.atomic
def _record_failure(own):
    brought = own.select_for_update().filter(state=FileImport.State.SHOWN).first()
    if brought:
        _finish(brought, FileImport.State.FAILED)
