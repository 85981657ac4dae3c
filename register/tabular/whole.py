"""A file of any length, as an operator brings it in: planned and written part by part, in one transaction."""

import hashlib
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from register import bulk
from register.models import FileImport
from register.search.index import collecting
from register.tabular.exchange import write
from register.tabular.reading import BY_COMMAND

MOST_ERRORS = 1000


@dataclass
class Outcome:
    """What a file did, or would do. ``errors`` are the first of all; ``error_count`` counts them to the end."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    error_count: int = 0
    errors: list = field(default_factory=list)
    unknown: dict = field(default_factory=dict)
    brought: object = None

    def add(self, plan):
        self.new += len(plan.new)
        self.changed += len(plan.changed)
        self.unchanged += len(plan.unchanged)
        self.error_count += len(plan.errors)
        self.errors += plan.errors[: MOST_ERRORS - len(self.errors)]
        for name, lines in plan.unknown.items():
            self.unknown.setdefault(name, []).extend(lines)


class _Refused(Exception):
    """Ends a transaction of which nothing is to stay."""


def look(resource, file, mapping=None, seen=lambda line: None):
    """The Outcome that a binary file would have; nothing is written. ``seen`` is called with the last line read.

    Raises ValidationError where the file as a whole cannot be read.
    """
    outcome = Outcome()
    for plan in resource.plans(resource.open(file, BY_COMMAND, mapping)):
        outcome.add(plan)
        seen(_last_line(plan))
    return outcome


def bring_in(resource, file, user, name, mapping=None, seen=lambda line: None):
    """Apply a binary file, all of it or nothing: nothing, where the Outcome has errors.

    On SQLite nobody else can write before it ends; whoever reads is not kept waiting on either database.
    """
    outcome = Outcome()
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        with transaction.atomic(), collecting():
            brought = FileImport.objects.create(
                user=user, resource=resource._meta.model._meta.label_lower, file_name=name[:255], sha256=digest
            )
            _write_parts(resource, resource.open(file, BY_COMMAND, mapping), brought, outcome, seen)
            if outcome.error_count:
                raise _Refused
            brought.new, brought.changed, brought.unchanged = outcome.new, outcome.changed, outcome.unchanged
            brought.state, brought.finished_at = FileImport.State.APPLIED, timezone.now()
            brought.save()
            outcome.brought = brought
    except _Refused:
        pass
    return outcome


def _write_parts(resource, sheet, brought, outcome, seen):
    """After the first error the rest is only looked at, so that all errors are known at once."""
    bulk.create(resource.newcomers, bulk.Author(brought.user, brought.reason))
    for plan in resource.plans(sheet):
        outcome.add(plan)
        if not outcome.error_count:
            write(plan, brought)
        seen(_last_line(plan))


def _last_line(plan):
    lines = [line for record in plan.records[-1:] for line in record.lines]
    lines += [line for line, _key in plan.same[-1:]] + [error.line for error in plan.errors[-1:]]
    return max(lines, default=0)
