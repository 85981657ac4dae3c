"""How the fields of countries, institutions and memberships are filled, by model."""

from django.utils.translation import gettext_lazy as _

from register.admin.helps import example, in_three

COUNTRY = {
    "code": _("The two letters of ISO 3166: MA."),
    **in_three("name", "Maroc", "المغرب", "Morocco"),
}
NAME = in_three(
    "name",
    "Office du développement de la coopération",
    "مكتب تنمية التعاون",
    "Cooperation Development Office",
)
INSTITUTION = {
    **NAME,
    "acronym": example("ODCO"),
    "slug": _("Its lasting address: small letters, figures and hyphens, such as odco."),
    "kind": _("What it is by law, not what it does in an agreement."),
    "is_home": _("Tick if this register is also kept for it."),
    "country": _("Type its name; left empty for an international organisation."),
    "parent": _("The institution to which it belongs, such as its ministry."),
    "successor": _("The institution that took its place, if it is no more."),
    "website": example("https://www.example.org"),
}
FORMER_NAME = NAME
MEMBERSHIP = {
    "institution": _("The member: type an acronym."),
    "network": _("Type its acronym: AICESIS."),
    "role": _("A mandate is a line of its own, with its years."),
}
GRANT = {"user": _("Whoever is to have the right.")}
