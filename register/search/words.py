"""What a reader may have meant: words of the register near to those that were typed."""

from difflib import get_close_matches

from django.db.models import Q
from django.db.models.functions import Length

from register.models import SearchWord
from register.search import latest

MOST_CANDIDATES = 5000


def whole(question, has_answers=None):
    """The question, where the words that the register knows stand for themselves and others for beginnings.

    What has answers as it stands holds known words only: who will read these anyway gives ``has_answers``.
    """
    beginnings = {term.words[-1] for term in question.wanted if term.is_prefix}
    known = question.with_whole(beginnings)
    if beginnings and has_answers and has_answers(known):
        return known
    return question.with_whole({word for word in beginnings if latest.is_known(word)})


def whole_but_last(question):
    """The same while the last word is typed: it stands for beginnings, known or not."""
    beginnings = (term.words[-1] for term in question.wanted[:-1] if term.is_prefix)
    return question.with_whole({word for word in beginnings if latest.is_known(word)})


def corrections(question):
    """The question as it would be typed with near words of the register, or None where it says these already."""
    near = [_nearest(term.words[0]) if len(term.words) == 1 else None for term in question.wanted]
    if all(found is None or found[0] == term.words[0] for found, term in zip(near, question.wanted, strict=True)):
        return None
    wanted = [found[1] if found else _typed(term) for found, term in zip(near, question.wanted, strict=True)]
    return " ".join([*wanted, *(f"-{_typed(term)}" for term in question.unwanted)])


def _typed(term):
    words = " ".join(term.words)
    return words if len(term.words) == 1 else f'"{words}"'


def _nearest(word):
    """(a word of the register, as it is written), itself where it is one."""
    if len(word) < 3:
        return None
    lengths = SearchWord.objects.annotate(length=Length("word")).filter(length__range=(len(word) - 2, len(word) + 2))
    likely = lengths.filter(Q(word__startswith=word[0]) | Q(word__startswith=word[1]))
    candidates = dict(likely.values_list("word", "written")[:MOST_CANDIDATES])
    near = [word] if word in candidates else get_close_matches(word, candidates, n=1, cutoff=0.75)
    return (near[0], candidates[near[0]]) if near else None
