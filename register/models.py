"""What every floor shares: the counter of references, the identity of the owner, the files that came in."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from register.translated import Translated


class ReferenceCounter(models.Model):
    """The last number given under a prefix. It only grows, so that a reference is never given twice."""

    prefix = models.CharField(max_length=4, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.prefix}-{self.last}"


class Identity(models.Model):
    """Who publishes this register, in its own words: one row, edited in the back office."""

    name_fr = models.CharField(_("name of the register (French)"), max_length=120)
    name_ar = models.CharField(_("name of the register (Arabic)"), max_length=120, blank=True)
    name_en = models.CharField(_("name of the register (English)"), max_length=120, blank=True)
    owner_fr = models.CharField(_("published by (French)"), max_length=200, blank=True)
    owner_ar = models.CharField(_("published by (Arabic)"), max_length=200, blank=True)
    owner_en = models.CharField(_("published by (English)"), max_length=200, blank=True)
    purpose_fr = models.CharField(_("the register in one sentence (French)"), max_length=300, blank=True)
    purpose_ar = models.CharField(_("the register in one sentence (Arabic)"), max_length=300, blank=True)
    purpose_en = models.CharField(_("the register in one sentence (English)"), max_length=300, blank=True)

    name = Translated()
    owner = Translated()
    purpose = Translated()
    is_vocabulary = True

    class Meta:
        verbose_name = _("identity of the register")
        verbose_name_plural = _("identity of the register")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="register_identity_single",
                violation_error_message=_("There is one identity only: edit the one that exists."),
            )
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)


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


class Revision(models.Model):
    """A correction of a published record that was prepared and waits: the public reads the published one until then.

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
                fields=["records", "record"], condition=models.Q(state="waiting"), name="revision_one_waits"
            )
        ]

    def __str__(self):
        return f"{self.records} {self.record}"

    def decide(self, state, user, now, answer=""):
        """End its waiting; who decided, when and why are kept."""
        self.state, self.decided_by, self.decided_at, self.answer = state, user, now, answer
        self.save()


class SearchEntry(models.Model):
    """A published record as the search knows it. Its texts stand in the index of the database, see search.engines.

    ``turns`` says what holds from which day on, see search.days; ``digest`` tells whether it has changed.
    """

    id = models.BigIntegerField(primary_key=True)
    record = models.BigIntegerField(unique=True)
    key = models.CharField(max_length=80)
    facets = models.TextField()
    turns = models.TextField()
    digest = models.CharField(max_length=64)
    name_fr = models.TextField()
    name_ar = models.TextField()
    name_en = models.TextField()

    name = Translated()

    def __str__(self):
        return self.key


class Tally(models.Model):
    """How many published records bear a facet; kept at every write.

    A block of days during which something holds is a dimension without values, so that SQLite finds it by the index.
    """

    pk = models.CompositePrimaryKey("dimension", "value")
    dimension = models.CharField(max_length=40)
    value = models.CharField(max_length=80)
    count = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["dimension", "-count", "value"], name="tally_most")]

    def __str__(self):
        return f"{self.dimension}={self.value}: {self.count}"


class SearchWord(models.Model):
    """A word of a published record, as the index keeps it and as it is written: what a reader may have meant."""

    word = models.CharField(max_length=60, primary_key=True)
    written = models.CharField(max_length=80)

    def __str__(self):
        return self.written


class Edition(models.Model):
    """A mark that changes with every write of what the public may see: one row."""

    mark = models.CharField(max_length=32)

    def __str__(self):
        return self.mark
