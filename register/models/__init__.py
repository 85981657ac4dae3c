"""What every floor shares: identity, references, files that came in, corrections, merges, the index."""

from register.models.editing import Apart, Merge, Revision
from register.models.files import FileImport, FileMapping
from register.models.identity import Identity, ReferenceCounter
from register.models.index import Edition, SearchEntry, SearchWord, Tally

__all__ = [
    "Apart",
    "Edition",
    "FileImport",
    "FileMapping",
    "Identity",
    "Merge",
    "ReferenceCounter",
    "Revision",
    "SearchEntry",
    "SearchWord",
    "Tally",
]
