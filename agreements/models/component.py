from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from agreements.models.programme import Programme
from partners.models import Institution
from register.fields import PartialDateField
from register.translated import Translated, any_language


class Component(models.Model):
    """A line of a programme with its money. ``amount`` is in units of ``currency`` (ISO 4217), not thousands."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", _("done")
        NOT_IMPLEMENTED = "not_implemented", _("not implemented")

    OPEN = (State.PLANNED, State.UNDER_WAY)

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
    responsible = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="components_to_follow",
        verbose_name=_("who answers for it"),
    )
    state = models.CharField(_("state"), max_length=16, choices=State, default=State.PLANNED)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)
    follow_up = models.TextField(
        _("follow-up notes"), blank=True, help_text=_("What was done and what is in the way; for staff only.")
    )

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

    @property
    def is_open(self):
        return self.state in self.OPEN
