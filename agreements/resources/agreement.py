"""Agreements in files: one line each, a column for each role of its parties."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from agreements.models import Agreement, Party
from agreements.resources import twins
from agreements.resources.names import ThemeNames
from partners.kept_resource import KeptResource
from partners.resources import InstitutionNames
from register.tabular.columns import RelatedColumn, RoleColumn
from register.tabular.referenced import ReferencedResource


class PartyColumn(RoleColumn):
    def __init__(self, name, heading, role):
        super().__init__(name, heading, InstitutionNames, "parties", role)

    def check(self, instance, records):
        """A party that someone signs for cannot leave: the file says nothing of that person."""
        leaving = {row.institution_id: row.institution for row in self.removed(instance, records)}
        people = instance.signatories.filter(institution__in=leaving) if leaving else []
        for person in people:
            raise ValidationError(
                _("%(person)s signs for %(party)s: change that on the page of the agreement first."),
                params={"person": person.name, "party": leaving[person.institution_id]},
                code="signed",
            )


class AgreementResource(KeptResource, ReferencedResource):
    names = {"keeper": InstitutionNames}
    themes = RelatedColumn("themes", _("themes"), ThemeNames)
    signatories = PartyColumn("signatories", _("signatories"), Party.Role.SIGNATORY)
    beneficiaries = PartyColumn("beneficiaries", _("beneficiaries"), Party.Role.BENEFICIARY)
    delegated = PartyColumn("delegated", _("delegated agencies"), Party.Role.DELEGATED)
    implementing = PartyColumn("implementing", _("implementing agencies"), Party.Role.IMPLEMENTING)
    witnesses = PartyColumn("witnesses", _("witnesses"), Party.Role.WITNESS)

    synonyms = {
        "title_fr": ["intitulé", "intitulé de la convention", "titre", "objet de la convention", "convention", "title"],
        "title_ar": ["عنوان", "العنوان", "عنوان الاتفاقية", "موضوع الاتفاقية"],
        "kind": ["type", "type de convention", "type d'accord", "نوع", "نوع الاتفاقية"],
        "signatories": [
            "parties",
            "partie",
            "partenaires",
            "partenaire",
            "parties signataires",
            "signataire",
            "partners",
            "الأطراف",
            "الشركاء",
            "طرف",
        ],
        "signed_on": [
            "signé le",
            "signée le",
            "date de signature",
            "date de la signature",
            "date signature",
            "date",
            "تاريخ التوقيع",
        ],
        "ends_on": ["date de fin", "date d'échéance", "échéance", "expiration", "end date", "تاريخ الانتهاء"],
        "entry_into_force_on": ["date d'entrée en vigueur", "date d'effet", "تاريخ الدخول حيز التنفيذ"],
        "place_fr": ["lieu", "lieu de signature", "place"],
        "objective_fr": ["objet", "objectif", "objectifs", "objective"],
        "themes": ["thématiques", "thématique", "domaine", "domaines", "المجال"],
        "reference": ["réf", "n° de référence", "المرجع"],
        "note_fr": ["observations", "remarques", "commentaires"],
    }

    class Meta:
        model = Agreement
        import_id_fields = ["reference"]
        fields = [
            "reference",
            "kind",
            "title_fr",
            "title_ar",
            "title_en",
            "signatories",
            "beneficiaries",
            "delegated",
            "implementing",
            "witnesses",
            "is_signed",
            "signed_on",
            "place_fr",
            "place_ar",
            "place_en",
            "entry_into_force_on",
            "ends_on",
            "renewal",
            "renewal_months",
            "notice_months",
            "suspended_on",
            "terminated_on",
            "themes",
            "objective_fr",
            "objective_ar",
            "objective_en",
            "legal_framework_fr",
            "legal_framework_ar",
            "legal_framework_en",
            "note_fr",
            "note_ar",
            "note_en",
            "keeper",
        ]

    def point_out_twins(self, plan):
        twins.point_out(plan.records)

    def get_queryset(self):
        return Agreement.objects.select_related("keeper").with_parties().prefetch_related("themes")
