"""The countries of the register that a question names: few, so they are looked through rather than indexed."""

from cooperation import figures
from partners.models import Country
from register.edition import remembered
from register.search.named import Named
from register.search.terms import holds_phrases
from register.translated import first_filled, reading_order
from register.vocabularies import texts_of


@remembered
def _named():
    """(code, (fr, ar, en), agreements) of the countries of published agreements, most first."""
    known = texts_of(Country)
    countries = [(code, known[code], count) for code, count in figures.by_country()]
    return Named(countries, [" ".join(names) for _code, names, _count in countries])


def answering(question):
    """[(code, name, agreements)] of the countries whose names hold all that is wanted, most agreements first."""
    order, found = reading_order(), _named().answering(question)
    return [
        (code, first_filled(names, order), count)
        for code, names, count in found
        if holds_phrases(" ".join(names), question)
    ]
