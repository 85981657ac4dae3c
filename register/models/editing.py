"""What waits for approval, and what was made one."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Revision(models.Model):
    """A correction of a published record that was prepared and waits: the public reads the published one until then.
    Each person has one waiting for a record; a later one takes its place, and the earlier one is kept as withdrawn.

    ``base`` and ``proposed`` are filled pages (see register.admin.filled) without and with the correction.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        APPROVED = "approved", _("approved")
        RETURNED = "returned", _("returned")
        WITHDRAWN = "withdrawn", pgettext_lazy("correction", "withdrawn")

    records = models.CharField(_("records"), max_length=40)
    record = models.CharField(_("record"), max_length=40)
    base = models.JSONField(editable=False)
    proposed = models.JSONField(editable=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    comment = models.TextField(_("why"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    created_at = models.DateTimeField(_("proposed on"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided on"), null=True)
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["records", "record", "author"], condition=models.Q(state="waiting"), name="revision_one_waits"
            )
        ]

    def __str__(self):
        return f"{self.records} {self.record}"

    def decide(self, state, user, now, answer=""):
        """End its waiting; who decided, when and why are kept."""
        self.state, self.decided_by, self.decided_at, self.answer = state, user, now, answer
        self.save()


class Merge(models.Model):
    """Two records that were made one. ``old_key`` is the address of the one that went; it leads to the one that stays.

    ``steps`` is what was moved, dropped and taken over, so that it can be undone (see register.merging).
    """

    records = models.CharField(_("records"), max_length=40)
    kept = models.PositiveBigIntegerField(_("kept"))
    gone = models.PositiveBigIntegerField(_("merged"))
    old_key = models.CharField(_("old address"), max_length=80)
    name = models.CharField(_("name"), max_length=300)
    steps = models.JSONField(editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    merged_at = models.DateTimeField(_("merged on"))
    undone_at = models.DateTimeField(_("undone on"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at"]
        indexes = [models.Index(fields=["records", "old_key"], name="merge_old_key")]

    def __str__(self):
        return self.name


class Apart(models.Model):
    """Two records that look like one and are not, as someone said who looked at both; ``first`` is the smaller key."""

    records = models.CharField(_("records"), max_length=40)
    first = models.PositiveBigIntegerField(_("first"))
    second = models.PositiveBigIntegerField(_("second"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    said_at = models.DateTimeField(_("said on"))

    class Meta:
        verbose_name = _("pair told apart")
        verbose_name_plural = _("pairs told apart")
        ordering = ["-said_at"]
        constraints = [models.UniqueConstraint(fields=["records", "first", "second"], name="apart_once")]

    def __str__(self):
        return f"{self.records} {self.first} ≠ {self.second}"
