from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.programme import Programme
from register.fields import PartialDateField
from register.publication import Publication
from register.search import FoldedField
from register.translated import Translated, any_language


class Target(models.Model):
    """What a programme promised to reach: a statement, and where it can be measured a value in a unit."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets", verbose_name=_("programme"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    statement_fr = models.TextField(_("statement (French)"), blank=True)
    statement_ar = models.TextField(_("statement (Arabic)"), blank=True)
    statement_en = models.TextField(_("statement (English)"), blank=True)
    unit = models.CharField(_("unit"), max_length=30, blank=True, help_text=_("Such as %, cooperatives or MAD."))
    value = models.DecimalField(_("value to reach"), max_digits=16, decimal_places=2, null=True, blank=True)
    due_on = PartialDateField(_("due"), null=True, blank=True)
    folded = FoldedField("statement_fr", "statement_ar", "statement_en")

    statement = Translated()
    keeper_path = "programme__keeper"
    shown = Q(programme__publication=Publication.PUBLISHED)
    is_shown_by_many = False
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["due_on"], name="target_due")]
        constraints = [
            models.CheckConstraint(
                condition=any_language("statement"),
                name="target_stated",
                violation_error_message=_("State the target in at least one language."),
            )
        ]

    def __str__(self):
        return self.statement


class TargetMeasure(models.Model):
    """A value measured on the way to a target, in the unit of the target."""

    target = models.ForeignKey(Target, models.CASCADE, related_name="measures", verbose_name=_("target"))
    measured_on = PartialDateField(_("measured on"))
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("measured value")
        verbose_name_plural = _("measured values")
        ordering = ["measured_on", "pk"]

    def __str__(self):
        return f"{self.measured_on}: {self.value}"


class Evaluation(models.Model):
    """An evaluation that a programme foresees or has had."""

    class Kind(models.TextChoices):
        MID_TERM = "mid_term", _("mid-term evaluation")
        FINAL = "final", _("final evaluation")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="evaluations", verbose_name=_("programme"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    done_on = PartialDateField(_("done on"), null=True, blank=True)
    finding_fr = models.TextField(_("findings (French)"), blank=True)
    finding_ar = models.TextField(_("findings (Arabic)"), blank=True)
    finding_en = models.TextField(_("findings (English)"), blank=True)

    finding = Translated()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind"],
                name="evaluation_unique",
                violation_error_message=_("This evaluation is there already."),
            )
        ]

    def __str__(self):
        return self.get_kind_display()
