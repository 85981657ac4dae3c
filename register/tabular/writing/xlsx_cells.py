"""The cells of an Excel workbook: texts are texts, so that nothing in them is ever run."""

import re
from datetime import date
from xml.sax.saxutils import escape

from register.tabular.escape import neutralise
from register.tabular.writing.sheets import CUT, is_number, letters

LONGEST_CELL = 32_767
# So many cells that are cut are named at most.
MOST_NAMED = 1000

# The places of the styles in the list of styles; that of a plain text is the first.
_BOLD, _AMOUNT, _DAY = 1, 2, 3
_FIRST_DAY, _LOWEST = date(1899, 12, 30), date(1900, 3, 1)
# Characters that its XML cannot hold are written by their number, and so is what would be read as such a number.
_BY_NUMBER = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_NOT_PLAIN = re.compile("[\x00-\x08\x0b-\x1f&<>_\ud800-\udfff\ufffe\uffff]")
# What stands before and after a text, from the end of its place on.
_TEXT, _END = '" t="inlineStr"><is><t xml:space="preserve">', "</t></is></c>"


class Cells:
    """The rows of one sheet. The places of the cells that were cut are added to ``cut``, after its name."""

    def __init__(self, width, cut, sheet=""):
        self._letters, self._cut, self._sheet = [letters(number) for number in range(1, width + 1)], cut, sheet

    def headings(self, texts):
        cells = zip(self._letters, texts, strict=True)
        return f'<row r="1">{"".join(self._text(f"{letter}1", str(text), _BOLD) for letter, text in cells)}</row>'

    def row(self, line, values):
        plain, end = _all_plain(values), f"{line}{_TEXT}"
        cells = [
            f'<c r="{letter}{end}{value}{_END}'
            if plain and value.__class__ is str
            else self._cell(f"{letter}{line}", value)
            for letter, value in zip(self._letters, values, strict=True)
            if value is not None and value != ""
        ]
        return f'<row r="{line}">{"".join(cells)}</row>'

    def _cell(self, place, value):
        if isinstance(value, str):
            return self._text(place, value)
        if is_number(value):
            style = "" if isinstance(value, int) else f' s="{_AMOUNT}"'
            return f'<c r="{place}"{style}><v>{value}</v></c>'
        if type(value) is date and value >= _LOWEST:
            return f'<c r="{place}" s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
        return self._text(place, str(value))

    def _text(self, place, text, style=0):
        text = neutralise(text)
        if 2 * len(text) > LONGEST_CELL:
            text = self._short(place, text)
        if _NOT_PLAIN.search(text):
            text = escape(_BY_NUMBER.sub(_number, text))
        shown = f'" s="{style}' if style else ""
        return f'<c r="{place}{shown}{_TEXT}{text}{_END}'

    def _short(self, place, text):
        """Excel counts in units of UTF-16, of which a character beyond the first 65,536 takes two."""
        units = text.encode("utf-16-le", "replace")
        if len(units) <= 2 * LONGEST_CELL:
            return text
        if len(self._cut) < MOST_NAMED:
            self._cut.append(f"{self._sheet} {place}".strip())
        return units[: 2 * (LONGEST_CELL - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _all_plain(values):
    """Whether all texts of a row, as in most rows, may stand as they are: short, begun with a letter or digit."""
    texts = [value for value in values if value.__class__ is str]
    together = "".join(texts)
    begun = "".join([text[:1] for text in texts])
    return begun.isalnum() and 2 * len(together) <= LONGEST_CELL and _NOT_PLAIN.search(together) is None


def _number(found):
    return f"_x{ord(found[0]):04X}_"
