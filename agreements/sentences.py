"""Agreements in words: the sentence that opens a page, and the form in which to cite it."""

from django.utils.translation import gettext as _


def opening(agreement):
    """Who signed, when and where, in one sentence; empty while no party is recorded."""
    if not agreement.signatory_parties:
        return ""
    facts = {
        "parties": listed([str(party) for party in agreement.signatory_parties]),
        "date": agreement.signed_on,
        "place": agreement.place,
    }
    return _sentence(agreement) % facts


def _sentence(agreement):
    if not agreement.is_signed:
        return _("Between %(parties)s: being negotiated, no signature is recorded.")
    if agreement.signed_on is None:
        return _("Between %(parties)s: signed on a date that the sources do not give.")
    if agreement.signed_on.precision != "day":
        return _("Between %(parties)s: signed in %(date)s.")
    if agreement.place:
        return _("Between %(parties)s: signed on %(date)s in %(place)s.")
    return _("Between %(parties)s: signed on %(date)s.")


def listed(names):
    """Names as a reader lists them: « A, B et C », “A, B and C”, «A وB وC»."""
    *others, last = names
    if not others:
        return last
    some = others[0]
    for name in others[1:]:
        some = _("%(some)s, %(next)s") % {"some": some, "next": name}
    return _("%(some)s and %(last)s") % {"some": some, "last": last}


def citation(agreement, register_name):
    """How to cite the record: title, parties, date as known, register and reference. The address comes after it."""
    date = agreement.signed_on or (_("date unknown") if agreement.is_signed else _("under negotiation"))
    parties = " · ".join(str(party) for party in agreement.signatory_parties)
    facts = [agreement.title, parties, str(date), f"{register_name} {agreement.reference}".strip()]
    return ". ".join(fact for fact in facts if fact)
