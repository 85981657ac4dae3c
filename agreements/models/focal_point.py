from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from agreements.models.agreement import Agreement
from partners.models import Institution, Kept

MASK = "•••"
# A contact whom someone replaced is forgotten after so many days.
FORGOTTEN_AFTER = timedelta(days=365)


class FocalPointQuerySet(models.QuerySet):
    def current(self, on):
        """Those whom nobody has replaced by the day ``on``."""
        return self.filter(Q(left_on=None) | Q(left_on__gt=on))

    def to_forget(self, on):
        """Those replaced so long before the day ``on`` that nothing is kept of them but that they were there."""
        return self.filter(left_on__lt=on - FORGOTTEN_AFTER)


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
    left_on = models.DateField(
        _("until"),
        null=True,
        blank=True,
        help_text=_("The day on which someone else took over; forgotten a year later."),
    )

    shown = Q(pk__in=[])
    objects = FocalPointQuerySet.as_manager()
    history = HistoricalRecords(excluded_fields=["name", "email", "phone"])

    class Meta:
        verbose_name = _("focal point")
        verbose_name_plural = _("focal points")
        ordering = ["institution", "name"]

    def __str__(self):
        return self.name

    def masked(self):
        """Itself, not to be saved, with its function and without what leads to the person."""
        self.name, self.email, self.phone = MASK, "", ""
        return self

    def is_to_be_forgotten(self, on):
        return self.left_on is not None and self.left_on < on - FORGOTTEN_AFTER
