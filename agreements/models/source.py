from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from agreements.models.agreement import Agreement
from agreements.models.meeting import Meeting
from agreements.models.programme import Programme
from partners.models import Institution, Kept, Membership
from register.dates import PartialDate
from register.fields import PartialDateField
from register.publication import Publication
from register.search import FoldedField
from register.versions import Versions


class SourceQuerySet(models.QuerySet):
    def get_by_natural_key(self, code):
        return self.get(code=code)


class Source(Kept):
    """A page or document that records rest on. The title stays in the language of the page."""

    class Language(models.TextChoices):
        FRENCH = "fr", _("French")
        ARABIC = "ar", _("Arabic")
        ENGLISH = "en", _("English")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    publisher = models.ForeignKey(
        Institution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="published_sources",
        verbose_name=_("publisher"),
    )
    title = models.CharField(_("title"), max_length=500)
    url = models.URLField(_("address"), max_length=500, blank=True)
    published_on = PartialDateField(_("published on"), null=True, blank=True)
    consulted_on = models.DateField(_("consulted on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    agreements = models.ManyToManyField(Agreement, blank=True, related_name="sources", verbose_name=_("agreements"))
    programmes = models.ManyToManyField(Programme, blank=True, related_name="sources", verbose_name=_("programmes"))
    meetings = models.ManyToManyField(Meeting, blank=True, related_name="sources", verbose_name=_("meetings"))
    memberships = models.ManyToManyField(Membership, blank=True, related_name="sources", verbose_name=_("memberships"))
    institutions = models.ManyToManyField(
        Institution, blank=True, related_name="sources", verbose_name=_("institutions")
    )
    folded = FoldedField("code", "title", "url")

    objects = SourceQuerySet.as_manager()
    is_shown_by_many = True
    shown = (
        Q(agreements__publication=Publication.PUBLISHED)
        | Q(programmes__publication=Publication.PUBLISHED)
        | Q(meetings__publication=Publication.PUBLISHED)
        | Q(institutions__publication=Publication.PUBLISHED)
    )
    history = Versions(
        excluded_fields=["folded"], m2m_fields=[agreements, programmes, meetings, memberships, institutions]
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["code"]

    @property
    def consulted(self):
        """The day of the consultation as it is written, or None."""
        return self.consulted_on and PartialDate.of(self.consulted_on)

    def __str__(self):
        return self.title

    def natural_key(self):
        return (self.code,)

    natural_key.dependencies = [
        "agreements.agreement",
        "agreements.programme",
        "agreements.meeting",
        "partners.membership",
    ]
