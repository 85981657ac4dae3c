"""Cells that a spreadsheet would run are written as plain text, and read back exactly as they were."""

import re

MARK = "'"
# Before the sign that makes a formula, spreadsheets and the writers of files pass over quotes and what cannot be seen.
_PASSED_OVER = "\\s\"'`´‘’“”«»\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffe\uffff"
_RUNS = re.compile(f"[{_PASSED_OVER}]*[=+\\-@\\t\\r\\n＝＋－＠]")
_NUMBER = re.compile(r"[+-]?[0-9]+([.,][0-9]+)?")


def neutralise(text):
    """The text as it may stand in a file: marked where a spreadsheet would run it; numbers stay numbers.

    Lossless for any text: quotes belong to what ``_RUNS`` skips, so a text that begins with the mark is marked again.
    """
    return MARK + text if _runs(text) else text


def restore(text):
    """The text that ``neutralise`` was given."""
    return text[1:] if text.startswith(MARK) and _runs(text[1:]) else text


def _runs(text):
    # Most texts begin with a letter.
    return not text[:1].isalnum() and _RUNS.match(text) is not None and _NUMBER.fullmatch(text) is None
