from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partners.models.institution import Institution
from partners.models.kept import Kept
from partners.querysets import MembershipQuerySet
from register.choices import display_of
from register.fields import PartialDateField
from register.publication import Publication


class Membership(Kept):
    """The place of an institution in a network: one row a role and a period, so that mandates can be told apart."""

    class Role(models.TextChoices):
        PRESIDENT = "president", _("president")
        VICE_PRESIDENT = "vice_president", _("vice-president")
        BOARD = "board", _("member of the board")
        FOUNDER = "founder", _("founding member")
        MEMBER = "member", _("member")
        OBSERVER = "observer", _("observer")

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="memberships", verbose_name=_("institution")
    )
    network = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="network_memberships",
        limit_choices_to={"kind": Institution.Kind.NETWORK},
        verbose_name=_("network"),
    )
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.MEMBER)
    get_role_display = display_of("role", Role)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()
    shown = Q(institution__publication=Publication.PUBLISHED, network__publication=Publication.PUBLISHED)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["network", F("starts_on").desc(nulls_last=True), "role", "institution"]
        default_permissions = ["add", "change", "delete", "view", "import", "export"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(institution=F("network")),
                name="membership_not_of_itself",
                violation_error_message=_("A network cannot be a member of itself."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("starts_on")),
                name="membership_period",
                violation_error_message=_("A mandate cannot end before it begins."),
            ),
            models.UniqueConstraint(
                fields=["institution", "network", "role", "starts_on"],
                name="membership_unique",
                violation_error_message=_("This institution already holds this role in this network from that date."),
            ),
            models.UniqueConstraint(
                fields=["institution", "network", "role"],
                condition=Q(starts_on=None),
                name="membership_unique_undated",
                violation_error_message=_("This institution already holds this role in this network, undated."),
            ),
        ]

    def __str__(self):
        return f"{self.institution} · {self.network} · {self.get_role_display()}"

    def may_be_held_on(self, day):
        """Whether no known bound excludes the day, as ``held_on`` asks of the table."""
        begun = self.starts_on is None or self.starts_on.first_day <= day
        return begun and (self.ends_on is None or self.ends_on.last_day >= day)

    def natural_key(self):
        starts_on = self.starts_on.edtf if self.starts_on else None
        return (self.institution.slug, self.network.slug, self.role, starts_on)

    natural_key.dependencies = ["partners.institution"]

    def clean(self):
        if self.network_id and self.network.kind != Institution.Kind.NETWORK:
            raise ValidationError({"network": _("Choose an institution whose kind is “network”.")})
