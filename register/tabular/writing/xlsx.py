"""An Excel workbook, sent while it is written."""

from django.utils.translation import gettext as _

from register.tabular.writing.sheets import LINES_TO_FILL, by_sheet, fixed, letters, quoted, sheet_name
from register.tabular.writing.xlsx_cells import LONGEST_CELL, Cells
from register.tabular.writing.zipped import zipped

# Characters of a sheet: four bytes each at most, they fit in a part of 2 GB.
LARGEST_SHEET = 500_000_000

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_CHOICES = "choices"


def pieces(table):
    """The bytes of the workbook. A cell of Excel holds 32,767 characters: a longer text is cut and ends in a mark, and
    the sheet that says where the rows come from, written after them, names the cell. Rows that do not fit in a sheet
    go on in another one.
    """
    return zipped(_Book(table).parts())


class _Book:
    def __init__(self, table):
        self.table, self.sheets, self.ranges, self.cut = table, [], [], []

    def parts(self):
        """(name, texts) of each part; those that list the sheets come last, when the sheets are known."""
        yield "[Content_Types].xml", [fixed("xlsx_types.xml")]
        yield "_rels/.rels", [fixed("xlsx_rels.xml")]
        yield "xl/styles.xml", [fixed("xlsx_styles.xml")]
        for rows in by_sheet(self.table.rows):
            yield self._sheet(self._name(self.table.title)), self._rows(rows)
        if self.table.about or self.cut:
            yield self._sheet(self._name(self.table.about_title or _("About this file"))), self._about()
        if self.table.choices:
            yield self._sheet(_CHOICES), self._choices()
        yield "xl/workbook.xml", [self._workbook()]
        yield "xl/_rels/workbook.xml.rels", [self._relations()]

    def _name(self, title):
        return sheet_name(title, [*self.sheets, _CHOICES])

    def _sheet(self, name):
        self.sheets.append(name)
        return f"xl/worksheets/sheet{len(self.sheets)}.xml"

    def _top(self, widths, pane=""):
        seen = ' rightToLeft="1"' if self.table.right_to_left else ""
        view = f'<sheetViews><sheetView{seen} workbookViewId="0">{pane}</sheetView></sheetViews>'
        columns = "".join(
            f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
            for number, width in enumerate(widths, start=1)
        )
        return f'{_HEAD}<worksheet xmlns="{_MAIN}">{view}<cols>{columns}</cols><sheetData>'

    def _rows(self, rows):
        headings, line, size = self.table.headings, 1, 0
        cells = Cells(len(headings), self.cut, self.sheets[-1] if len(self.sheets) > 1 else "")
        pane = '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
        yield self._top([min(max(len(heading) + 4, 14), 40) for heading in headings], pane)
        yield cells.headings(headings)
        for line, values in enumerate(rows, start=2):
            text = cells.row(line, values)
            yield text
            size += len(text)
            if size > LARGEST_SHEET:
                break
        last = letters(len(headings))
        self.ranges.append(f"$A$1:${last}${line}")
        yield f'</sheetData><autoFilter ref="A1:{last}{line}"/>{self._validations()}</worksheet>'

    def _validations(self):
        choices = enumerate(self.table.choices.items(), start=1)
        lists = [
            '<dataValidation type="list" allowBlank="1" showErrorMessage="1"'
            f' sqref="{letters(number + 1)}2:{letters(number + 1)}{LINES_TO_FILL}">'
            f"<formula1>{_CHOICES}!${letters(place)}$1:${letters(place)}${len(words)}</formula1></dataValidation>"
            for place, (number, words) in choices
        ]
        return f'<dataValidations count="{len(lists)}">{"".join(lists)}</dataValidations>' if lists else ""

    def _about(self):
        cells, cut = Cells(2, []), _("Cut after %(n)s characters") % {"n": LONGEST_CELL}
        yield self._top([32, 64])
        for line, pair in enumerate([*self.table.about, *((cut, place) for place in self.cut)], start=1):
            yield cells.row(line, pair)
        yield "</sheetData></worksheet>"

    def _choices(self):
        """The words to choose between, a column for each column that has some."""
        lists = self.table.choices.values()
        cells = Cells(len(lists), [])
        yield self._top([24] * len(lists))
        for line in range(max(map(len, lists))):
            yield cells.row(line + 1, [words[line] if line < len(words) else None for words in lists])
        yield "</sheetData></worksheet>"

    def _workbook(self):
        sheets, filtered = [], []
        for number, name in enumerate(self.sheets, start=1):
            state = ' state="hidden"' if name == _CHOICES else ""
            sheets.append(f'<sheet name={quoted(name)} sheetId="{number}"{state} r:id="rId{number}"/>')
        for number, cells in enumerate(self.ranges):
            place = quoted(f"'{self.sheets[number]}'!{cells}")[1:-1]
            filtered.append(
                f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{place}</definedName>'
            )
        return (
            f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{"".join(sheets)}</sheets>'
            f"<definedNames>{''.join(filtered)}</definedNames></workbook>"
        )

    def _relations(self):
        links = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(self.sheets) + 1)]
        written = [
            f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
            for number, (kind, target) in enumerate([*links, ("styles", "styles.xml")], start=1)
        ]
        return f'{_HEAD}<Relationships xmlns="{_PACKAGE}">{"".join(written)}</Relationships>'
