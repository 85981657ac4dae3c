"""What a file holds, whatever its kind."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """``rows`` yields lists of cells: texts, whole numbers, Decimals, dates or None.

    ``names`` are the keys of machines for the columns, ``about`` (name, value) pairs that say where the rows come from.
    ``choices`` gives the words between which a column, by its number from 0, has to be filled in.
    """

    title: str
    headings: list
    rows: object
    names: list = field(default_factory=list)
    about_title: str = ""
    about: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)
    right_to_left: bool = False


@dataclass(frozen=True)
class Kind:
    """A kind of file: ``pieces(table)`` yields its bytes as they are made."""

    extension: str
    label: str
    content_type: str
    pieces: Callable
