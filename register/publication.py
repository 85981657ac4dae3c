"""The editorial life of a record. Only published records exist for the public."""

from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.fields import ChangeMomentField
from register.search.index import collecting
from register.versions import Versions


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


@dataclass(frozen=True)
class Move:
    """A step of the editorial life. ``right`` is the verb one must be allowed; some ask for a comment."""

    name: str
    label: str
    origins: tuple
    target: str
    right: str
    asks_why: bool = False


_D, _R, _P, _W = Publication.DRAFT, Publication.IN_REVIEW, Publication.PUBLISHED, Publication.WITHDRAWN
MOVES = {
    move.name: move
    for move in (
        Move("submit", _("Send to review"), (_D,), _R, "change"),
        Move("publish", _("Publish"), (_D, _R, _W), _P, "publish"),
        Move("return", _("Return to its author"), (_R,), _D, "publish", asks_why=True),
        Move("recall", _("Take back from review"), (_R,), _D, "change"),
        Move("withdraw", _("Withdraw from publication"), (_P,), _W, "publish", asks_why=True),
        Move("reopen", _("Back to draft"), (_W,), _D, "publish"),
    )
}


class PublishableQuerySet(models.QuerySet):
    def published(self):
        return self.filter(publication=Publication.PUBLISHED)


class Publishable(models.Model):
    publication = models.CharField(
        _("publication"), max_length=12, choices=Publication, default=Publication.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("first published"), null=True, editable=False)
    changed_at = ChangeMomentField(verbose_name=_("last change"))

    class Meta:
        abstract = True

    @property
    def is_published(self):
        return self.publication == Publication.PUBLISHED


def history_of_publishable(**options):
    """The versions of publishable records; why one was written may take a whole comment."""
    why = models.TextField(null=True)
    return Versions(excluded_fields=["folded", "changed_at"], history_change_reason_field=why, **options)


@transaction.atomic
def set_publication(records, state, now=None, why=""):
    """Move records of one model to a publication state, one version each, which says why. Returns how many moved."""
    moved = 0
    with collecting():
        for record in records.exclude(publication=state).select_for_update():
            record.publication = state
            if state == Publication.PUBLISHED and record.published_at is None:
                record.published_at = now or timezone.now()
            record._change_reason = why or None
            record.save()
            moved += 1
    return moved


def steps(record):
    """The versions of a record in which its publication changed, the last first: who, when and why."""
    told = ("publication", "history_date", "history_change_reason", "history_user__username")
    versions = list(record.history.select_related("history_user").only(*told).order_by("history_date", "history_id"))
    before = [None, *(version.publication for version in versions)]
    return [v for v, old in reversed(list(zip(versions, before, strict=False))) if v.publication != old]
