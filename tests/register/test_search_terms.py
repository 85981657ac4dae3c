"""How a text becomes the words under which it is found, and what a reader types a question."""

import random
import re
import unicodedata
from html import unescape

import pytest

from register.search import fold
from register.search.terms import MOST_TERMS, Question, Term, excerpt, highlighted, pieces, terms, written_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Elisions say nothing, whichever apostrophe is typed.
        ("l'accord", ["accord"]),
        ("l’accord", ["accord"]),
        ("lʼaccord", ["accord"]),
        ("L'ACCORD", ["accord"]),
        ("d'entente", ["entente"]),
        ("D’État", ["etat"]),
        ("qu’elle", ["elle"]),
        ("Qu'il", ["il"]),
        ("n’est", ["est"]),
        ("de l’Union d’États", ["de", "union", "etat"]),
        ("aujourd’hui", ["aujourd", "hui"]),
        ("presqu’île", ["presqu", "ile"]),
        ("l’", ["l"]),
        ("d ’", ["d"]),
        # Plural endings.
        ("conventions", ["convention"]),
        ("Accords-cadres", ["accord", "cadre"]),
        ("Travaux", ["travau"]),
        ("réseau réseaux", ["reseau", "reseau"]),
        ("les", ["les"]),
        ("pays", ["pay"]),
        ("CESE", ["cese"]),
        ("2015s", ["2015s"]),
        # Œ and æ as they are typed.
        ("œuvre", ["oeuvre"]),
        ("Œuvres", ["oeuvre"]),
        ("ex æquo", ["ex", "aequo"]),
        # The Arabic article, alone or after a preposition; short words keep it.
        ("الاتفاقية", ["اتفاقيه"]),
        ("والاتفاقية", ["اتفاقيه"]),
        ("فالاتفاقية", ["اتفاقيه"]),
        ("بالمغرب", ["مغرب"]),
        ("كالمغرب", ["مغرب"]),
        ("للتعاون", ["تعاون"]),
        ("وللتعاون", ["تعاون"]),
        # The lam of a word stands for that of the article as well; what only begins alike loses both.
        ("لجنة للجنة اللجنة وللجنة", ["لجنه"] * 4),
        ("لجان للجان، للجانبين", ["لجان", "لجان", "جانبين"]),
        ("للجنتين للجنوب للجنسية", ["لجنتين", "جنوب", "جنسيه"]),
        ("للغة للغات للغابات", ["لغه", "لغات", "غابات"]),
        ("للقاء للقاءات للقائد", ["لقاء", "لقاءات", "قايد"]),
        ("للاجئين للأجيال للاتفاقية", ["لاجيين", "اجيال", "اتفاقيه"]),
        ("للائحة للوائح للوكالة", ["لايحه", "لوايح", "وكاله"]),
        ("للامركزية للأمم المتحدة", ["لامركزيه", "امم", "متحده"]),
        ("لبنان للبنان لليبيا للبلدان", ["لبنان", "لبنان", "ليبيا", "بلدان"]),
        ("المغرب", ["مغرب"]),
        ("مغرب", ["مغرب"]),
        ("الله", ["الله"]),
        ("لله", ["لله"]),
        ("ال", ["ال"]),
        ("إلى", ["الي"]),
        # Letters that are typed one for another, diacritics, digits.
        ("أحمد إحمد آحمد ٱحمد", ["احمد"] * 4),
        ("مستشفى مستشفي", ["مستشفي"] * 2),
        ("اتِّفَاقِيَّة", ["اتفاقيه"]),
        ("المـــغرب", ["مغرب"]),
        ("٢٠١٥ ۲۰۱۵ 2015", ["2015"] * 3),
        # What separates words, and what is none.
        ("CC-0001", ["cc", "0001"]),
        ("C.E.S.E.", ["cese"]),
        ("l’U.N.I.C.E.F", ["unicef"]),
        ("p.ex. a.b", ["p", "ex", "a", "b"]),
        ("", []),
        ("…«»!", []),
        ("\0\ud800\u202e", []),
        ("a" * 100, ["a" * 60]),
    ],
)
def test_a_text_is_found_under_its_words(text, words):
    assert terms(text) == words


def test_the_words_of_words_are_themselves():
    texts = ["Conventions de l’Union", "والاتفاقيات", "Œuvres", "Accords-cadres", "٢٠١٥"]

    assert [terms(" ".join(terms(text))) for text in texts] == [terms(text) for text in texts]


def test_words_are_kept_as_they_are_written():
    text = "Mémorandum d’entente n° 12 : الاتفاقية، و CESE, U.N.I.C.E.F. plan_2030_bis"

    assert list(written_words(text, terms(text))) == [
        ("mémorandum", "memorandum"),
        ("entente", "entente"),
        ("الاتفاقية", "اتفاقيه"),
        ("cese", "cese"),
        ("unicef", "unicef"),
        ("plan", "plan"),
        ("bis", "bis"),
    ]


# --- Questions -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("term", "forms"),
    [
        (Term(("حمايه",)), ["حمايه", "وحمايه", "لحمايه", "بحمايه", "فحمايه", "كحمايه"]),
        (Term(("حمايه", "طفل")), ["حمايه طفل", *(f"{particle}حمايه طفل" for particle in "ولبفك")]),
        (Term(("حمايه",), is_prefix=True), ["حمايه"]),
        (Term(("من",)), ["من"]),
        (Term(("cese",)), ["cese"]),
        (Term(("2015",)), ["2015"]),
    ],
)
def test_an_arabic_word_has_a_form_for_each_particle(term, forms):
    assert [" ".join(words) for words in term.forms] == forms


def word(text):
    return Term((text,), is_prefix=True)


def phrase(*words):
    return Term(words)


@pytest.mark.parametrize(
    ("typed", "wanted", "unwanted"),
    [
        ("koweït", [word("koweit")], []),
        ("Accord  de\tpêche", [word("accord"), word("peche")], []),
        ("l’accord", [word("accord")], []),
        ("coopération avec le Portugal", [word("cooperation"), word("portugal")], []),
        ("التعاون مع الأردن", [word("تعاون"), word("اردن")], []),
        ("de la", [word("de"), word("la")], []),
        ('"de la" mer', [phrase("de", "la"), word("mer")], []),
        ("الات", [word("ات")], []),
        ("x", [Term(("x",))], []),
        ('"accord de pêche"', [phrase("accord", "de", "peche")], []),
        ("«accord de pêche»", [phrase("accord", "de", "peche")], []),
        ("« l’accord »", [phrase("accord")], []),
        ("“accord de pêche”", [phrase("accord", "de", "peche")], []),
        ("„accord”", [phrase("accord")], []),
        ('mer "accord de pêche" eau', [word("mer"), phrase("accord", "de", "peche"), word("eau")], []),
        ("pêche -accord", [word("peche")], [phrase("accord")]),
        ('pêche -"accord de mer"', [word("peche")], [phrase("accord", "de", "mer")]),
        ("pêche -«accord de mer»", [word("peche")], [phrase("accord", "de", "mer")]),
        ("-accord", [], [phrase("accord")]),
        ("porte-parole", [word("porte"), word("parole")], []),
        ("-porte-parole", [], [phrase("porte"), phrase("parole")]),
        ("accord - pêche", [word("accord"), word("peche")], []),
        ("a-", [Term(("a",))], []),
        ('"accord de pêche', [word("accord"), word("peche")], []),
        ('accord"', [word("accord")], []),
        ("«accord", [word("accord")], []),
        ('""', [], []),
        ('"…"', [], []),
        ("-", [], []),
        ("--", [], []),
        ('-""', [], []),
        ("", [], []),
        ("   ", [], []),
        ("accord accord accords", [word("accord")], []),
        ("والاتفاقية", [word("اتفاقيه")], []),
        ("NOT OR AND", [word("not")], []),
    ],
)
def test_what_a_reader_types_is_read_as_a_question(typed, wanted, unwanted):
    assert Question.parse(typed) == Question(tuple(wanted), tuple(unwanted))


def test_a_question_that_asks_for_nothing_is_false():
    assert [bool(Question.parse(typed)) for typed in ["", "…", '""', "accord", "-accord"]] == [False] * 3 + [True] * 2


def test_a_question_has_a_bounded_number_of_words():
    long = Question.parse(" ".join(f"mot{number} -non{number}" for number in range(500)))
    one_word = Question.parse("a" * 5000)

    assert (len(long.wanted), len(long.unwanted)) == (MOST_TERMS, MOST_TERMS)
    assert one_word.wanted == (word("a" * 60),)


def test_a_known_word_stands_for_itself_and_others_for_their_beginning():
    question = Question.parse('peche koweit "de la mer" -eau').with_whole({"peche", "la"})

    assert question.wanted == (phrase("peche"), word("koweit"), phrase("de", "la", "mer"))
    assert question.unwanted == (phrase("eau"),)


PIECES = [
    '"',
    "-",
    "«",
    "»",
    "“",
    "”",
    "„",
    "'",
    "’",
    "ʼ",
    "\0",
    "\ud800",
    "\u202e",
    "é",
    "ال",
    "٣",
    "½",
    "😀",
    " ",
    "(",
]
HOSTILE = [
    *(first + second + third for first in PIECES for second in PIECES for third in ("", "a", "-x")),
    *('"' * 5000, "-" * 5000, "a" * 5000, "« " * 2500, "l’" * 2500, "\u0301" * 5000, "ال" * 2500, "' OR 1=1 --"),
    *(bytes(range(256)).decode("latin-1"), b"\xff\xfe\x80".decode("utf-8", "surrogateescape"), b"\xff\x00", None, 12),
]


def test_no_question_is_an_error_and_what_it_asks_is_words():
    assert len(HOSTILE) > 1000

    asked = [Question.parse(typed) for typed in HOSTILE]

    words = {word for question in asked for term in (*question.wanted, *question.unwanted) for word in term.words}
    assert {unicodedata.category(character)[0] for word in words for character in word} <= {"L", "N"}
    assert max(map(len, words)) <= 60


# --- What answers, marked ------------------------------------------------------------------------
TEXTS = [
    "Mémorandum d’entente entre le Conseil économique et le Conseil national du Koweït",
    "اتِّفَاقِيَّةُ التَّعاوُنِ بينَ المَغْرِبِ والكُوَيْتِ، ٢٠١٥",
    "المـــغرب \u200f(الرباط)\u200f",
    "a\ud800b Koweït\ud83d fin",
    "e\u0301galite\u0301 n° 12 – <b>Koweït</b> & Cie",
    "",
    " \n\t ",
    "l’accord, l'accord, lʼaccord",
    "\0\x01\u202eKoweït\u202c",
    "😀 Koweït 😀",
]
ASKED = ["koweit", "accord", "اتفاقية", "المغرب كويت", '"conseil national"', "-koweit", "", "e", "2015", "b <b> amp"]


@pytest.mark.parametrize("typed", ASKED)
def test_no_character_of_a_text_is_lost_by_marking(typed):
    question = Question.parse(typed)
    chance = random.Random(3)
    alphabet = "".join(TEXTS) + "<>&\"'’ʼ-"
    texts = TEXTS + ["".join(chance.choices(alphabet, k=chance.randint(0, 60))) for _ in range(200)]

    for text in texts:
        cut = pieces(text, question)
        assert "".join(piece for piece, _answers in cut) == text
        assert all(piece for piece, _answers in cut)
        assert unescape(re.sub("</?mark>", "", highlighted(text, question))) == text


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Accord avec le Koweït", "koweit", "Accord avec le <mark>Koweït</mark>"),
        ("Conventions", "convention", "<mark>Conventions</mark>"),
        ("Convention", "conv", "<mark>Convention</mark>"),
        ("l’accord", "accord", "l’<mark>accord</mark>"),
        ("Conseil national", '"conseil national"', "<mark>Conseil national</mark>"),
        ("Conseil de l’ordre national", '"conseil national"', "Conseil de l’ordre national"),
        ("Accord de l’Office, office", '"accord de office"', "<mark>Accord de l’Office</mark>, office"),
        ("Accord de pêche", '"de peche" accord', "<mark>Accord</mark> <mark>de pêche</mark>"),
        ("Pêche, pêche et pêche", '"peche peche" "peche et peche"', "<mark>Pêche, pêche</mark><mark> et pêche</mark>"),
        ("Accord de pêche", "peche -accord", "Accord de <mark>pêche</mark>"),
        ("اتِّفَاقِيَّة التعاون", "اتفاقية", "<mark>اتِّفَاقِيَّة</mark> التعاون"),
        ("بالمغرب", "مغرب", "<mark>بالمغرب</mark>"),
        ("٢٠١٥", "2015", "<mark>٢٠١٥</mark>"),
        ("<b>Koweït</b>", "koweit b", "&lt;<mark>b</mark>&gt;<mark>Koweït</mark>&lt;/<mark>b</mark>&gt;"),
        ('<script>alert("x")</script>', "alert", "&lt;script&gt;<mark>alert</mark>(&quot;x&quot;)&lt;/script&gt;"),
        ("&amp;", "amp", "&amp;<mark>amp</mark>;"),
        ("Accord", "", "Accord"),
    ],
)
def test_what_answers_is_marked_and_the_rest_is_plain_text(text, typed, marked):
    assert highlighted(text, Question.parse(typed)) == marked


def test_a_word_known_whole_marks_no_longer_word():
    question = Question.parse("conseil").with_whole({"conseil"})

    assert highlighted("Conseil, conseils, conseiller", question) == (
        "<mark>Conseil</mark>, <mark>conseils</mark>, conseiller"
    )


def test_an_excerpt_is_the_passage_around_the_first_words_that_answer():
    text = " ".join(f"mot{number}" for number in range(200)) + " koweït " + " ".join(["fin"] * 200)

    passage = excerpt(text, Question.parse("koweit"))

    assert passage.startswith("…mot") and passage.endswith("fin…")
    assert " koweït " in passage
    assert 120 < len(passage) <= 182
    assert set(passage.strip("…").split()) <= set(text.split())


@pytest.mark.parametrize(
    ("text", "typed", "passage"),
    [
        ("Accord avec le Koweït", "koweit", "Accord avec le Koweït"),
        ("Accord avec le Koweït", "perou", ""),
        ("", "koweit", ""),
        ("Accord", "", ""),
        ("Accord", "-accord", ""),
    ],
)
def test_a_short_text_is_its_own_excerpt_where_it_answers(text, typed, passage):
    assert excerpt(text, Question.parse(typed)) == passage


@pytest.mark.parametrize("length", [30, 180])
def test_an_excerpt_always_holds_what_answers(length):
    chance = random.Random(5)
    for _ in range(200):
        words = ["x" * chance.randint(1, 40) for _ in range(chance.randint(0, 40))]
        words.insert(chance.randint(0, len(words)), "pêche")
        text = chance.choice([" ", "\n", ", "]).join(words)

        passage = excerpt(text, Question.parse("peche"), length)

        assert passage.strip("…") in text
        assert fold("pêche") in fold(passage)
        assert len(passage) <= length + 2
