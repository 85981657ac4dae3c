"""Texts in the XML of workbooks."""

import re
from xml.sax.saxutils import escape

# Characters that XML 1.0 cannot hold at all.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def content(text):
    """The text between two tags."""
    return escape(_FORBIDDEN.sub("", text))


def quoted(text):
    """The text in an attribute, with its quotes."""
    return f'"{escape(_FORBIDDEN.sub("", text), {chr(34): "&quot;", chr(10): "&#10;", chr(9): "&#9;"})}"'
