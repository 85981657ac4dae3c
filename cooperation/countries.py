"""The countries of the register that a question names: few, so they are looked through rather than indexed."""

from cooperation import figures
from partners.models import Country
from register.edition import remembered
from register.search.terms import terms
from register.translated import first_filled, reading_order
from register.vocabularies import texts_of


@remembered
def _named():
    """[(code, (fr, ar, en), their words, agreements)] of the countries of published agreements, most first."""
    known = texts_of(Country)
    return [(code, known[code], f" {' '.join(terms(' '.join(known[code])))} ", n) for code, n in figures.by_country()]


def answering(question):
    """[(code, name, agreements)] of the countries whose names hold all that is wanted, most agreements first."""
    wanted = [f" {' '.join(term.words)}{'' if term.is_prefix else ' '}" for term in question.wanted]
    order, found = reading_order(), _named() if wanted else []
    for words in wanted:
        found = [named for named in found if words in named[2]]
    return [(code, first_filled(names, order), count) for code, names, _words, count in found]
