"""From a file to headings and rows. Every refusal is a ValidationError with a sentence for its author."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.escape import restore
from register.tabular.reading import text
from register.tabular.reading.limits import BY_COMMAND, MB, ON_THE_WEB, Limits

__all__ = ["BY_COMMAND", "ON_THE_WEB", "Limits", "Sheet", "check_characters", "open_sheet"]

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class Sheet:
    """``rows`` yields (line, cells) once; lines are counted as a spreadsheet shows them, the headings being line 1."""

    headings: list
    rows: Iterator


def open_sheet(file, is_heading, limits=ON_THE_WEB):
    """The Sheet of a binary file that can be read again from its beginning; rows are read as they are asked for.

    ``is_heading(text)`` tells known headings. Raises ValidationError, also while the rows are read.
    """
    _check_size(file, limits)
    records = text.rows(file, limits, is_heading)
    headings = [restore(cell).strip() for cell in next(records)]
    if len(headings) > limits.columns:
        raise ValidationError(
            _("The file has more than %(limit)s columns."), params={"limit": limits.columns}, code="columns"
        )
    return Sheet(headings, _filled(records, limits))


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
    for line, cells in enumerate(records, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > limits.rows:
            raise ValidationError(
                _("The file has more than %(limit)s lines: divide it."), params={"limit": limits.rows}, code="rows"
            )
        yield line, [restore(cell) for cell in cells]
    if not count:
        raise ValidationError(_("The file has headings but no line below them."), code="empty")


def check_characters(text):
    """Refuse what cannot be seen and changes what is read: control characters, changes of direction."""
    found = _UNWANTED.search(text)
    if found:
        raise ValidationError(
            _("The cell holds an invisible character (%(code)s) that is not allowed: type the text again."),
            params={"code": f"U+{ord(found[0]):04X}"},
            code="characters",
        )
