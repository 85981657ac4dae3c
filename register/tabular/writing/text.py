"""From rows to a CSV file that French spreadsheets open as it is: UTF-8 with its mark, semicolons."""

import csv

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
