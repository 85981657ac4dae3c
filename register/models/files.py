"""The files that came in, and how those of other offices are meant."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _


class FileImport(models.Model):
    """A file that staff brought in: shown first, then applied once by the person who brought it, or left.

    ``mapping`` says how the columns of a foreign file are meant (see tabular.mapping), ``newcomers`` which institutions
    it may create: {their name in the file: their kind}. Its content is kept only until it is applied or refused.
    """

    class State(models.TextChoices):
        SHOWN = "shown", _("shown, not applied")
        APPLIED = "applied", _("applied")
        FAILED = "failed", _("failed, nothing written")
        UNDONE = "undone", _("taken back")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"))
    resource = models.CharField(_("records"), max_length=40)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField("SHA-256", max_length=64)
    content = models.BinaryField(editable=False)
    mapping = models.JSONField(null=True, editable=False)
    newcomers = models.JSONField(default=dict, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SHOWN)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    undone_at = models.DateTimeField(_("taken back on"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("taken back by")
    )
    new = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)

    class Meta:
        verbose_name = _("file brought in")
        verbose_name_plural = _("files brought in")
        ordering = ["-created_at"]

    def __str__(self):
        return self.file_name

    @property
    def reason(self):
        """What the versions of the history that it wrote bear: by this they are found again."""
        return f"{self.file_name[:80]} (#{self.pk})"

    @property
    def summary(self):
        """What an applied file did, in words."""
        new = ngettext("%(count)s new record", "%(count)s new records", self.new) % {"count": self.new}
        changed = ngettext("%(count)s changed", "%(count)s changed", self.changed) % {"count": self.changed}
        return gettext("The file is applied: %(new)s, %(changed)s.") % {"new": new, "changed": changed}


class FileMapping(models.Model):
    """How the columns of the files of another office are meant, kept under a name for the next of its files."""

    name = models.CharField(_("name"), max_length=80)
    resource = models.CharField(_("records"), max_length=40)
    mapping = models.JSONField(editable=False)
    changed_at = models.DateTimeField(_("last change"), auto_now=True)

    class Meta:
        verbose_name = _("mapping of columns")
        verbose_name_plural = _("mappings of columns")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["resource", "name"],
                name="file_mapping_unique",
                violation_error_message=_("A mapping of this name is there already."),
            )
        ]

    def __str__(self):
        return self.name
