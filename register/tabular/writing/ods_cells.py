"""The cells of an OpenDocument sheet: texts are texts, so that nothing in them is ever run."""

import re
from datetime import date
from decimal import Decimal
from xml.sax.saxutils import escape

from register.tabular.escape import neutralise
from register.tabular.writing.sheets import is_number, quoted, writable

# Its spreadsheets count earlier days by the calendar of Julius Caesar.
_LOWEST = date(1582, 10, 15)
_NOT_PLAIN = re.compile("[\x00-\x1f&<>\ud800-\udfff\ufffe\uffff]| {2}|^ | $")
_END_OF_LINE = re.compile("\r\n?")
_EMPTY = "<table:table-cell/>"
_EMPTY_ONES = re.compile(f"(?:{_EMPTY}){{2,}}")
_SPACES = re.compile("(?<= ) +|^ +| +$")


def row(values, validations=None, style=""):
    """``validations`` gives the names of the rules of columns, by their number from 0."""
    cells = [_cell(value, style) for value in values]
    for number, name in (validations or {}).items():
        named = f'<table:table-cell table:content-validation-name="{name}"'
        cells[number] = cells[number].replace("<table:table-cell", named, 1)
    return f"<table:table-row>{_EMPTY_ONES.sub(_repeated, ''.join(cells))}</table:table-row>"


def _repeated(found):
    """Cells that follow each other without anything in them are written once."""
    return f'<table:table-cell table:number-columns-repeated="{len(found[0]) // len(_EMPTY)}"/>'


def _cell(value, style):
    if value is None or value == "":
        return _EMPTY
    if isinstance(value, str):
        return _text(value, style)
    if is_number(value):
        return _typed(
            f'office:value-type="float" office:value="{value}"', value, isinstance(value, Decimal) and "amount"
        )
    if type(value) is date and value >= _LOWEST:
        return _typed(f'office:value-type="date" office:date-value="{value}"', value, "day")
    return _text(str(value), style)


def _typed(value, shown, style):
    styled = f' table:style-name="{style}"' if style else ""
    return f"<table:table-cell{styled} {value}><text:p>{shown}</text:p></table:table-cell>"


def _text(text, style):
    """LibreOffice passes over the element of a tab, but not over the value beside it."""
    value = 'office:value-type="string"'
    if _NOT_PLAIN.search(text):
        text = neutralise(_END_OF_LINE.sub("\n", writable(text)))
        value += f" office:string-value={quoted(text)}" if "\t" in text else ""
        text = "</text:p><text:p>".join(map(_spaced, text.split("\n")))
    else:
        text = neutralise(text)
    return _typed(value, text, style)


def _spaced(line):
    """Spaces that follow each other or stand at an edge, and tabs, are elements of their own in this format."""
    spaced = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', escape(line))
    return spaced.replace("\t", "<text:tab/>")
