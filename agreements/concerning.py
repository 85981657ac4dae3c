"""What belongs to the agreements of a page, however many these are: conditions on the rows that belong to them."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from register.search.finding import MOST_COUNTED


@dataclass(frozen=True)
class OfKeys:
    """The agreements of some keys. ``condition(path)``: ``path`` leads from a row to the key of its agreement."""

    keys: set

    def __call__(self, path):
        return Q(**{f"{path}__among": self.keys})

    def tied(self, ties, name):
        """A condition on what rows of a many-to-many relation tie to the agreements, which they name so."""
        return Q(pk__in=ties.filter(self("agreement__pk")).values(name))


@dataclass(frozen=True)
class OfParties:
    """The same for those that have one of some parties."""

    parties: QuerySet

    def __call__(self, path):
        return Exists(self.parties.filter(agreement=OuterRef(path)))

    def tied(self, ties, name):
        return Exists(ties.filter(self("agreement__pk"), **{name: OuterRef("pk")}))


def concerning(signed, parties):
    """The agreements ``signed``.

    Few are named by their keys, as the index gives them: what belongs to them is found from there. Where they are many,
    each row is asked whether it has one of the ``parties``: read in order, so many rows are soon found.
    """
    return OfKeys(set(signed.newest(MOST_COUNTED))) if signed.total <= MOST_COUNTED else OfParties(parties)
