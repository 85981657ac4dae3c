from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.theme import Theme
from agreements.notices import NoticeMonth
from agreements.querysets import AgreementQuerySet
from agreements.states import State, reason_of
from partners.models import Institution, Kept
from register.addresses import addresses_of
from register.choices import display_of
from register.fields import DayOf, Latest, PartialDateField, ReferenceField
from register.publication import Publishable, history_of_publishable
from register.search import FoldedField
from register.translated import Translated, any_language


class Agreement(Kept, Publishable):
    """What institutions signed, or are negotiating. Its legal state is never stored: see ``with_state``."""

    class Kind(models.TextChoices):
        FRAMEWORK = "framework", _("framework agreement")
        COOPERATION = "cooperation", _("cooperation agreement")
        CONVENTION = "convention", _("convention")
        SPECIFIC = "specific", _("specific agreement")
        MEMORANDUM = "memorandum", _("memorandum of understanding")
        PROTOCOL = "protocol", _("protocol")
        AMENDMENT = "amendment", _("amendment")
        MINUTES = "minutes", _("minutes of a joint commission")
        DECLARATION = "declaration", _("declaration of intent")
        ACTION_PLAN = "action_plan", _("action plan")

    class Renewal(models.TextChoices):
        NOT_STATED = "not_stated", _("not stated")
        NONE = "none", _("none")
        EXPRESS = "express", _("express")
        TACIT = "tacit", _("tacit")

    reference = ReferenceField(
        "CC", unique=True, verbose_name=_("reference"), help_text=_("Left empty, the next one is given.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    get_kind_display = display_of("kind", Kind)
    title_fr = models.CharField(_("title (French)"), max_length=500, blank=True)
    title_ar = models.CharField(_("title (Arabic)"), max_length=500, blank=True)
    title_en = models.CharField(_("title (English)"), max_length=500, blank=True)
    objective_fr = models.TextField(_("objective (French)"), blank=True)
    objective_ar = models.TextField(_("objective (Arabic)"), blank=True)
    objective_en = models.TextField(_("objective (English)"), blank=True)
    legal_framework_fr = models.TextField(_("legal framework (French)"), blank=True)
    legal_framework_ar = models.TextField(_("legal framework (Arabic)"), blank=True)
    legal_framework_en = models.TextField(_("legal framework (English)"), blank=True)
    note_fr = models.TextField(_("public note (French)"), blank=True)
    note_ar = models.TextField(_("public note (Arabic)"), blank=True)
    note_en = models.TextField(_("public note (English)"), blank=True)
    themes = models.ManyToManyField(Theme, blank=True, related_name="agreements", verbose_name=_("themes"))
    institutions = models.ManyToManyField(Institution, through="Party", related_name="agreements")
    place_fr = models.CharField(_("place of signature (French)"), max_length=120, blank=True)
    place_ar = models.CharField(_("place of signature (Arabic)"), max_length=120, blank=True)
    place_en = models.CharField(_("place of signature (English)"), max_length=120, blank=True)
    is_signed = models.BooleanField(
        _("signed"), default=True, help_text=_("Untick while the agreement is still being negotiated.")
    )
    signed_on = PartialDateField(_("signed on"), null=True, blank=True, db_index=True)
    entry_into_force_on = PartialDateField(_("entry into force"), null=True, blank=True)
    ends_on = PartialDateField(_("end"), null=True, blank=True, db_index=True)
    suspended_on = PartialDateField(_("suspended on"), null=True, blank=True)
    terminated_on = PartialDateField(_("terminated on"), null=True, blank=True)
    renewal = models.CharField(_("renewal"), max_length=12, choices=Renewal, default=Renewal.NOT_STATED)
    renewal_months = models.PositiveSmallIntegerField(
        _("renewed for (months)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    notice_months = models.PositiveSmallIntegerField(_("notice (months)"), null=True, blank=True)
    folded = FoldedField(
        "title_fr", "title_ar", "title_en", "reference", "objective_fr", "objective_ar", "objective_en"
    )

    title = Translated()
    objective = Translated()
    legal_framework = Translated()
    note = Translated()
    place = Translated()
    objects = AgreementQuerySet.as_manager()
    history = history_of_publishable(m2m_fields=[themes])

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        ordering = [F("signed_on").desc(nulls_last=True), "-reference"]
        default_permissions = ["add", "change", "delete", "view", "import", "export"]
        indexes = [
            models.Index(fields=["publication", "signed_on", "id"], name="agreement_signature"),
            models.Index(
                fields=["publication", "ends_on", "id", "terminated_on", "is_signed"],
                name="agreement_end",
                condition=Q(ends_on__isnull=False),
            ),
            models.Index(
                fields=["publication", "entry_into_force_on", "id"],
                name="agreement_entry",
                condition=Q(entry_into_force_on__isnull=False),
            ),
            models.Index(
                fields=["publication", "suspended_on", "id"],
                name="agreement_suspension",
                condition=Q(suspended_on__isnull=False),
            ),
            models.Index(
                fields=["publication", "terminated_on", "id"],
                name="agreement_termination",
                condition=Q(terminated_on__isnull=False),
            ),
            models.Index(
                "publication",
                NoticeMonth("ends_on", "notice_months"),
                DayOf(Latest("ends_on")),
                "id",
                name="agreement_notice_month",
                condition=Q(notice_months__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=any_language("title"),
                name="agreement_titled",
                violation_error_message=_("Give the title in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(is_signed=True) | Q(signed_on=None, entry_into_force_on=None),
                name="agreement_dated_when_signed",
                violation_error_message=_("An agreement with a date of signature or entry into force is signed."),
            ),
            models.CheckConstraint(
                condition=Q(entry_into_force_on__latest__gte=F("signed_on")),
                name="agreement_in_force_after_signature",
                violation_error_message=_("An agreement cannot enter into force before its signature."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("signed_on")),
                name="agreement_end_after_signature",
                violation_error_message=_("An agreement cannot end before its signature."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("entry_into_force_on")),
                name="agreement_end_after_entry",
                violation_error_message=_("An agreement cannot end before its entry into force."),
            ),
            models.CheckConstraint(
                condition=Q(suspended_on__latest__gte=F("signed_on")),
                name="agreement_suspended_after_signature",
                violation_error_message=_("An agreement cannot be suspended before its signature."),
            ),
            models.CheckConstraint(
                condition=Q(terminated_on__latest__gte=F("signed_on")),
                name="agreement_terminated_after_signature",
                violation_error_message=_("An agreement cannot be terminated before its signature."),
            ),
            models.CheckConstraint(
                condition=Q(renewal_months=None) | Q(renewal__in=["express", "tacit"]),
                name="agreement_renewal_period",
                violation_error_message=_("A period of renewal goes with an express or a tacit renewal."),
            ),
        ]

    def __str__(self):
        return f"{self.reference} · {self.title}"

    def get_absolute_url(self):
        return addresses_of("agreement")[self.reference]

    def natural_key(self):
        return (self.reference,)

    natural_key.dependencies = ["partners.institution", "agreements.theme"]

    @property
    def signatory_parties(self):
        """Those that sign, in order; reads the prefetched parties."""
        return [party for party in self.parties.all() if party.role == party.Role.SIGNATORY]

    @property
    def state_words(self):
        """The annotated state (see with_state) in words."""
        return State(self.state).label

    @property
    def state_reason(self):
        """What decides the annotated state (see with_state), as words that go on after it, or nothing."""
        return reason_of(self)


class AgreementLink(models.Model):
    """What an agreement does to another: it implements, amends, renews or replaces it."""

    class Kind(models.TextChoices):
        IMPLEMENTS = "implements", _("implements")
        AMENDS = "amends", _("amends")
        RENEWS = "renews", _("renews")
        REPLACES = "replaces", _("replaces")

    source = models.ForeignKey(Agreement, models.CASCADE, related_name="links_from", verbose_name=_("agreement"))
    kind = models.CharField(_("link"), max_length=12, choices=Kind)
    target = models.ForeignKey(Agreement, models.CASCADE, related_name="links_to", verbose_name=_("other agreement"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("link to another agreement")
        verbose_name_plural = _("links to other agreements")
        ordering = ["kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("target")),
                name="link_between_two",
                violation_error_message=_("An agreement cannot be linked to itself."),
            ),
            models.UniqueConstraint(
                fields=["source", "kind", "target"],
                name="link_unique",
                violation_error_message=_("This link is there already."),
            ),
        ]

    def __str__(self):
        return f"{self.source.reference} {self.get_kind_display()} {self.target.reference}"
