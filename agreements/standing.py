"""What a line of a list says of agreements that are read already: the legal state on a day, and between whom."""

from django.db.models import OuterRef
from django.db.models.functions import JSONArray

from agreements.models import Agreement, Party
from agreements.querysets import LINE
from register.gathered import Gathered, listed
from register.prepared import prepared
from register.search.days import holding
from register.search.entries import known_of
from register.translated import columns, first_filled, reading_order

_NAMES = [*columns("name_at_signature"), *columns("institution__name")]
_SHOWN, _TITLES = ["pk", *LINE], columns("title")


class Line:
    """A published agreement as far as a line of a list shows it: read as values, which takes half the time."""

    Renewal = Agreement.Renewal

    def __init__(self, values, signing, order, entry):
        shown = dict(zip(_SHOWN, values, strict=True))
        title = first_filled([shown[name] for name in _TITLES], order)
        signed_by = [_name(names, order) for _order, _key, *names in listed(signing)]
        self.__dict__ = shown | {"title": title, "signed_by": signed_by, "entry": entry}


@prepared
def _lines(keys):
    signing = _signatories().filter(agreement=OuterRef("pk")).order_by().values(one=JSONArray("order", "pk", *_NAMES))
    shown = Agreement.objects.published().filter(pk__in=keys).order_by()
    return shown.values_list(*_SHOWN, Gathered(signing))


@prepared
def _signing(keys):
    return _signatories().filter(agreement__in=keys).values_list("agreement_id", *_NAMES)


def _signatories():
    return Party.objects.filter(role=Party.Role.SIGNATORY)


def _name(names, order):
    """The name at signature, or else that of today."""
    return first_filled(names[:3] if any(names[:3]) else names[3:], order)


def lines_of(keys, known=None):
    """Published agreements by their keys, in that order, as lines of a list.

    ``known`` are their entries as far as these were read, {key: entry}.
    """
    keys, order, known = list(keys), reading_order(), known or {}
    read = _lines(keys) if keys else ()
    found = {key: Line((key, *values), signing, order, known.get(key)) for key, *values, signing in read}
    return [found[key] for key in keys if key in found]


def give_states(agreements, day):
    """Give published agreements their ``state`` and ``state_on``, as ``with_state`` would; returns them as a list.

    The states come from the index, where they are worked out for every day; its ``facets`` are given along. What has
    its ``entry`` (see ``entries.known_of``) is not asked for.
    """
    agreements = list(agreements)
    kept = known_of("agreement", [agreement.pk for agreement in agreements if not getattr(agreement, "entry", None)])
    for agreement in agreements:
        agreement.entry = kept.get(agreement.pk) or agreement.entry
    states = holding([turns for _facets, turns in (agreement.entry for agreement in agreements)], day)
    for agreement, state in zip(agreements, states, strict=True):
        agreement.state, agreement.state_on, agreement.facets = state, day, agreement.entry[0].split()
    return agreements


def give_names(agreements):
    """Give agreements ``signed_by``, the names of the parties that sign, in order, unless they have it; a list of them.

    One question, and no record of a party is made of its answer.
    """
    agreements, order = list(agreements), reading_order()
    names = {agreement.pk: [] for agreement in agreements if not hasattr(agreement, "signed_by")}
    for pk, *texts in _signing(list(names)) if names else ():
        names[pk].append(_name(texts, order))
    for agreement in agreements:
        if agreement.pk in names:
            agreement.signed_by = names[agreement.pk]
    return agreements
