"""What every page of the back office shares, and the pages of this floor."""

from register.admin import pages
from register.admin.authors import WrittenByMeFilter
from register.admin.base import RegisterAdmin, Stacked, Tabular, three
from register.admin.dates import PartialDateFilter
from register.admin.merging_pages import MergingAdmin
from register.admin.moving import unpublished
from register.admin.publishing import PublishableAdmin
from register.admin.tracked import TrackedAdmin

__all__ = [
    "MergingAdmin",
    "PartialDateFilter",
    "PublishableAdmin",
    "RegisterAdmin",
    "Stacked",
    "Tabular",
    "TrackedAdmin",
    "WrittenByMeFilter",
    "pages",
    "three",
    "unpublished",
]
