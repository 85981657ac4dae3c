from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from agreements.querysets import ProgrammeQuerySet
from partners.models import Institution, Kept
from register.addresses import addresses_of
from register.fields import PartialDateField, ReferenceField
from register.publication import Publishable, history_of_publishable
from register.search import FoldedField
from register.translated import Translated, any_language


class Programme(Kept, Publishable):
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
    history = history_of_publishable(m2m_fields=[agreements])

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = [F("starts_on").desc(nulls_last=True), "-reference"]
        default_permissions = ["add", "change", "delete", "view", "import", "export"]
        indexes = [
            models.Index(fields=["publication", "starts_on", "reference"], name="programme_start"),
            models.Index(fields=["publication", "ends_on", "id"], name="programme_end"),
        ]
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
        return addresses_of("programme")[self.reference]

    def natural_key(self):
        return (self.reference,)

    natural_key.dependencies = ["agreements.agreement"]

    @property
    def first_end(self):
        """The end as first agreed: its own, or the one that the first extension moved; None when unknown."""
        moved = [extension.old_end for extension in self.extensions.all() if extension.old_end]
        return self.ends_on or min(moved, default=None)

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
        indexes = [
            models.Index(fields=["new_end"], name="extension_end"),
            models.Index(fields=["decided_on"], name="extension_decision"),
        ]
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

    @property
    def shared_role(self):
        """What those are called together who hold this role with others."""
        return SHARED_ROLES[self.role]


SHARED_ROLES = {
    ProgrammeRole.Role.FUNDER: _("funders"),
    ProgrammeRole.Role.LEAD: _("leads"),
    ProgrammeRole.Role.DELEGATED: _("delegated agencies"),
    ProgrammeRole.Role.IMPLEMENTING: _("implementing agencies"),
    ProgrammeRole.Role.STEERING_CHAIR: _("chair of the steering committee"),
    ProgrammeRole.Role.STEERING_MEMBER: _("members of the steering committee"),
}
