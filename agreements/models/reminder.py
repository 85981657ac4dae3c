from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reminder(models.Model):
    """That a person was told of something, once: ``key`` names the record, what falls due and when."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("person")
    )
    key = models.CharField(_("what"), max_length=120)
    sent_at = models.DateTimeField(_("sent on"))

    class Meta:
        verbose_name = _("reminder sent")
        verbose_name_plural = _("reminders sent")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "key"],
                name="reminder_once",
                violation_error_message=_("This person was told of it already."),
            )
        ]

    def __str__(self):
        return self.key
