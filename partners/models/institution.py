from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from partners.models.kept import Kept
from partners.querysets import CountryQuerySet, InstitutionQuerySet
from register.addresses import addresses_of
from register.choices import display_of
from register.fields import PartialDateField
from register.publication import Publishable, history_of_publishable
from register.search import FoldedField
from register.translated import Translated, any_language, translated


class Country(models.Model):
    """A country by its ISO 3166-1 alpha-2 code; the names are the register's own and may be edited."""

    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    name_fr = models.CharField(_("name (French)"), max_length=100)
    name_ar = models.CharField(_("name (Arabic)"), max_length=100, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=100, blank=True)
    folded = FoldedField("name_fr", "name_ar", "name_en")

    name = Translated()
    objects = CountryQuerySet.as_manager()
    is_vocabulary = True

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["name_fr"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return addresses_of("country")[self.code.lower()]


class Institution(Kept, Publishable):
    """A body that signs, takes part or pays. Its slug is its permanent address and its key in files."""

    class Kind(models.TextChoices):
        GOVERNMENT = "government", _("State or government")
        MINISTRY = "ministry", _("ministry or central administration")
        COUNCIL = "council", _("economic and social council")
        AGENCY = "agency", _("public agency")
        TERRITORIAL = "territorial", _("territorial body")
        ASSOCIATION = "association", _("association")
        EMBASSY = "embassy", _("embassy")
        INTERNATIONAL = "international", _("international organisation")
        NETWORK = "network", _("network")

    slug = models.SlugField(_("permanent address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    get_kind_display = display_of("kind", Kind)
    name_fr = models.CharField(_("name (French)"), max_length=250, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=250, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=250, blank=True)
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    country = models.ForeignKey(
        Country, models.PROTECT, null=True, blank=True, related_name="institutions", verbose_name=_("country")
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    successor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("succeeded by")
    )
    website = models.URLField(_("website"), blank=True)
    is_home = models.BooleanField(_("one of the register's own institutions"), default=False)
    folded = FoldedField("name_fr", "name_ar", "name_en", "acronym")

    name = Translated()
    objects = InstitutionQuerySet.as_manager()
    history = history_of_publishable()

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        ordering = ["name_fr", "slug"]
        default_permissions = ["add", "change", "delete", "view", "import", "export"]
        indexes = [
            # As ``by_name`` orders them in each language.
            models.Index(fields=["publication", "folded", "slug"], name="institution_in_french"),
            models.Index(fields=["country", "publication", "folded", "slug"], name="institution_of_country"),
            models.Index("publication", translated("name", "ar"), "slug", name="institution_in_arabic"),
            models.Index("publication", translated("name", "en"), "slug", name="institution_in_english"),
            models.Index(
                fields=["publication", "folded", "slug"], name="institution_network", condition=Q(kind="network")
            ),
            models.Index(fields=["publication", "country"], name="institution_home", condition=Q(is_home=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=any_language("name"),
                name="institution_named",
                violation_error_message=_("Give the name in at least one language."),
            ),
            models.CheckConstraint(
                condition=~Q(parent=F("id")),
                name="institution_not_own_parent",
                violation_error_message=_("An institution cannot be a part of itself."),
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")),
                name="institution_not_own_successor",
                violation_error_message=_("An institution cannot succeed itself."),
            ),
        ]

    def __str__(self):
        return f"{self.name} ({self.acronym})" if self.acronym else self.name

    def get_absolute_url(self):
        return addresses_of("institution")[self.slug]

    def natural_key(self):
        return (self.slug,)

    natural_key.dependencies = ["partners.country"]


class FormerName(models.Model):
    """A name that an institution bore, with its period as far as it is known."""

    institution = models.ForeignKey(
        Institution, models.CASCADE, related_name="former_names", verbose_name=_("institution")
    )
    name_fr = models.CharField(_("name (French)"), max_length=250, blank=True)
    name_ar = models.CharField(_("name (Arabic)"), max_length=250, blank=True)
    name_en = models.CharField(_("name (English)"), max_length=250, blank=True)
    starts_on = PartialDateField(_("from"), null=True, blank=True)
    ends_on = PartialDateField(_("until"), null=True, blank=True)
    folded = FoldedField("name_fr", "name_ar", "name_en")

    name = Translated()
    history = HistoricalRecords(excluded_fields=["folded"])

    class Meta:
        verbose_name = _("former name")
        verbose_name_plural = _("former names")
        ordering = ["-ends_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=any_language("name"),
                name="former_name_named",
                violation_error_message=_("Give the former name in at least one language."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__latest__gte=F("starts_on")),
                name="former_name_period",
                violation_error_message=_("A name cannot end before it begins."),
            ),
        ]

    def __str__(self):
        return self.name
