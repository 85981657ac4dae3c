"""A CSV file that French spreadsheets open as it is: UTF-8 with its mark, semicolons."""

import csv
from datetime import date
from decimal import Decimal

from register.tabular.escape import neutralise

MARK_OF_UTF8 = "\ufeff"


class _Line:
    """What csv.writer writes to: it hands each line back instead of keeping it."""

    def write(self, line):
        return line


def lines(headings, rows):
    """The lines of the file, one text at a time, so that a long export is never held whole."""
    writer = csv.writer(_Line(), delimiter=";")
    yield MARK_OF_UTF8 + writer.writerow([neutralise(heading) for heading in headings])
    for row in rows:
        yield writer.writerow([neutralise(cell) for cell in row])


def pieces(table):
    """The bytes of a table."""
    for line in lines(table.headings, (map(_text, cells) for cells in table.rows)):
        yield line.encode("utf-8", "replace")


def _text(cell):
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", ",")
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)
