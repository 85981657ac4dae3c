"""Names that are nearly the same: which of many sets of words share most of them, without comparing each with all."""

from collections import Counter, defaultdict
from itertools import chain
from math import ceil

# Of all words of two names together, the share that both hold where they are alike.
ALIKE = 0.8


def are_alike(some, others):
    """Whether two sets of words share most of them; no words are like no others."""
    return bool(some) and len(some & others) >= ALIKE * len(some | others)


def alike(named):
    """Yield pairs of keys of which some names are alike; ``named`` are (key, set of words).

    Two sets that share most of their words share one of the rarest of each: only those are compared.
    """
    named = [(key, words) for key, words in named if words]
    frequency = Counter(word for _key, words in named for word in words)
    by_word = defaultdict(list)
    for place, (key, words) in enumerate(named):
        rarest = sorted(words, key=lambda word: (frequency[word], word))[: len(words) - ceil(ALIKE * len(words)) + 1]
        others = dict.fromkeys(other for word in rarest for other in by_word[word])
        for other in others:
            known, its_words = named[other]
            if known != key and are_alike(words, its_words):
                yield known, key
        for word in rarest:
            by_word[word].append(place)


def once(*several):
    """Yield the pairs of some iterables, the smaller key first, each pair once."""
    seen = set()
    for pair in chain.from_iterable(several):
        pair = tuple(sorted(pair))
        if pair not in seen:
            seen.add(pair)
            yield pair
