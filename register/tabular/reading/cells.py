"""Rows of a sheet as they fill, within limits; and numbers as people write them."""

from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from register.tabular.reading.archive import broken, too_large

# Beyond this spreadsheets keep no more digits, and the rest is noise of their arithmetic.
DIGITS = 15
LONGEST_NUMBER = 400


def too_long(line, limits):
    """The refusal of a cell; it is known before all of it is read."""
    return ValidationError(
        _("On line %(line)s a cell holds more than %(limit)s characters."),
        params={"line": line, "limit": limits.cell},
        code="cell",
    )


def too_wide(line, limits):
    return ValidationError(
        _("Line %(line)s holds more than %(limit)s cells: delete what stands beyond them, or mend the quotes there."),
        params={"line": line, "limit": limits.columns},
        code="columns",
    )


def all_hidden():
    return ValidationError(_("Every sheet of this workbook is hidden: show the one that is to be read."), code="hidden")


class Rows:
    """Finished rows are taken by ``ready``, in order; rows that a sheet leaves out are empty."""

    def __init__(self, limits):
        self.limits, self._left = limits, limits.texts
        self._line, self._cells, self._done, self._finished = 0, None, 0, []

    def begin(self, line):
        """Row ``line`` (from 1) begins, and the one before it is finished."""
        self._finish()
        if line <= self._line:
            raise ValidationError(_("The lines of this sheet are out of order: save the workbook anew."), code="order")
        self._line, self._cells = line, []

    def put(self, column, text):
        """Put a text that is not empty into a column (from 1)."""
        self._check(column, text)
        self._cells += [""] * (column - len(self._cells))
        if self._cells[column - 1]:
            raise broken()
        self._cells[column - 1] = text

    def _check(self, column, text):
        if column > self.limits.columns:
            raise too_wide(self._line, self.limits)
        if len(text) > self.limits.cell:
            raise too_long(self._line, self.limits)
        self._left -= len(text)
        if self._left < 0:
            raise too_large(self.limits.texts)
        if self._cells is None:
            raise broken()
        if self._line > 2 * self.limits.rows + 100:
            raise ValidationError(
                _("The file has more than %(limit)s lines: divide it."),
                params={"limit": self.limits.rows},
                code="rows",
            )

    def _finish(self):
        if self._cells:
            self._finished.append((self._line, self._cells))
        self._cells = None

    def ready(self):
        """The finished rows, with an empty one for each that holds nothing before them."""
        for line, cells in self._finished:
            while self._done + 1 < line:
                self._done += 1
                yield []
            self._done = line
            yield cells
        self._finished.clear()

    def rest(self):
        self._finish()
        yield from self.ready()


def column_number(letters):
    """1 for A, 27 for AA."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def number_of(raw):
    """The Decimal that a file writes, or None where it is none, or longer than a spreadsheet writes any."""
    try:
        value = Decimal(raw) if len(raw) <= LONGEST_NUMBER else None
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def percent_text(value):
    """The number that its reader sees as percents."""
    return number_text(value.scaleb(2)) + "%" if abs(value.adjusted()) <= 30 else str(value)


def number_text(value):
    """A Decimal as people write it: no exponent, no zeros that say nothing. One that nobody reads stays as it is."""
    if abs(value.adjusted()) > 30:
        return str(value)
    rounded = (
        value
        if len(value.as_tuple().digits) <= DIGITS
        else +value.quantize(Decimal(1).scaleb(value.adjusted() - DIGITS + 1))
    )
    text = f"{rounded:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
