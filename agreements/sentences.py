"""Agreements in words: the sentence that opens a page, and the form in which to cite it."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from register.templatetags.register import initial
from register.translated import apart


def opening(agreement):
    """Who signed, when and where, in one sentence; empty while no party is recorded."""
    if not agreement.signatory_parties:
        return ""
    facts = {"parties": _parties(agreement), "place": apart(agreement.place)}
    if agreement.signed_on:
        facts["when"] = agreement.signed_on.when
    return _sentence(agreement, len(agreement.signatory_parties)) % facts


def _parties(agreement):
    return listed([apart(party.name) for party in agreement.signatory_parties])


def _sentence(agreement, number):
    """``number`` of parties, since some languages announce them."""
    if not agreement.is_signed:
        return ngettext("Being negotiated by %(parties)s.", "Being negotiated between %(parties)s.", number)
    if agreement.signed_on is None:
        return ngettext(
            "Signed by %(parties)s, on a date that the sources do not give.",
            "Signed by %(parties)s, on a date that the sources do not give.",
            number,
        )
    if agreement.place:
        return ngettext(
            "Signed %(when)s in %(place)s by %(parties)s.", "Signed %(when)s in %(place)s by %(parties)s.", number
        )
    return ngettext("Signed %(when)s by %(parties)s.", "Signed %(when)s by %(parties)s.", number)


def listed(names):
    """Names as a reader lists them: « A, B et C », “A, B and C”, «A وB وC»."""
    *others, last = names
    if not others:
        return last
    some = others[0]
    for name in others[1:]:
        some = _("%(some)s, %(next)s") % {"some": some, "next": name}
    return _("%(some)s and %(last)s") % {"some": some, "last": last}


def citation(agreement):
    """What a citation says of the agreement itself, in order: its title, its parties, its date as known."""
    date = agreement.signed_on or (_("date unknown") if agreement.is_signed else _("under negotiation"))
    parties = _parties(agreement) if agreement.signatory_parties else ""
    return [fact for fact in (agreement.title, parties, initial(date)) if fact]
