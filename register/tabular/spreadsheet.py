"""From rows to an XLSX workbook, written row by row: texts stay texts, so that nothing in them is ever run."""

from io import BytesIO

from xlsxwriter import Workbook

LONGEST_CELL = 32_767


def workbook(title, headings, rows, about_title, about):
    """A file in memory with two sheets: the rows under a frozen heading, and ``about`` (name, value) line by line."""
    file = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(file, options) as book:
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(title[:31])
        sheet.freeze_panes(1, 1)
        sheet.set_column(0, len(headings) - 1, 24, wrapped)
        _write(sheet, 0, headings, bold)
        last = 0
        for last, row in enumerate(rows, start=1):
            _write(sheet, last, row, wrapped)
        sheet.autofilter(0, 0, last, len(headings) - 1)
        notes = book.add_worksheet(about_title[:31])
        notes.set_column(0, 1, 40, wrapped)
        for number, pair in enumerate(about):
            _write(notes, number, pair, wrapped)
    file.seek(0)
    return file


def _write(sheet, row, cells, look):
    for column, cell in enumerate(cells):
        sheet.write_string(row, column, str(cell)[:LONGEST_CELL], look)
