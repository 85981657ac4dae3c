"""Institutions and memberships in files."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from partners.kept_resource import KeptResource
from partners.models import Country, Institution, Membership
from register.tabular.names import Names
from register.tabular.resource import TabularResource


class CountryNames(Names):
    expected = _("the ISO code or the name of a country")

    def records(self):
        return Country.objects.all()

    def tiers(self, country):
        return [[country.code], [country.name_fr, country.name_ar, country.name_en]]

    def labels(self, country):
        return [country.name_fr, country.code]


class InstitutionNames(Names):
    expected = _("the permanent address, acronym, name or former name of an institution of the register")

    makes = Institution
    kinds = Institution.Kind.choices

    def records(self):
        return Institution.objects.prefetch_related("former_names")

    def newcomer(self, name, kind):
        """A draft: its name goes to the language of its letters."""
        field = "name_ar" if any("\u0600" <= letter <= "\u06ff" for letter in name) else "name_fr"
        made = Institution(slug=self.free_slug(name) or self.free_slug("institution"), kind=kind, **{field: name})
        self.add(made)
        return made

    def free_slug(self, name):
        """A permanent address made of a name, which no institution bears; empty where no letter can be used."""
        base = slugify(name)[:70]
        slug, number = base, 2
        while slug and self.all(slug):
            slug, number = f"{base}-{number}", number + 1
        return slug

    def tiers(self, institution):
        former = institution.former_names.all() if institution.pk else []
        return [
            [institution.slug],
            [institution.acronym],
            _names(institution),
            [name for former_name in former for name in _names(former_name)],
        ]

    def labels(self, institution):
        return [*filter(None, _names(institution)), institution.slug]


class NetworkNames(InstitutionNames):
    makes = None
    expected = _("the permanent address, acronym or name of a network of the register")

    def records(self):
        return super().records().networks()


def _names(record):
    return [record.name_fr, record.name_ar, record.name_en]


class InstitutionResource(KeptResource, TabularResource):
    """A new institution may be named, as a parent or successor, on later lines of the same file."""

    names = {
        "country": CountryNames,
        "parent": InstitutionNames,
        "successor": InstitutionNames,
        "keeper": InstitutionNames,
    }
    synonyms = {
        "name_fr": ["nom", "institution", "organisme", "dénomination", "name"],
        "name_ar": ["الاسم", "المؤسسة"],
        "acronym": ["sigle", "abréviation"],
        "kind": ["type", "catégorie", "نوع"],
        "country": ["pays", "البلد"],
        "website": ["site web", "site", "url"],
        "parent": ["tutelle", "rattachement"],
    }

    class Meta:
        model = Institution
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "kind",
            "name_fr",
            "name_ar",
            "name_en",
            "acronym",
            "country",
            "parent",
            "successor",
            "website",
            "is_home",
            "keeper",
        ]

    def get_queryset(self):
        return Institution.objects.select_related("country", "parent", "successor", "keeper")

    def clean_row(self, row):
        super().clean_row(row)
        institutions = self.fields["parent"].widget.names
        slug = row.values.get("slug")
        texts = {name: row.values.get(name, "") for name in ("name_fr", "name_ar", "name_en", "acronym")}
        if not slug:
            self._refuse_doublet(row, institutions, texts)
            slug = row.values["slug"] = institutions.free_slug(texts["acronym"] or texts["name_fr"] or texts["name_en"])
        if not any(institution.slug == slug for institution in institutions.all(slug)):
            row.instance = Institution(slug=slug, **texts)
            institutions.add(row.instance)

    def _refuse_doublet(self, row, institutions, texts):
        """Acronyms may be shared, names not: whoever means the one that exists gives its permanent address."""
        for name in ("name_fr", "name_ar", "name_en"):
            for twin in institutions.all(texts[name])[:1]:
                sentence = _("An institution of this name is in the register: give its permanent address, %(slug)s.")
                row.errors.append(self.error(row, self.fields[name], sentence % {"slug": twin.slug}))


class MembershipResource(KeptResource, TabularResource):
    writing_verb = "publish"
    names = {"institution": InstitutionNames, "network": NetworkNames, "keeper": InstitutionNames}
    synonyms = {
        "institution": ["membre", "organisme", "member", "العضو"],
        "network": ["réseau", "organisation", "الشبكة"],
        "role": ["fonction", "qualité", "الصفة"],
        "starts_on": ["début", "depuis", "from", "start"],
        "ends_on": ["fin", "end", "to"],
    }

    class Meta:
        model = Membership
        import_id_fields = ["institution", "network", "role", "starts_on"]
        fields = ["institution", "network", "role", "starts_on", "ends_on", "keeper"]

    def get_queryset(self):
        return Membership.objects.select_related("institution", "network", "keeper")

    def clean_row(self, row):
        super().clean_row(row)
        for name in ("institution", "network"):
            if name in row.values and row.values[name] is None:
                del row.values[name]
                row.errors.append(self.error(row, self.fields[name], _("This cell cannot be empty.")))

    def known(self, keys):
        institutions = {key[0] for key in keys if key and key[0]}
        found = self.get_queryset().filter(institution__in=institutions)
        return {(m.institution, m.network, m.role, m.starts_on): m for m in found}
