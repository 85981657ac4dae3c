"""CSV files: with semicolons and the mark of UTF-8, which French spreadsheets open as it is; or as RFC 4180 has it."""

import csv
import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from register.tabular.escape import neutralise
from register.tabular.writing.gathering import gathered

MARK_OF_UTF8 = "\ufeff"


@dataclass(frozen=True)
class Dialect:
    mark: str
    delimiter: str
    decimal_point: str


FRENCH = Dialect(MARK_OF_UTF8, ";", ",")
PLAIN = Dialect("", ",", ".")


class _Line:
    """What csv.writer writes to: it hands each line back instead of keeping it."""

    def write(self, line):
        return line


def lines(headings, rows, dialect=FRENCH):
    """The lines of the file, one text at a time, so that a long export is never held whole."""
    delimiter, point = dialect.delimiter, dialect.decimal_point
    writer, is_plain = csv.writer(_Line(), delimiter=delimiter), _plain(delimiter)
    yield dialect.mark + writer.writerow([neutralise(heading) for heading in headings])
    for row in rows:
        cells = ["" if cell is None else cell if cell.__class__ is str else _text(cell, point) for cell in row]
        line = delimiter.join(cells)
        yield line + "\r\n" if is_plain(line, len(cells)) else writer.writerow(map(neutralise, cells))


def _plain(delimiter):
    """Tells lines that need neither quotes nor marks, as most do: each cell is empty or begins with a letter or digit.

    Such a line is its cells with delimiters between them.
    """
    begins_otherwise = re.compile(rf"{delimiter}[^\w{delimiter}]").search

    def is_plain(line, width):
        quoted = line.count(delimiter) >= width or '"' in line or "\n" in line or "\r" in line
        return not quoted and begins_otherwise(delimiter + line) is None

    return is_plain


def _text(cell, decimal_point):
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", decimal_point)
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def pieces(table):
    """The bytes of a table as French spreadsheets open it."""
    return gathered(lines(table.headings, table.rows))


def plain_pieces(table):
    """The same with commas, without mark, for other programs."""
    return gathered(lines(table.headings, table.rows, PLAIN))
