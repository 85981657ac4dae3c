"""CSV files: with semicolons and the mark of UTF-8, which French spreadsheets open as it is; or as RFC 4180 has it."""

import csv
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
    writer, point = csv.writer(_Line(), delimiter=dialect.delimiter), dialect.decimal_point
    yield dialect.mark + writer.writerow([neutralise(heading) for heading in headings])
    for row in rows:
        # Most cells are empty or begin with a letter: nothing runs these.
        yield writer.writerow(
            [c if c.__class__ is str and (not c or c[0].isalnum()) else neutralise(_text(c, point)) for c in row]
        )


def _text(cell, decimal_point):
    if isinstance(cell, Decimal):
        return f"{cell:.2f}".replace(".", decimal_point)
    if isinstance(cell, date):
        return cell.isoformat()
    return "" if cell is None else str(cell)


def pieces(table):
    """The bytes of a table as French spreadsheets open it."""
    return gathered(lines(table.headings, table.rows))


def plain_pieces(table):
    """The same with commas, without mark, for other programs."""
    return gathered(lines(table.headings, table.rows, PLAIN))
