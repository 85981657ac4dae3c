"""From rows to the files that people open. Nothing in a cell is ever run, whatever opens the file."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Table:
    """What a file holds. ``rows`` yields lists of cells: texts, whole numbers, Decimals, dates or None.

    ``about`` is (name, value) pairs that say where the rows come from. ``choices`` gives the words between which a
    column, by its number, has to be filled in.
    """

    title: str
    headings: list
    rows: object
    about_title: str = ""
    about: list = field(default_factory=list)
    choices: dict = field(default_factory=dict)
