from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models.institution import Institution

_ALREADY = {"violation_error_message": _("This person already has this right.")}


class Grant(models.Model):
    """What a person may do with the records of one institution, or of all where none is named (see partners.rights)."""

    class Role(models.TextChoices):
        READER = "reader", _("reader")
        CONTRIBUTOR = "contributor", _("contributor")
        PUBLISHER = "publisher", pgettext_lazy("role", "publisher")
        ADMINISTRATOR = "administrator", _("administrator")
        AUDITOR = "auditor", _("auditor")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="grants", verbose_name=_("person"))
    role = models.CharField(
        _("role"),
        max_length=15,
        choices=Role,
        help_text=_(
            "A reader sees drafts; a contributor writes and proposes; a publisher also publishes and deletes; "
            "an administrator also grants rights; an auditor sees everything and changes nothing."
        ),
    )
    institution = models.ForeignKey(
        Institution,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="grants",
        limit_choices_to={"is_home": True},
        verbose_name=_("institution"),
        help_text=_("Left empty: the records of all institutions."),
    )

    class Meta:
        verbose_name = _("right")
        verbose_name_plural = _("rights")
        ordering = ["user", "institution", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role", "institution"], name="grant_unique", **_ALREADY),
            models.UniqueConstraint(
                fields=["user", "role"], condition=Q(institution=None), name="grant_unique_everywhere", **_ALREADY
            ),
        ]

    def __str__(self):
        return f"{self.user} · {self.get_role_display()} · {self.where}"

    @property
    def where(self):
        """The institution, shortly, or that it is all of them."""
        return (self.institution.acronym or self.institution.name) if self.institution else str(_("all institutions"))
