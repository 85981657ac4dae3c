"""The identity of the owner and the counter of references."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from register.translated import Translated


class ReferenceCounter(models.Model):
    """The last number given under a prefix. It only grows, so that a reference is never given twice."""

    prefix = models.CharField(max_length=4, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return f"{self.prefix}-{self.last}"


class Identity(models.Model):
    """Who publishes this register, in its own words: one row, edited in the back office."""

    name_fr = models.CharField(_("name of the register (French)"), max_length=120)
    name_ar = models.CharField(_("name of the register (Arabic)"), max_length=120, blank=True)
    name_en = models.CharField(_("name of the register (English)"), max_length=120, blank=True)
    owner_fr = models.CharField(_("published by (French)"), max_length=200, blank=True)
    owner_ar = models.CharField(_("published by (Arabic)"), max_length=200, blank=True)
    owner_en = models.CharField(_("published by (English)"), max_length=200, blank=True)
    purpose_fr = models.CharField(_("the register in one sentence (French)"), max_length=300, blank=True)
    purpose_ar = models.CharField(_("the register in one sentence (Arabic)"), max_length=300, blank=True)
    purpose_en = models.CharField(_("the register in one sentence (English)"), max_length=300, blank=True)
    licence = models.CharField(_("licence of the data"), max_length=120, blank=True)
    licence_address = models.URLField(_("text of the licence"), blank=True)

    name = Translated()
    owner = Translated()
    purpose = Translated()
    is_vocabulary = True

    class Meta:
        verbose_name = _("identity of the register")
        verbose_name_plural = _("identity of the register")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pk=1),
                name="register_identity_single",
                violation_error_message=_("There is one identity only: edit the one that exists."),
            )
        ]

    def __str__(self):
        return self.name

    @property
    def terms(self):
        """Under which licence the data may be used again, as (name, value) for a file; none where nobody says."""
        said = " — ".join(filter(None, [self.licence, self.licence_address]))
        return [(_("Licence"), said)] if said else []

    def save(self, **kwargs):
        self.pk = 1
        super().save(**kwargs)
