from django.core.exceptions import ValidationError
from django.core.validators import validate_comma_separated_integer_list
from django.db import models
from django.utils.translation import gettext_lazy as _

from register.search import FoldedField
from register.translated import Translated


def validate_goals(value):
    """Sustainable development goals are numbered from 1 to 17 (United Nations, A/RES/70/1)."""
    numbers = [int(number) for number in value.split(",") if number.isdecimal()]
    if any(not 1 <= number <= 17 for number in numbers):
        raise ValidationError(_("Sustainable development goals are numbered from 1 to 17."))


class Theme(models.Model):
    """A field of cooperation, with the sustainable development goals it serves."""

    code = models.SlugField(_("code"), max_length=40, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=120)
    name_ar = models.CharField(_("name (Arabic)"), max_length=120, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    goals = models.CharField(
        _("sustainable development goals"),
        max_length=50,
        blank=True,
        validators=[validate_comma_separated_integer_list, validate_goals],
        help_text=_("Numbers from 1 to 17 with commas between them, such as 5,16."),
    )
    folded = FoldedField("name_fr", "name_ar", "name_en")

    name = Translated()
    is_vocabulary = True

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name_fr"]

    def __str__(self):
        return self.name

    @property
    def goal_numbers(self):
        return [int(number) for number in self.goals.split(",") if number]
