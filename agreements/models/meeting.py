from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.carried_over import CarriedOver
from agreements.models.agreement import Agreement
from agreements.models.programme import Programme
from agreements.querysets import MeetingQuerySet
from partners.models import Institution, Kept
from register.addresses import addresses_of
from register.choices import display_of
from register.fields import PartialDateField, ReferenceField
from register.publication import Publishable, history_of_publishable
from register.search import FoldedField
from register.translated import Translated, any_language


class Meeting(Kept, Publishable):
    """People who met about agreements and programmes; its days may be unknown."""

    class Kind(models.TextChoices):
        MISSION = "mission", _("mission")
        JOINT_COMMISSION = "joint_commission", _("session of a joint commission")
        SIGNING = "signing", _("signing ceremony")
        STEERING = "steering", _("steering committee")
        FOLLOW_UP = "follow_up", _("follow-up committee")
        EVALUATION = "evaluation", _("evaluation")

    reference = ReferenceField(
        "RM", unique=True, verbose_name=_("reference"), help_text=_("Left empty, the next one is given.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    get_kind_display = display_of("kind", Kind)
    number = models.PositiveSmallIntegerField(
        _("number of the session"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    title_fr = models.CharField(_("title (French)"), max_length=300, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=300, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    summary_fr = models.TextField(_("summary (French)"), blank=True)
    summary_ar = models.TextField(_("summary (Arabic)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    place_fr = models.CharField(_("place (French)"), max_length=120, blank=True)
    place_ar = models.CharField(_("place (Arabic)"), max_length=120, blank=True)
    place_en = models.CharField(_("place (English)"), max_length=120, blank=True)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)
    agreements = models.ManyToManyField(
        Agreement, blank=True, related_name="meetings", verbose_name=_("agreements concerned")
    )
    programmes = models.ManyToManyField(
        Programme, blank=True, related_name="meetings", verbose_name=_("programmes concerned")
    )
    folded = FoldedField("reference", "title_fr", "title_ar", "title_en", "place_fr", "place_ar", "place_en")

    title = Translated()
    summary = Translated()
    place = Translated()
    objects = MeetingQuerySet.as_manager()
    history = history_of_publishable(m2m_fields=[agreements, programmes])

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = [F("starts_on").desc(nulls_last=True), "-reference"]
        indexes = [
            models.Index(fields=["publication", "starts_on", "reference"], name="meeting_start"),
            models.Index(fields=["publication", "ends_on", "starts_on"], name="meeting_end"),
            models.Index("publication", CarriedOver("starts_on", "ends_on"), name="meeting_carried_over"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=any_language("title"),
                name="meeting_titled",
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("starts_on")),
                name="meeting_period",
                violation_error_message=_("A meeting cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.reference,)

    natural_key.dependencies = ["agreements.agreement", "agreements.programme"]

    def get_absolute_url(self):
        return addresses_of("meeting")[self.reference]

    @property
    def last_day(self):
        """The end of a meeting of several days; None for one that begins and ends on the same date."""
        return None if self.ends_on == self.starts_on else self.ends_on


class Participant(models.Model):
    """A person at a meeting, with the function and institution of that day."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="participants", verbose_name=_("meeting"))
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="participants",
        verbose_name=_("institution"),
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
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        ordering = ["order", "pk"]

    def __str__(self):
        return self.name
