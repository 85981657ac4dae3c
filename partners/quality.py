"""What the record of an institution may lack."""

from django.utils.translation import gettext_lazy as _

from partners.models import Institution
from register.quality import Check

_WITHOUT_COUNTRY = [Institution.Kind.INTERNATIONAL, Institution.Kind.NETWORK]
CHECKS = [
    Check("country", _("no country"), lambda found, on: found.filter(country=None).exclude(kind__in=_WITHOUT_COUNTRY)),
    Check("arabic", _("no Arabic name"), lambda found, on: found.filter(name_ar="")),
    Check("french", _("no French name"), lambda found, on: found.filter(name_fr="")),
    Check("website", _("no website"), lambda found, on: found.filter(website="")),
]
