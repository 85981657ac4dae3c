"""What a file would do, worked out before anything is written."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.text import capfirst


@dataclass(frozen=True)
class CellError:
    """A cell that cannot be taken: where it stands, what it holds, and a sentence that says what is expected."""

    line: int
    column: str
    value: str
    message: str


@dataclass
class Row:
    """One line of the file; ``cells`` by column name, ``values`` once read, ``instance`` a record made on the way.

    ``refused`` are the columns whose cells hold no value. ``unknown`` are the names in its cells that no record bears,
    but which one might be made to bear.
    """

    line: int
    cells: dict
    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    refused: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    instance: object = None


@dataclass(frozen=True)
class Difference:
    """What a column of a record says ``before`` and ``after``; ``part`` tells which part of the record, if any."""

    column: object
    before: str
    after: str
    part: str = ""

    @property
    def heading(self):
        heading = capfirst(str(self.column.heading))
        return f"{heading} ({self.part})" if self.part else heading


@dataclass
class Record:
    """A record as the file would have it. ``fields`` are its own that change, ``links`` and ``roles`` pairs of a
    column and the records it names, ``details`` records that belong to it, such as components; ``twins`` are other
    records that may be the same.
    """

    instance: object
    is_new: bool
    lines: list
    title: str = ""
    differences: list = field(default_factory=list)
    fields: list = field(default_factory=list)
    links: list = field(default_factory=list)
    roles: list = field(default_factory=list)
    details: list = field(default_factory=list)
    twins: list = field(default_factory=list)

    @property
    def own_changes(self):
        return self.is_new or bool(self.differences)

    @property
    def is_changed(self):
        return self.own_changes or any(detail.is_changed for detail in self.details)

    @property
    def all_differences(self):
        """Those of the details too."""
        return self.differences + [difference for detail in self.details for difference in detail.differences]


@dataclass
class Plan:
    """``same`` are lines that say what the register says, as (number, key of the record); ``records`` come of others.

    ``unknown`` holds the institutions that no record bears: {text: numbers of the lines that name them}.
    """

    records: list = field(default_factory=list)
    same: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)
    newcomers: list = field(default_factory=list)

    @cached_property
    def new(self):
        return [record for record in self.records if record.is_new]

    @cached_property
    def changed(self):
        return [record for record in self.records if record.is_changed and not record.is_new]

    @cached_property
    def unchanged(self):
        return [*self.same, *(record for record in self.records if not record.is_changed)]

    @property
    def twins(self):
        """The new records that may be in the register already."""
        return [record for record in self.new if record.twins]

    @property
    def digest(self):
        """The same for the same file on the same register: another one means that the register has changed since."""
        facts = hashlib.sha256(repr(self.same).encode())
        for r in self.records:
            said = [(d.column.column_name, d.part, d.before, d.after) for d in r.all_differences]
            facts.update(repr((r.lines, r.is_new, r.instance.pk, said)).encode("utf-8", "replace"))
        return facts.hexdigest()
