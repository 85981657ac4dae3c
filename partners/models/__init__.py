"""Who works with whom, and who keeps the record of it: countries, institutions, memberships in networks, rights."""

from partners.models.grant import Grant
from partners.models.institution import Country, FormerName, Institution
from partners.models.kept import Kept
from partners.models.membership import Membership
from partners.models.preference import Preference

__all__ = ["Country", "FormerName", "Grant", "Institution", "Kept", "Membership", "Preference"]
