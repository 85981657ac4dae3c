"""Titles and objectives put together from the vocabulary."""

from bench.sample import words

# Steps that spread each planted word over the whole register without tying one word to another.
_STEPS = dict(zip(words.PLANTED, (7919, 6607, 4373, 3181), strict=True))
_OF = 10_000


def planted(index):
    """The sentences with the planted words that the agreement at ``index`` holds: exact shares of each 10,000."""
    return [
        words.PLANTED_SENTENCES[word]
        for word, share in words.PLANTED.items()
        if index * _STEPS[word] % _OF < round(share * _OF)
    ]


def aim(rng):
    """(French, Arabic) of what is to be done, where or for whom."""
    (fr, ar), (where_fr, where_ar) = rng.choice(words.OBJECTS), rng.choice(words.COMPLEMENTS)
    return f"{rng.choice(words.VERBS)} {fr} {where_fr}", f"{ar} {where_ar}"


def title(rng, kind):
    """(French, Arabic) title of an agreement of that kind."""
    (kind_fr, kind_ar), (aim_fr, aim_ar) = words.KINDS[kind], aim(rng)
    return f"{kind_fr} visant à {aim_fr}", f"{kind_ar} في مجال {aim_ar}"


def objective(rng, index):
    """About 300 characters, the planted words among them."""
    sentences = [_intention(rng) for _ in range(rng.choice((1, 2, 2, 2, 3)))] + [arrangement(rng)] + planted(index)
    if rng.random() < 0.3:
        sentences.append(f"Le siège du projet est à {_toponym(rng)}.")
    return " ".join(sentences)


def _intention(rng):
    return f"{rng.choice(words.SUBJECTS)} {rng.choice(words.MODALS)} {aim(rng)[0]}."


def arrangement(rng):
    return f"{rng.choice(words.MEANS)} {rng.choice(words.TIMES)}."


def _toponym(rng):
    """One of some thousands of made-up names of places: the rare words that any register has."""
    ending = rng.choice(words.TOPONYM_ENDINGS)
    return f"{rng.choice(words.SYLLABLES)}{rng.choice(words.SYLLABLES)}{ending}".title()
