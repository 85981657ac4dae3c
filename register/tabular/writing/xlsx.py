"""An Excel workbook, sent while it is written: texts are texts, so that nothing in them is ever run."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _

from register.tabular.escape import neutralise
from register.tabular.writing.markup import quoted
from register.tabular.writing.zipped import Zipped

LONGEST_CELL = 32_767
# How many lines of a template offer the words of a column to choose from.
LINES_TO_FILL = 5000
_FIRST_DAY, _LOWEST = date(1899, 12, 30), date(1900, 3, 1)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# The places of the styles below in the list of styles.
_TEXT, _BOLD, _AMOUNT, _DAY = 1, 2, 3, 4
# Characters that its XML cannot hold are written by their number, and so is what would be read as such a number.
_UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_STYLES = Path(__file__).with_name("parts").joinpath("xlsx_styles.xml").read_text()


def pieces(table):
    """The bytes of the workbook. A cell holds 32,767 characters at most: a longer text is cut, and the sheet that says
    where the rows come from, which is written after them, names the cell.
    """
    file, cut = Zipped(), []
    yield from file.part("xl/worksheets/sheet1.xml", _sheet(table, cut))
    sheets = [table.title]
    if table.about or cut:
        about = [*table.about, *((_("Cut after %(n)s characters") % {"n": LONGEST_CELL}, place) for place in cut)]
        sheets.append(table.about_title or _("About this file"))
        yield from file.part(f"xl/worksheets/sheet{len(sheets)}.xml", _pairs(about, table.right_to_left))
    if table.choices:
        sheets.append(_("Choices"))
        yield from file.part(f"xl/worksheets/sheet{len(sheets)}.xml", _choices(table))
    for name, text in _frame(sheets, bool(table.choices)):
        yield from file.part(name, [text])
    yield from file.end()


def _sheet(table, cut):
    last = letters(len(table.headings))
    seen = ' rightToLeft="1"' if table.right_to_left else ""
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{seen} workbookViewId="0">'
    yield '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    yield "</sheetView></sheetViews>"
    yield "<cols>" + "".join(_column(n, heading) for n, heading in enumerate(table.headings, 1)) + "</cols><sheetData>"
    names = [letters(number) for number in range(1, len(table.headings) + 1)]
    line = 1
    yield _row(1, names, table.headings, _BOLD, cut)
    for line, cells in enumerate(table.rows, start=2):
        yield _row(line, names, cells, _TEXT, cut)
    yield f'</sheetData><autoFilter ref="A1:{last}{line}"/>'
    if table.choices:
        yield f'<dataValidations count="{len(table.choices)}">{"".join(_validations(table))}</dataValidations>'
    yield "</worksheet>"


def _column(number, heading):
    return f'<col min="{number}" max="{number}" width="{min(max(len(heading) + 4, 14), 40)}" customWidth="1"/>'


def _row(line, names, cells, style, cut):
    written = [_cell(f"{name}{line}", value, style, cut) for name, value in zip(names, cells, strict=False)]
    return f'<row r="{line}">{"".join(written)}</row>'


def _cell(place, value, style, cut):
    if value is None or value == "":
        return ""
    if isinstance(value, Decimal):
        return f'<c r="{place}" s="{_AMOUNT}"><v>{value}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    if isinstance(value, date):
        if value >= _LOWEST:
            return f'<c r="{place}" s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
        value = value.isoformat()
    text = neutralise(str(value))
    if len(text) > LONGEST_CELL:
        text = text[: LONGEST_CELL - 1] + "…"
        cut.append(place)
    text = escape(_UNWRITABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", text))
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _pairs(pairs, right_to_left):
    seen = ' rightToLeft="1"' if right_to_left else ""
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView{seen} workbookViewId="0"/></sheetViews>'
    yield '<cols><col min="1" max="2" width="40" customWidth="1"/></cols><sheetData>'
    for line, pair in enumerate(pairs, start=1):
        yield _row(line, "AB", pair, _TEXT, [])
    yield "</sheetData></worksheet>"


def _choices(table):
    """The words to choose between, a column for each column that has some."""
    names = [letters(number) for number in range(1, len(table.choices) + 1)]
    yield f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>'
    for line in range(max(map(len, table.choices.values()))):
        words = [found[line] if line < len(found) else None for found in table.choices.values()]
        yield _row(line + 1, names, words, _TEXT, [])
    yield "</sheetData></worksheet>"


def _validations(table):
    for place, (number, words) in enumerate(table.choices.items(), start=1):
        column, source = letters(number + 1), letters(place)
        cells = f"{column}2:{column}{LINES_TO_FILL}"
        yield (
            f'<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="{cells}">'
            f"<formula1>choices!${source}$1:${source}${len(words)}</formula1></dataValidation>"
        )


def letters(number):
    """A for 1, AA for 27."""
    found = ""
    while number:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def sheet_name(title):
    """A name that spreadsheets take: 31 characters, none of those that addresses are made of."""
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in title)[:31].strip() or "1"


def _frame(sheets, has_choices):
    """The parts that say where the others are, as (name, text)."""
    named = []
    for number, title in enumerate(sheets, start=1):
        hidden = has_choices and number == len(sheets)
        name = quoted("choices" if hidden else sheet_name(title))
        state = ' state="hidden"' if hidden else ""
        named.append(f'<sheet name={name} sheetId="{number}"{state} r:id="rId{number}"/>')
    numbers = range(1, len(sheets) + 1)
    sheet_type = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{"".join(named)}</sheets></workbook>',
    )
    links = [_relation(n, "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    links.append(_relation(len(sheets) + 1, "styles", "styles.xml"))
    yield "xl/_rels/workbook.xml.rels", _relations(links)
    yield "xl/styles.xml", _STYLES
    yield "_rels/.rels", _relations([_relation(1, "officeDocument", "xl/workbook.xml")])
    kind = f"{sheet_type}.worksheet+xml"
    parts = [f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{kind}"/>' for n in numbers]
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{sheet_type}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{sheet_type}.styles+xml"/>{"".join(parts)}</Types>',
    )


def _relation(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _relations(links):
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>'
