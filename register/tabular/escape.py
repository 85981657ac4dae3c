"""Cells that a spreadsheet would run are written as plain text, and read back exactly as they were."""

import re

MARK = "'"
_RUNS = re.compile("[\\s\"'`´‘’“”«»\u200b-\u200f\ufeff]*[=+\\-@\\t\\r\\n＝＋－＠]")
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
    return _RUNS.match(text) is not None and _NUMBER.fullmatch(text) is None
