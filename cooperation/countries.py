"""The countries of the register that a question names: few, so they are looked through rather than indexed."""

from agreements.vocabularies import vocabularies
from cooperation import figures
from register.edition import remembered
from register.search.terms import terms
from register.translated import first_filled, reading_order


@remembered
def _named():
    """[(code, (fr, ar, en), the words of each, agreements)] of the countries of published agreements, most first."""
    known = vocabularies()["country"]
    return [(code, known[code], list(map(terms, known[code])), count) for code, count in figures.by_country()]


def answering(question):
    """[(code, name, agreements)] of the countries of which a name holds all that is wanted, most agreements first."""
    if not question.wanted:
        return []
    order = reading_order()
    return [
        (code, first_filled(names, order), count)
        for code, names, written, count in _named()
        if any(all(_holds(words, term) for term in question.wanted) for words in written)
    ]


def _holds(words, term):
    *whole, last = term.words
    is_last = (lambda word: word.startswith(last)) if term.is_prefix else (lambda word: word == last)
    return all(word in words for word in whole) and any(map(is_last, words))
