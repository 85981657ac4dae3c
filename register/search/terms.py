"""The words by which texts are found, and what a reader types read as a question. One way for both."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import escape

from django.utils.safestring import SafeString

from register.search.folding import fold

LONGEST_WORD, MOST_TERMS = 60, 12

# « l’accord », « d'État », « qu’elle »: the elided word says nothing.
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu)['’ʼ](?=\w)", re.IGNORECASE)
# « U.N.I.C.E.F. »: letters with a point behind each are one word.
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){2,}(?:[^\W\d_](?!\w))?")
# The Arabic article, alone or after a preposition or conjunction, and « لل » (for the); the name of God has none.
# Where a word itself begins with ل, one stands for both: «للجنة» is لجنة, but «للجنوب» is جنوب. These words begin so.
_MERGED = "|".join(
    r"""
    جن[هت] جان$ غه$ غات$ غوي قاء قاح اجي(?:ه|[يو]ن|ات)?$ ايح وايح وح[هت] وحات واء جوء اعب امركزي اتمركز امادي وجي?ست
    اتيني بنان يبي يتواني اتفي وكسمبو يسوتو يختن
    """.split()
)
_ARTICLE = re.compile(rf"^(?:[وفبك]?ال(?!له$)|[وف]?ل(?=ل(?:{_MERGED}))|[وف]?لل(?!{_MERGED}))(?=\w{{2}})")
# What is written to an Arabic word: and, for, by, then, as.
_PARTICLES, _ARABIC = "ولبفك", re.compile("[\u0621-\u064a]{3}")
_PLURAL = re.compile(r"(?<=[a-z]{3})[sx]$")
_QUESTION = re.compile(r"""(?P<no>(?<!\S)-)?(?:["«“”„](?P<phrase>[^"«»“”„]*)["»“”]|(?P<word>[^\s"«»“”„]+))""")
_SPACE = re.compile(r"\s+")
_RUN = re.compile(r"((?:\w|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u200c-\u200f])+)")


def terms(text):
    """The words of a text as the index keeps them: folded, without elisions, articles and plural endings."""
    plain = _DOTTED.sub(lambda letters: letters[0].replace(".", ""), _ELISION.sub(" ", text))
    return [_PLURAL.sub("", _ARTICLE.sub("", word[:LONGEST_WORD])) for word in fold(plain).split()]


# Words that say nothing on their own: a question is not asked for them, unless it has no other or puts them in quotes.
EMPTY = frozenset(
    terms(
        "le la les un une des du de en et ou au aux avec pour par sur sous dans entre chez vers ce cette ces qui que "
        "the a an of and or in on with for by to from between at "
        "في من على إلى عن مع بين و أو"
    )
)


def written_words(text, words):
    """Each of the ``words`` of a text of three letters or more, as it is written, with the form in the index.

    They are its ``terms``. One that is not written as one run of letters (« U.N.I.C.E.F. ») stands for itself.
    """
    runs = [(run, kept) for run in _RUN.findall(text) if len(kept := _terms_of(run)) == 1]
    written = {kept[0]: run.lower()[:LONGEST_WORD] for run, kept in reversed(runs)}
    for word in dict.fromkeys(words):
        if len(word) > 2 and not word.isdecimal():
            yield written.get(word, word), word


@dataclass(frozen=True)
class Term:
    """Words that stand together; the last one may be the beginning of a longer word."""

    words: tuple
    is_prefix: bool = False

    @cached_property
    def forms(self):
        """Each way in which a text says them: an Arabic word may stand behind a particle, one that only begins not."""
        first, *rest = self.words
        particles = "" if self.is_prefix or not _ARABIC.match(first) else _PARTICLES
        return [self.words, *((particle + first, *rest) for particle in particles)]


@dataclass(frozen=True)
class Question:
    """What to find and what to leave out. Empty when nothing was asked."""

    wanted: tuple = ()
    unwanted: tuple = ()

    def __bool__(self):
        return bool(self.wanted or self.unwanted)

    @classmethod
    def parse(cls, typed):
        """Read ``words "a phrase" -without`` in any script. Never raises; what holds no word asks for nothing."""
        wanted, empty, unwanted = [], [], []
        for found in _QUESTION.finditer(str(typed)[:1000]):
            if found["phrase"] is not None:
                read = [Term(tuple(terms(found["phrase"])))]
            else:
                read = [Term((word,), is_prefix=not found["no"] and len(word) > 1) for word in terms(found["word"])]
            for term in read:
                says_nothing = found["word"] and term.words[0] in EMPTY
                (unwanted if found["no"] else empty if says_nothing else wanted).append(term)
        return cls(_first_of(wanted or empty), _first_of(unwanted))

    def with_whole(self, known):
        """The same question, where the words that ``known`` holds stand for themselves, not for what begins so."""
        wanted = (Term(term.words, term.is_prefix and term.words[-1] not in known) for term in self.wanted)
        return Question(tuple(wanted), self.unwanted)

    @property
    def words(self):
        return [word for term in self.wanted for word in term.words]

    @cached_property
    def phrases(self):
        return [words for term in self.wanted if len(term.words) > 1 for words in term.forms]

    @cached_property
    def is_answer(self):
        """Tells whether a run of letters answers a word of the question."""
        return _answers(self)


def _first_of(asked):
    return tuple(dict.fromkeys(term for term in asked if term.words))[:MOST_TERMS]


@lru_cache(maxsize=10_000)
def _terms_of(run):
    """The terms of one run of letters: texts say the same words again and again."""
    return tuple(terms(run))


@lru_cache(maxsize=20)
def _answers(question):
    """What was told of a run is remembered."""
    single = [term for term in question.wanted if len(term.words) == 1]
    asked = [(word, term.is_prefix) for term in single for (word,) in term.forms]
    whole = frozenset(word for word, _is_prefix in asked)
    whole, beginnings = whole - EMPTY or whole, tuple(word for word, is_prefix in asked if is_prefix)

    @lru_cache(maxsize=2_000)
    def is_answer(run):
        return any(word in whole or word.startswith(beginnings) for word in _terms_of(run))

    return is_answer


def _phrases(text, phrases):
    """Where some phrases stand in the text: (start, end) of each."""
    plain = _ELISION.sub(lambda elided: " " * len(elided[0]), text)
    placed = [(word, run.span()) for run in _RUN.finditer(plain) for word in _terms_of(run[0])]
    words = tuple(word for word, _span in placed)
    return [
        (placed[first][1][0], placed[first + len(phrase) - 1][1][1])
        for phrase in phrases
        for first in range(len(words) - len(phrase) + 1)
        if words[first : first + len(phrase)] == phrase
    ]


def holds_phrases(text, question):
    """Whether each phrase that is wanted stands in the text."""
    wanted = (term.forms for term in question.wanted if len(term.words) > 1)
    return all(_phrases(text, forms) for forms in wanted)


def pieces(text, question):
    """The text cut into (piece, whether it answers the question), in order, nothing left out."""
    cut = _cut_at_phrases(text, question) if question.phrases else _cut_at_words(text, question.is_answer)
    return [(piece, answers) for piece, answers in cut if piece]


def _cut_at_words(text, is_answer):
    end, parts = 0, _RUN.split(text)
    for place in range(1, len(parts), 2):
        if is_answer(parts[place]):
            yield "".join(parts[end:place]), False
            yield parts[place], True
            end = place + 1
    yield "".join(parts[end:]), False


def _cut_at_phrases(text, question):
    end, words = 0, (run.span() for run in _RUN.finditer(text) if question.is_answer(run[0]))
    for start, stop in sorted([*words, *_phrases(text, question.phrases)]):
        if stop > end:
            yield text[end:start], False
            yield text[max(start, end) : stop], True
            end = stop
    yield text[end:], False


def highlighted(text, question):
    """The text as HTML, what answers the question in <mark>."""
    cut = pieces(str(text), question)
    return SafeString("".join([f"<mark>{escape(piece)}</mark>" if hit else escape(piece) for piece, hit in cut]))


def excerpt(text, question, length=180):
    """The stretch of a text around the first words that answer, whole words only; empty when none does."""
    at = 0
    for piece, answers in pieces(text, question):
        if answers:
            break
        at += len(piece)
    else:
        return ""
    start = max(at - length // 3, 0)
    if start and (space := _SPACE.search(text, start, at)):
        start = space.end()
    end = min(start + length, len(text))
    if end < len(text):
        spaces = [space.start() for space in _SPACE.finditer(text, at, end)]
        end = spaces[-1] if spaces and spaces[-1] > at else _end_of_word(text, at)
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")


def _end_of_word(text, at):
    space = _SPACE.search(text, at)
    return space.start() if space else len(text)
