"""From a file to headings and rows. Every refusal is a ValidationError with a sentence for its author."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.escape import restore
from register.tabular.reading import kinds
from register.tabular.reading.faults import check_cell, check_characters, check_text, encodable
from register.tabular.reading.limits import BY_COMMAND, MB, ON_THE_WEB, Limits

__all__ = ["BY_COMMAND", "ON_THE_WEB", "Limits", "Sheet", "check_cell", "check_characters", "check_text", "open_sheet"]

# The headings are looked for among so many lines.
AMONG = 20


@dataclass(frozen=True)
class Sheet:
    """``rows`` yields (line, cells) once; lines are counted as a spreadsheet shows them."""

    headings: list
    rows: Iterator


def open_sheet(file, is_heading, limits=ON_THE_WEB):
    """The Sheet of a binary file that can be read again from its beginning; rows are read as they are asked for.

    ``is_heading(text)`` tells known headings. Raises ValidationError, also while the rows are read.
    """
    _check_size(file, limits)
    records = enumerate(kinds.reader_of(file)(file, limits, is_heading), start=1)
    first = list(islice(records, AMONG))
    place = _heading_place(first, is_heading)
    headings = [restore(encodable(cell)).strip() for cell in first[place][1]]
    if len(headings) > limits.columns:
        raise ValidationError(
            _("The file has more than %(limit)s columns."), params={"limit": limits.columns}, code="columns"
        )
    return Sheet(headings, _filled(chain(first[place + 1 :], records), limits))


def _heading_place(records, is_heading):
    """Where the headings stand: files of others begin with a title, or with empty lines.

    The first line of which half of the filled cells are known; or else the first with two filled cells; or with one.
    """
    filled = [[cell for cell in cells if cell.strip()] for _line, cells in records]
    known = [cells and 2 * sum(map(is_heading, cells)) >= len(cells) for cells in filled]
    for is_it in (known, [len(cells) > 1 for cells in filled], filled):
        if any(is_it):
            return next(place for place, found in enumerate(is_it) if found)
    raise ValidationError(_("The file is empty."), code="empty")


def _check_size(file, limits):
    size = file.seek(0, 2)
    file.seek(0)
    if size > limits.size:
        raise ValidationError(
            _("The file is larger than %(limit)s MB: divide it."), params={"limit": limits.size // MB}, code="size"
        )


def _filled(records, limits):
    """(line, cells) of the rows that hold something. A file must hold one at least."""
    count = 0
    for place, (line, cells) in enumerate(records):
        if any(cell.strip() for cell in cells):
            count += 1
        # Empty lines cost little, but not nothing.
        if count > limits.rows or place > 20 * limits.rows:
            raise ValidationError(
                _("The file has more than %(limit)s lines: divide it."), params={"limit": limits.rows}, code="rows"
            )
        if any(cell.strip() for cell in cells):
            yield line, [restore(encodable(cell)) for cell in cells]
    if not count:
        raise ValidationError(_("The file has headings but no line below them."), code="empty")
