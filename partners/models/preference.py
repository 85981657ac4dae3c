import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key():
    """What nobody guesses: 192 bits for an address."""
    return secrets.token_urlsafe(24)


class Preference(models.Model):
    """How a person of the back office wants to be told what falls due; ``calendar_key`` is empty until asked for."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="preference", verbose_name=_("person")
    )
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="fr")
    is_reminded = models.BooleanField(
        _("reminders by e-mail"),
        default=True,
        help_text=_("180, 90, 60, 30 and 15 days before an end or a notice, and once for each late commitment."),
    )
    calendar_key = models.CharField(_("key of the calendar"), max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("preferences")
        verbose_name_plural = _("preferences")
        constraints = [
            models.UniqueConstraint(
                fields=["calendar_key"],
                condition=~models.Q(calendar_key=""),
                name="preference_calendar_key",
                violation_error_message=_("This address of a calendar belongs to someone else."),
            )
        ]

    def __str__(self):
        return str(self.user)

    @classmethod
    def of(cls, user):
        """The preferences of a person, or those that hold while none were set (not stored)."""
        return cls.objects.filter(user=user).first() or cls(user=user)
