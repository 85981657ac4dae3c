"""The editorial life of a record. Only published records exist for the public."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from register.fields import ChangeMomentField
from register.search.index import collecting


class Publication(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


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


@transaction.atomic
def set_publication(records, state, now=None):
    """Move records of one model to a publication state, one history row each. Returns how many moved."""
    moved = 0
    with collecting():
        for record in records.exclude(publication=state).select_for_update():
            record.publication = state
            if state == Publication.PUBLISHED and record.published_at is None:
                record.published_at = now or timezone.now()
            record.save()
            moved += 1
    return moved
