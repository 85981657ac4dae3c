from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from agreements.models.meeting import Meeting
from agreements.querysets import PartyQuerySet
from partners.models import Institution
from register.fields import PartialDateField
from register.search import FoldedField
from register.translated import Translated, any_language


class Party(models.Model):
    """An institution in an agreement, under the name it bore at signature."""

    class Role(models.TextChoices):
        SIGNATORY = "signatory", _("signatory")
        BENEFICIARY = "beneficiary", _("beneficiary")
        DELEGATED = "delegated", _("delegated agency")
        IMPLEMENTING = "implementing", _("implementing agency")
        WITNESS = "witness", _("witness")

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="parties", verbose_name=_("agreement"))
    institution = models.ForeignKey(Institution, models.PROTECT, related_name="parties", verbose_name=_("institution"))
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.SIGNATORY)
    name_at_signature_fr = models.CharField(_("name at signature (French)"), max_length=250, blank=True)
    name_at_signature_ar = models.CharField(_("name at signature (Arabic)"), max_length=250, blank=True)
    name_at_signature_en = models.CharField(_("name at signature (English)"), max_length=250, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    folded = FoldedField("name_at_signature_fr", "name_at_signature_ar", "name_at_signature_en")

    name_at_signature = Translated()
    objects = PartyQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "institution", "role"],
                name="party_unique",
                violation_error_message=_("This institution is already a party in this role."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name at signature, or today's where the register has no other."""
        return self.name_at_signature or self.institution.name

    @property
    def is_listed_otherwise(self):
        """Whether the register lists the institution under another name than it signed with."""
        return bool(self.name_at_signature_fr) and self.name_at_signature_fr != self.institution.name_fr


class Signatory(models.Model):
    """The person who signed for a party, with the function held on that day."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatories", verbose_name=_("agreement"))
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="signatories", verbose_name=_("for the party")
    )
    name = models.CharField(_("name"), max_length=120)
    name_ar = models.CharField(_("name in Arabic"), max_length=120, blank=True)
    function_fr = models.CharField(_("function (French)"), max_length=200, blank=True)
    function_ar = models.CharField(_("function (Arabic)"), max_length=200, blank=True)
    function_en = models.CharField(_("function (English)"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    function = Translated()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("signatory")
        verbose_name_plural = _("signatories")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "institution", "name"],
                name="signatory_unique",
                violation_error_message=_("This person already signs for this party."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def party_name(self):
        """The name of the party at signature; reads the prefetched parties of the agreement."""
        parties = self.agreement.parties.all()
        return next((party.name for party in parties if party.institution_id == self.institution_id), "")

    def clean(self):
        parties = Party.objects.filter(agreement=self.agreement_id, institution=self.institution_id)
        if self.agreement_id and self.institution_id and not parties.exists():
            raise ValidationError({"institution": _("This institution is not a party to the agreement.")})


class Commitment(models.Model):
    """What was undertaken, in an agreement or at a meeting, and what became of it."""

    class Progress(models.TextChoices):
        NOT_STATED = "not_stated", _("not stated")
        PLANNED = "planned", pgettext_lazy("commitment", "planned")
        UNDER_WAY = "under_way", _("under way")
        DONE = "done", pgettext_lazy("commitment", "done")
        DROPPED = "dropped", _("dropped")

    CLOSED = (Progress.DONE, Progress.DROPPED)

    agreement = models.ForeignKey(
        Agreement, models.CASCADE, null=True, blank=True, related_name="commitments", verbose_name=_("agreement")
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, blank=True, related_name="commitments", verbose_name=_("meeting")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    text_fr = models.TextField(_("undertaking (French)"), blank=True)
    text_ar = models.TextField(_("undertaking (Arabic)"), blank=True)
    text_en = models.TextField(_("undertaking (English)"), blank=True)
    responsible = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("who answers for it"),
    )
    due_on = PartialDateField(_("due"), null=True, blank=True)
    progress = models.CharField(_("progress"), max_length=12, choices=Progress, default=Progress.NOT_STATED)
    follow_up = models.TextField(
        _("follow-up notes"), blank=True, help_text=_("What was done and what is in the way; for staff only.")
    )

    text = Translated()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["order", "pk"]
        indexes = [models.Index(fields=["due_on"], name="commitment_due")]
        constraints = [
            models.CheckConstraint(
                condition=any_language("text"),
                name="commitment_worded",
                violation_error_message=_("Write the commitment in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(agreement=None, meeting__isnull=False) | Q(agreement__isnull=False, meeting=None),
                name="commitment_in_one_place",
                violation_error_message=_("A commitment stands in an agreement or comes out of a meeting, not both."),
            ),
        ]

    def __str__(self):
        return self.text

    @property
    def is_open(self):
        return self.progress not in self.CLOSED
