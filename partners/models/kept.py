from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from register.publication import Publication


class Kept(models.Model):
    """A record that one of the register's own institutions keeps; without a keeper only the whole register's staff do.

    ``shown`` is the question which of them the public, and so all staff, may see; ``is_shown_by_many`` says that it may
    answer with a record several times.
    """

    keeper = models.ForeignKey(
        "partners.Institution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"is_home": True},
        verbose_name=_("kept by"),
        help_text=_("The institution whose staff look after this record."),
    )

    keeper_path = "keeper"
    shown = Q(publication=Publication.PUBLISHED)
    is_shown_by_many = False

    class Meta:
        abstract = True
