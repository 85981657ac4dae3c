"""A file that was shown, and its one application: rows, history, log and outcome in one transaction."""

import hashlib
import logging

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.models import FileImport
from register.search.index import collecting

SALT = "register.tabular"
LIFETIME = 24 * 3600

logger = logging.getLogger(__name__)


class NotYours(Exception):
    """The token is of no import of this person, or was tampered with."""


class Refused(Exception):
    """Nothing was written; the text says why. ``errors`` are those of the file, when it has some."""

    def __init__(self, sentence, errors=()):
        super().__init__(sentence)
        self.errors = errors


def keep(resource_name, user, file_name, content, plan):
    """Keep a file that was shown; return the signed token with which its owner may apply it."""
    brought = FileImport.objects.create(
        user=user,
        resource=resource_name,
        file_name=file_name,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        new=len(plan.new),
        changed=len(plan.changed),
        unchanged=len(plan.unchanged),
    )
    return signing.dumps([brought.pk, plan.digest], salt=SALT)


def apply(resource, resource_name, user, token):
    """Apply a kept file once and return its FileImport. Raises NotYours, or Refused when nothing was written."""
    try:
        pk, digest = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.SignatureExpired:
        raise Refused(_("This file was shown more than a day ago: bring it in again.")) from None
    except signing.BadSignature:
        raise NotYours from None
    own = FileImport.objects.filter(pk=pk, user=user, resource=resource_name)
    try:
        with transaction.atomic():
            return _apply(resource, own, user, digest)
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


def _apply(resource, own, user, digest):
    brought = own.select_for_update().first()
    if brought is None:
        raise NotYours
    if brought.state != FileImport.State.SHOWN:
        raise _AlreadyFinished(_("This file has already been applied or refused: bring it in again."))
    plan = resource.plan_file(bytes(brought.content))
    if plan.errors:
        raise Refused(_("The file can no longer be taken: the register has changed since it was shown."), plan.errors)
    if plan.digest != digest:
        raise Refused(_("The register has changed since this file was shown: bring it in again."))
    with collecting():
        for record in [*plan.new, *plan.changed]:
            resource.write(record, user)
    _log(user, plan.new, ADDITION, brought)
    _log(user, plan.changed, CHANGE, brought)
    _finish(brought, FileImport.State.APPLIED)
    return brought


def _log(user, records, flag, brought):
    message = str(_("From the file %(file)s.") % {"file": brought.file_name})
    if records:
        LogEntry.objects.log_actions(user.pk, [record.instance for record in records], flag, message)


def _finish(brought, state):
    brought.state, brought.finished_at, brought.content = state, timezone.now(), b""
    brought.save()


@transaction.atomic
def _record_failure(own):
    brought = own.select_for_update().filter(state=FileImport.State.SHOWN).first()
    if brought:
        _finish(brought, FileImport.State.FAILED)
