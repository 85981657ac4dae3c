"""What belongs to the agreements of a page, however many these are: a condition on the rows that belong to them."""

from django.db.models import Exists, OuterRef, Q

from register.search.finding import MOST_COUNTED


def of_keys(keys):
    """``condition(path)``, ``path`` leading from a row to the key of its agreement, for the agreements of some keys."""
    return lambda path: Q(**{f"{path}__among": keys})


def concerning(signed, parties):
    """The same for the agreements ``signed``.

    Few are named by their keys, as the index gives them. Where they are many, each row is asked whether it has one of
    the ``parties``: read in order, so many rows are soon found.
    """
    if signed.total <= MOST_COUNTED:
        return of_keys(set(signed.newest(MOST_COUNTED)))
    return lambda path: Exists(parties.filter(agreement=OuterRef(path)))
