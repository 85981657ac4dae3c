from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from agreements.querysets import ProgrammeQuerySet
from partners.models import Institution
from register.fields import PartialDateField, ReferenceField
from register.publication import Publishable
from register.search import FoldedField
from register.translated import Translated, any_language


class Programme(Publishable):
    """What agreements set in motion: objective, period, roles, budget by component and targets."""

    reference = ReferenceField(
        "PR", unique=True, verbose_name=_("reference"), help_text=_("Left empty, the next one is given.")
    )
    title_fr = models.CharField(_("title (French)"), max_length=500, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=500, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=500, blank=True)
    objective_fr = models.TextField(_("objective (French)"), blank=True)
    objective_ar = models.TextField(_("objective (Arabic)"), blank=True)
    objective_en = models.TextField(_("objective (English)"), blank=True)
    monitoring_fr = models.TextField(_("monitoring (French)"), blank=True)
    monitoring_ar = models.TextField(_("monitoring (Arabic)"), blank=True)
    monitoring_en = models.TextField(_("monitoring (English)"), blank=True)
    agreements = models.ManyToManyField(
        Agreement,
        blank=True,
        related_name="programmes",
        verbose_name=_("contractual framework"),
        help_text=_("The agreements it rests on; those that implement a component are named on the component."),
    )
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until, as first agreed"), null=True, blank=True)
    folded = FoldedField(
        "reference", "title_fr", "title_ar", "title_en", "objective_fr", "objective_ar", "objective_en"
    )

    title = Translated()
    objective = Translated()
    monitoring = Translated()
    objects = ProgrammeQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded", "changed_at"])

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = [F("starts_on").desc(nulls_last=True), "-reference"]
        default_permissions = ["add", "change", "delete", "view", "import", "export"]
        constraints = [
            models.CheckConstraint(
                condition=any_language("title"),
                name="programme_titled",
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("starts_on")),
                name="programme_period",
                violation_error_message=_("A programme cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} · {self.title}"

    def get_absolute_url(self):
        return reverse("programme", args=[self.reference])

    def natural_key(self):
        return (self.reference,)

    natural_key.dependencies = ["agreements.agreement"]

    @property
    def current_end(self):
        """The end as last extended, or as first agreed; None when unknown."""
        return max((extension.new_end for extension in self.extensions.all()), default=self.ends_on)


class Extension(models.Model):
    """A programme given more time: from which end to which, and when that was decided."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="extensions", verbose_name=_("programme"))
    old_end = PartialDateField(_("end before"), null=True, blank=True)
    new_end = PartialDateField(_("new end"))
    decided_on = PartialDateField(_("decided on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        ordering = ["new_end", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(new_end__latest__gt=F("old_end__latest")),
                name="extension_extends",
                violation_error_message=_("An extension moves the end to a later date."),
            )
        ]

    def __str__(self):
        return str(self.new_end)


class ProgrammeRole(models.Model):
    """What an institution does in a programme."""

    class Role(models.TextChoices):
        FUNDER = "funder", _("funder")
        LEAD = "lead", _("lead")
        DELEGATED = "delegated", _("delegated agency")
        IMPLEMENTING = "implementing", _("implementing agency")
        STEERING_CHAIR = "steering_chair", _("chair of the steering committee")
        STEERING_MEMBER = "steering_member", _("member of the steering committee")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="roles", verbose_name=_("programme"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="programme_roles", verbose_name=_("institution")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "institution", "role"],
                name="programme_role_unique",
                violation_error_message=_("This institution already holds this role in the programme."),
            )
        ]

    def __str__(self):
        return f"{self.institution} · {self.get_role_display()}"


class Component(models.Model):
    """A line of a programme with its money. ``amount`` is in units of ``currency`` (ISO 4217), not thousands."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        NOT_IMPLEMENTED = "not_implemented", _("not implemented")

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="components", verbose_name=_("programme"))
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    title_fr = models.CharField(_("title (French)"), max_length=300, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=300, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=16, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"),
        max_length=3,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{3}\Z", _("Write the three letters of ISO 4217, such as EUR or MAD."))],
    )
    funder = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="funded", verbose_name=_("funder")
    )
    delegated_agency = models.ForeignKey(
        Institution, models.PROTECT, null=True, blank=True, related_name="delegated", verbose_name=_("delegated agency")
    )
    implementing_agreement = models.ForeignKey(
        Agreement,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="components",
        verbose_name=_("implementing agreement"),
    )
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PLANNED)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)

    title = Translated()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("component")
        verbose_name_plural = _("components")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=any_language("title"),
                name="component_titled",
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(amount=None, currency="") | (Q(amount__isnull=False) & ~Q(currency="")),
                name="component_amount_with_currency",
                violation_error_message=_("An amount goes with its currency, and a currency with an amount."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("starts_on")),
                name="component_period",
                violation_error_message=_("A component cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.title


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
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["order", "pk"]
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
