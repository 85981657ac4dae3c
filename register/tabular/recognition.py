"""What the columns of a foreign file are likely to be: by their names first, then by what stands in them."""

import re

from django.core.exceptions import ValidationError

from register.search import fold
from register.tabular.mapping import Mapping, Use, in_order
from register.tabular.name_widgets import SEPARATORS, NamesWidget
from register.tabular.widgets import AmountWidget, ChoiceWidget, PartialDateWidget

# The share of filled cells that must make sense before a column is recognised by what it holds.
MOSTLY = 0.6
_NUMBER_AT_END = re.compile(r" ?\d{1,2}$")


def suggest(headings, samples, resource):
    """The Mapping that is likely meant. ``samples`` are lists of cells of some lines. Columns that nothing is known
    of are passed over, with None.
    """
    found = by_name(headings, resource)
    for number, heading in enumerate(headings):
        cells = [row[number] for row in samples if number < len(row) and row[number].strip()]
        if heading and heading not in found and (column := _by_content(cells, resource.file_columns(), found)):
            found[heading] = column
    uses = {}
    for number, heading in enumerate(headings):
        if heading:
            cells = [row[number] for row in samples if number < len(row) and row[number].strip()]
            uses[heading] = _use(found[heading], cells) if heading in found else None
    return Mapping(uses)


def by_name(headings, resource):
    """{heading: the column that it names, in the register's words or in others that are usual}."""
    columns = {column.column_name: column for column in resource.file_columns()}
    known = resource.columns_by_heading() | _synonyms(resource, columns)
    found = {}
    for heading in headings:
        column = known.get(fold(heading)) or known.get(_NUMBER_AT_END.sub("", fold(heading)))
        if column and _is_free(column, found):
            found[heading] = column
    return found


def _synonyms(resource, columns):
    synonyms = getattr(resource, "synonyms", {})
    return {fold(text): columns[name] for name, texts in synonyms.items() for text in texts}


def _is_free(column, found):
    """Several columns may name institutions; any other field is filled by one."""
    return isinstance(column.widget, NamesWidget) or column not in found.values()


def _by_content(cells, columns, found):
    for column in columns:
        recognisable = isinstance(column.widget, (PartialDateWidget, ChoiceWidget, NamesWidget, AmountWidget))
        if cells and recognisable and column not in found.values() and _makes_sense(cells, column.widget):
            return column
    return None


def _makes_sense(cells, widget):
    if isinstance(widget, AmountWidget) and all(len(cell.strip()) < 5 for cell in cells):
        return False
    separator, order = _separator(cells, widget), _order(cells)
    good = sum(_is_read(cell, widget, separator, order) for cell in cells)
    return good >= MOSTLY * len(cells)


def _is_read(cell, widget, separator="|", order="dmy"):
    if not fold(cell):
        return False
    try:
        if isinstance(widget, PartialDateWidget):
            widget.clean(in_order(cell, order))
            return not cell.strip().isdecimal() or len(cell.strip()) == 4
        if isinstance(widget, NamesWidget):
            cell = "|".join(cell.split(separator))
        widget.clean(cell)
    except ValidationError:
        return False
    return True


def _use(column, cells):
    return Use(column.column_name, _separator(cells, column.widget), _order(cells), {})


def _separator(cells, widget):
    """The one with which most names are known; the register's own, which stands beside any, where none does better."""
    if not isinstance(widget, NamesWidget):
        return "|"

    def known(separator):
        names = [name for cell in cells for name in cell.replace(separator, "|").split("|") if name.strip()]
        return sum(bool(widget.names.all(name)) for name in names), -len(names)

    return max(SEPARATORS, key=known) if cells else "|"


def _order(cells):
    """The day first, unless the middle number of some date can only be a day."""
    parts = [found for cell in cells if (found := re.fullmatch(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-]\d{4}\s*", cell))]
    month_first = any(int(found[2]) > 12 for found in parts) and all(int(found[1]) <= 12 for found in parts)
    return "mdy" if month_first else "dmy"


def fitting(kept, headings):
    """The Mapping of those that were kept which says of each of these columns what it is for, or None."""
    for one in kept:
        mapping = Mapping.from_dict(one.mapping)
        if all(heading in mapping.columns for heading in headings if heading):
            return mapping
    return None


def unknown_values(column, cells):
    """The different values of a column of choices that are none of its words, in order of appearance."""
    if not isinstance(column.widget, ChoiceWidget):
        return []
    return [cell for cell in dict.fromkeys(cells) if cell.strip() and not _is_read(cell, column.widget)]
