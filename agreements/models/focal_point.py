from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from partners.models import Institution, Kept


class FocalPoint(Kept):
    """Whom staff call about an agreement or an institution. Never public; its versions hold no contact."""

    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="focal_points", verbose_name=_("institution")
    )
    agreement = models.ForeignKey(
        Agreement,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="focal_points",
        verbose_name=_("agreement"),
        help_text=_("Left empty: for everything that concerns the institution."),
    )
    name = models.CharField(_("name"), max_length=120)
    function = models.CharField(_("function"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)

    shown = Q(pk__in=[])
    history = HistoricalRecords(excluded_fields=["name", "email", "phone"])

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["institution", "name"]

    def __str__(self):
        return self.name
