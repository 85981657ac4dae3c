"""The French and Arabic catalogues: whole, compiled as they stand, in step with the code, set as French is set."""

import gettext
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import ngettext, override

from tests.conftest import program

ROOT = Path(settings.BASE_DIR)
LANGUAGES = ["fr", "ar"]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
COUNTS = {"%(n)s", "%(count)s", "%(counter)s", "%(number)s", "%(days)s"}


def catalogue(language, root=ROOT):
    return polib.pofile(str(root / "locale" / language / "LC_MESSAGES" / "django.po"), encoding="utf-8")


def texts(entry):
    """Every form of a translation, by its number; a sentence without plural has one."""
    return entry.msgstr_plural or {0: entry.msgstr}


def keys(entries):
    return {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in entries}


def placeholders(text):
    return set(PLACEHOLDER.findall(text))


def forms(entries):
    """How many numbers from 0 to 999 each plural form serves: a form for one number may leave that number unsaid."""
    rule = re.search(r"plural=(.+?);?$", entries.metadata["Plural-Forms"])[1]
    return Counter(map(gettext.c2py(rule), range(1000)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_translated_in_all_its_forms(language):
    entries = catalogue(language)
    numbers = set(forms(entries))

    wanting = [
        entry.msgid
        for entry in entries
        if entry.obsolete
        or entry.fuzzy
        or not all(texts(entry).values())
        or (entry.msgid_plural and set(entry.msgstr_plural) != numbers)
    ]

    assert wanting == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_plural_forms_are_those_of_django(language):
    django = Path(sys.modules["django"].__file__).parent
    theirs = polib.pofile(str(django / "conf" / "locale" / language / "LC_MESSAGES" / "django.po"))

    assert forms(catalogue(language)) == forms(theirs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_keeps_its_placeholders(language):
    entries = catalogue(language)
    served = forms(entries)

    def is_kept(entry, number, text):
        expected = placeholders(entry.msgid_plural or entry.msgid)
        unsaid = COUNTS if entry.msgid_plural and served[number] == 1 else set()
        return placeholders(text) <= expected <= placeholders(text) | unsaid

    lost = [text for entry in entries for number, text in texts(entry).items() if not is_kept(entry, number, text)]

    assert lost == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_holds_the_same_texts(language):
    compiled = polib.mofile(str(ROOT / "locale" / language / "LC_MESSAGES" / "django.mo"), encoding="utf-8")

    found = {(entry.msgctxt, entry.msgid): texts(entry) for entry in compiled}

    assert found == {(entry.msgctxt, entry.msgid): texts(entry) for entry in catalogue(language)}


def test_the_catalogues_know_every_sentence_of_the_code_and_no_other(tmp_path):
    tools = {str(Path(program(name, "gettext")).parent) for name in ("xgettext", "msgmerge", "msguniq")}
    for pattern in ("manage.py", *(f"{floor}/**/*" for floor in _floors())):
        for source in ROOT.glob(pattern):
            if source.suffix in {".py", ".html", ".po"}:
                copy = tmp_path / source.relative_to(ROOT)
                copy.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, copy)

    subprocess.run(
        [sys.executable, "manage.py", "makemessages", "-l", "fr", "-l", "ar", "--no-location", "--no-wrap"],
        cwd=tmp_path,
        env={
            "PATH": os.pathsep.join([*sorted(tools), os.environ.get("PATH", "")]),
            "VAR_DIR": str(tmp_path / "var"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        },
        check=True,
        capture_output=True,
    )

    for language in LANGUAGES:
        made = [entry for entry in catalogue(language, tmp_path) if not entry.obsolete]
        assert keys(made) == keys(catalogue(language))


def _floors():
    return ["cooperation", "agreements", "partners", "register", "templates", "locale"]


def french():
    return [text for entry in catalogue("fr") for text in texts(entry).values()]


def test_french_has_no_straight_apostrophes_or_quotes():
    assert [text for text in french() if re.search(r"['\"“”]", text)] == []


def test_french_keeps_high_punctuation_and_quotes_on_the_line_of_their_word():
    loose = re.compile(r"(?<!\u00a0):(?=\s|$)|(?<!\u202f)[;!?](?=\s|$)|«(?!\u00a0)|(?<!\u00a0)»")

    assert [text for text in french() if loose.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_neither_begin_nor_end_with_a_space(language):
    entries = catalogue(language)

    assert [text for entry in entries for text in texts(entry).values() if text != text.strip()] == []


def test_arabic_counts_in_six_forms():
    with override("ar"):
        counted = [
            ngettext("%(n)s agreement", "%(n)s agreements", number) % {"n": number} for number in (0, 1, 2, 3, 11, 100)
        ]

    assert counted == [
        "لا توجد أي اتفاقية",
        "اتفاقية واحدة",
        "اتفاقيتان",
        "3 اتفاقيات",
        "11 اتفاقية",
        "100 اتفاقية",
    ]


@pytest.mark.parametrize("language", ["fr", "ar"])
def test_a_counted_word_has_a_context_so_that_it_is_also_found_where_it_stands_alone(language):
    """Before 3.11.5 Python finds no translation of a text alone where the catalogue has it with a plural."""
    entries = [entry for entry in catalogue(language) if entry.msgid_plural and not entry.msgctxt]

    assert [entry.msgid for entry in entries if " " not in entry.msgid] == []
