"""An OpenDocument sheet, sent while it is written."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _

from register.tabular.escape import neutralise
from register.tabular.writing.markup import content, quoted
from register.tabular.writing.xlsx import LINES_TO_FILL, letters, sheet_name
from register.tabular.writing.zipped import Zipped

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACES = re.compile("(?<= ) +|^ +| +$", re.M)
_NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("table", "table"),
        ("text", "text"),
        ("style", "style"),
        ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    ]
)
_STYLES = Path(__file__).with_name("parts").joinpath("ods_styles.xml").read_text()


def pieces(table):
    """The bytes of the document. Characters that XML cannot hold are left out, and every end of a line is the same."""
    file = Zipped()
    yield from file.part("mimetype", [_MIME], packed=False)
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2"'
        ' xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
    )
    yield from file.part("META-INF/manifest.xml", [manifest])
    yield from file.part("content.xml", _content(table))
    yield from file.end()


def _content(table):
    yield f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMES} office:version="1.2">'
    yield _STYLES
    yield "<office:body><office:spreadsheet>"
    if table.choices:
        yield f"<table:content-validations>{''.join(_validations(table))}</table:content-validations>"
    yield from _table(table.title, _lines(table), len(table.headings), table.right_to_left)
    if table.about:
        about = (_row(pair) for pair in table.about)
        yield from _table(table.about_title or _("About this file"), about, 2, table.right_to_left)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _table(title, lines, columns, right_to_left):
    style = "right" if right_to_left else "left"
    yield f'<table:table table:name={quoted(sheet_name(title))} table:style-name="{style}">'
    yield f'<table:table-column table:style-name="co" table:number-columns-repeated="{columns}"/>'
    yield from lines
    yield "</table:table>"


def _lines(table):
    yield f"<table:table-header-rows>{_row(table.headings, 'head')}</table:table-header-rows>"
    for cells in table.rows:
        yield _row(cells)
    if table.choices:
        empty = "".join(_to_fill(number, table.choices) for number in range(len(table.headings)))
        yield f'<table:table-row table:number-rows-repeated="{LINES_TO_FILL}">{empty}</table:table-row>'


def _to_fill(number, choices):
    named = f' table:content-validation-name="v{number}"' if number in choices else ""
    return f"<table:table-cell{named}/>"


def _row(cells, style=""):
    return f"<table:table-row>{''.join(_cell(value, style) for value in cells)}</table:table-row>"


def _cell(value, style):
    if value is None or value == "":
        return "<table:table-cell/>"
    if isinstance(value, (int, Decimal)):
        shown = ' table:style-name="amount"' if isinstance(value, Decimal) else ""
        return f'<table:table-cell{shown} office:value-type="float" office:value="{value}"/>'
    if isinstance(value, date):
        return f'<table:table-cell table:style-name="day" office:value-type="date" office:date-value="{value}"/>'
    shown = f' table:style-name="{style}"' if style else ""
    lines = neutralise(str(value)).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in lines)
    return f'<table:table-cell{shown} office:value-type="string">{paragraphs}</table:table-cell>'


def _spaced(line):
    """Spaces that follow each other or stand at an edge, and tabs, are elements of their own in this format."""
    written = content(line)
    written = _SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', written)
    return written.replace("\t", "<text:tab/>")


def _validations(table):
    for number, words in table.choices.items():
        listed = ";".join('"' + word.replace('"', '""') + '"' for word in words)
        condition = quoted(f"of:cell-content-is-in-list({listed})")
        base = quoted(f"{sheet_name(table.title)}.{letters(number + 1)}2")
        yield (
            f'<table:content-validation table:name="v{number}" table:condition={condition}'
            f' table:allow-empty-cell="true" table:base-cell-address={base}/>'
        )
