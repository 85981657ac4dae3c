"""Bring a file of any length into the register, as the back office does: all of it or nothing, with its history."""

import json
from dataclasses import asdict
from pathlib import Path

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from register.management.operators import author, wait_for_the_database
from register.tabular import whole
from register.tabular.mapping import Mapping

SHOWN = 20


def resources():
    """The resources of the back office by the plural names of their records."""
    pages = {model: getattr(page, "resource_class", None) for model, page in admin.site._registry.items()}
    return {f"{model._meta.model_name}s": resource for model, resource in pages.items() if resource}


class Command(BaseCommand):
    help = (
        "Bring a CSV, XLSX, ODS or JSON file into the register: all of it, or nothing where a cell cannot be taken. "
        "On SQLite nobody else can write meanwhile: take a quiet hour for a very large file."
    )

    def add_arguments(self, parser):
        parser.add_argument("records", choices=sorted(resources()))
        parser.add_argument("file", type=Path)
        parser.add_argument("--user", help="in whose name the history is written; needed unless --dry-run")
        parser.add_argument("--mapping", type=Path, help="a TOML file that says how the columns are meant")
        parser.add_argument("--create", metavar="KIND", help="create the institutions that nobody knows, of this kind")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")
        parser.add_argument("--report", type=Path, help="write what happened as JSON to this file")

    def handle(self, *args, records, file, user, mapping, create, dry_run, report, **options):
        person = None if dry_run else author(user)
        wait_for_the_database()
        make = resources()[records]
        try:
            mapping = Mapping.from_toml(mapping.read_text()) if mapping else None
            with file.open("rb") as content:
                self.file, self.size = content, file.stat().st_size
                newcomers = self._newcomers(make, content, mapping, create) if create else {}
                resource = make()
                resource.admit(newcomers)
                if dry_run:
                    outcome = whole.look(resource, content, mapping, self._show)
                else:
                    outcome = whole.bring_in(resource, content, person, file.name, mapping, self._show)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error}.") from None
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        if report:
            report.write_text(json.dumps(self._report(outcome, records, file, dry_run), ensure_ascii=False, indent=1))
        self._say(outcome, dry_run)

    def _newcomers(self, make, content, mapping, kind):
        """{name: kind} of all institutions that a first reading does not find."""
        kinds = dict(make().kinds_of_newcomers)
        if kind not in kinds:
            raise CommandError(f"--create={kind} is no kind of institution: {', '.join(kinds)}.")
        return dict.fromkeys(whole.look(make(), content, mapping).unknown, kind)

    def _show(self, line):
        filled = 30 * min(self.file.tell(), self.size) // max(self.size, 1)
        self.stderr.write(f"\r{'█' * filled}{'·' * (30 - filled)} line {line:,}", ending="")

    def _say(self, outcome, dry_run):
        self.stderr.write("")
        for error in outcome.errors[:SHOWN]:
            self.stderr.write(f"line {error.line}, {error.column or '—'}, “{error.value}”: {error.message}")
        counts = f"{outcome.new} new, {outcome.changed} changed, {outcome.unchanged} unchanged"
        if outcome.error_count:
            raise CommandError(f"{outcome.error_count} cells cannot be taken: nothing is written ({counts}).")
        self.stdout.write(f"{counts}{'; nothing is written' if dry_run else ''}.")

    def _report(self, outcome, records, file, dry_run):
        return {
            "records": records,
            "file": file.name,
            "dry_run": dry_run,
            "import": outcome.brought and outcome.brought.pk,
            "sha256": outcome.brought and outcome.brought.sha256,
            **{name: getattr(outcome, name) for name in ("new", "changed", "unchanged", "error_count")},
            "errors": [{**asdict(error), "message": str(error.message)} for error in outcome.errors],
            "unknown_institutions": outcome.unknown,
        }
