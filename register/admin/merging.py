"""Two people wrote to one record: what each changed since they read it, and which of both is to stay.

Where only one of the two changed a field, that change is proposed; where both did, the person must choose.
"""

from dataclasses import dataclass

from django.forms.formsets import DELETION_FIELD_NAME

MINE, THEIRS = "mine", "theirs"


@dataclass
class Choice:
    """A field, or a row as a whole, of which the two pages differ. ``chosen`` is None where a person must say.

    ``mine`` and ``theirs`` are the texts of a field, or {name of a field: its texts} of a row.
    """

    key: str
    mine: list | dict
    theirs: list | dict
    chosen: str | None


def choices(base, mine, theirs):
    """The Choices between two filled pages that both came from ``base``; rows that one of them lacks are one Choice."""
    found, rows = [], _rows_in(base) | _rows_in(mine) | _rows_in(theirs)
    in_both = {row for row in _rows_in(mine) & _rows_in(theirs) if not _is_gone(mine, row)}
    for key in dict.fromkeys([*theirs, *mine]):
        own, other, row = mine.get(key, [""]), theirs.get(key, [""]), _row_of(key)
        if own != other and (row is None or row in in_both):
            found.append(Choice(key, own, other, _proposed(base, mine, theirs, key)))
    for row in sorted(rows):
        if choice := _choice_of_row(base, mine, theirs, row):
            found.append(choice)
    return found


def merged(mine, theirs, found, picked):
    """The filled page that follows from the Choices and what was ``picked`` ({key: mine or theirs})."""
    page = dict(theirs)
    for choice in found:
        side = picked.get(choice.key) or choice.chosen
        if side == MINE and _is_row(choice.key):
            page |= _put(choice.key, mine, theirs)
        elif side == MINE:
            page[choice.key] = choice.mine
    return page


def undecided(found, picked):
    """The Choices that nobody has made yet."""
    return [choice for choice in found if choice.chosen is None and picked.get(choice.key) not in (MINE, THEIRS)]


def _proposed(base, mine, theirs, key):
    if theirs.get(key) == base.get(key):
        return MINE
    return THEIRS if mine.get(key) == base.get(key) else None


def _choice_of_row(base, mine, theirs, row):
    """A row that one side lacks: added by one of them, or deleted by one of them."""
    own, other, before = (_fields_of(page, row) for page in (mine, theirs, base))
    deleted = not own or DELETION_FIELD_NAME in own
    if bool(other) == (not deleted):
        return None
    own = {} if deleted else own
    if not before:
        chosen = MINE if own else THEIRS
    elif deleted:
        chosen = MINE if other == before else None
    else:
        chosen = THEIRS if own == before else None
    return Choice(row, own, other, chosen)


def _put(row, mine, theirs):
    """My side of a row: deleted, or there (anew where the other has deleted it)."""
    own = _fields_of(mine, row)
    if not own or DELETION_FIELD_NAME in own:
        return {f"{row}/{DELETION_FIELD_NAME}": ["on"]}
    prefix, key = row.split("/")
    key = key if key.startswith("+") or _fields_of(theirs, row) else f"+{key}"
    return {f"{prefix}/{key}/{name}": texts for name, texts in own.items()}


def _fields_of(page, row):
    return {key.rpartition("/")[2]: texts for key, texts in page.items() if _row_of(key) == row}


def _is_gone(page, row):
    return f"{row}/{DELETION_FIELD_NAME}" in page


def _rows_in(page):
    return {_row_of(key) for key in page} - {None}


def _row_of(key):
    return key.rpartition("/")[0] if key.count("/") == 2 else None


def _is_row(key):
    return key.count("/") == 1
