"""What a file would do, worked out before anything is written."""

import hashlib
from dataclasses import dataclass, field

from django.utils.functional import cached_property


@dataclass(frozen=True)
class CellError:
    """A cell that cannot be taken: where it stands, what it holds, and a sentence that says what is expected."""

    line: int
    column: str
    value: str
    message: str


@dataclass
class Row:
    """One line of the file; ``cells`` by column name, ``values`` once read, ``instance`` a record made on the way."""

    line: int
    cells: dict
    values: dict = field(default_factory=dict)
    errors: list = field(default_factory=list)
    instance: object = None


@dataclass
class Record:
    """A record as the file would have it. ``details`` are records that belong to it, such as components."""

    instance: object
    is_new: bool
    lines: list
    title: str = ""
    differences: list = field(default_factory=list)
    related: list = field(default_factory=list)
    details: list = field(default_factory=list)

    @property
    def own_changes(self):
        return self.is_new or bool(self.differences)

    @property
    def is_changed(self):
        return self.own_changes or any(detail.is_changed for detail in self.details)

    @property
    def all_differences(self):
        """(heading, before, after), those of the details too."""
        return self.differences + [difference for detail in self.details for difference in detail.differences]


@dataclass
class Plan:
    records: list = field(default_factory=list)
    errors: list = field(default_factory=list)

    @cached_property
    def new(self):
        return [record for record in self.records if record.is_new]

    @cached_property
    def changed(self):
        return [record for record in self.records if record.is_changed and not record.is_new]

    @cached_property
    def unchanged(self):
        return [record for record in self.records if not record.is_changed]

    @property
    def digest(self):
        """The same for the same file on the same register: another one means that the register has changed since."""
        facts = [(r.lines, r.is_new, r.instance.pk, [[*d] for d in r.all_differences]) for r in self.records]
        return hashlib.sha256(repr(facts).encode()).hexdigest()
