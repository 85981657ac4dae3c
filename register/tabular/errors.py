"""A file to correct: the lines of a file as they came, with one more column that says what is wrong in each.

What is wrong with the headings stands in that column too, on a line of its own below them.
"""

from collections import defaultdict
from io import BytesIO
from itertools import chain

from django.utils.translation import gettext as _

from register.search import fold
from register.tabular.columns import REMARK
from register.tabular.reading import open_sheet
from register.tabular.writing import text


def errors_file(content, resource, errors):
    """The pieces of a CSV file. That column is passed over when the file is brought in again."""
    known = resource.columns_by_heading()
    sheet = open_sheet(BytesIO(content), lambda heading: fold(heading) in known)
    by_line, headings = defaultdict(list), [*sheet.headings, str(REMARK)]
    for error in errors:
        by_line[error.line].append(_said(error))
    width = len(sheet.headings)
    rows = ([*cells[:width], *[""] * (width - len(cells)), " · ".join(by_line[line])] for line, cells in sheet.rows)
    of_headings = [[*[""] * width, " · ".join(by_line[1])]] if by_line[1] else []
    return text.lines(headings, chain(of_headings, rows))


def _said(error):
    if error.column:
        return _("%(column)s: %(message)s") % {"column": error.column, "message": error.message}
    return str(error.message)
