"""Take back a file of any length, as its page in the back office does: all that nobody has written to since."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from register.management.operators import author, wait_for_the_database
from register.models import FileImport
from register.tabular import undoing
from register.tabular.exchange import Refused

SHOWN = 20


class Command(BaseCommand):
    help = (
        "Take back what a file brought in, whole: its records are as they were before. Those to which someone has "
        "written since stay, unless --with-changed. The number is that of the file in the back office."
    )

    def add_arguments(self, parser):
        parser.add_argument("number", type=int)
        parser.add_argument("--user", help="in whose name the history is written; needed unless --dry-run")
        parser.add_argument("--with-changed", action="store_true", help="take back also what was written to since")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and write nothing")

    def handle(self, *args, number, user, with_changed, dry_run, **options):
        person = None if dry_run else author(user)
        wait_for_the_database()
        brought = FileImport.objects.filter(pk=number).first()
        if brought is None:
            raise CommandError(f"No file was brought in under the number {number}.")
        model = apps.get_model(brought.resource)
        survey = undoing.survey(brought, model)
        if survey is None:
            raise CommandError("This file has already been taken back, or was never applied.")
        self._tell_of_changed(survey.changed_since, with_changed)
        if dry_run:
            self.stdout.write(f"{len(survey.own)} records would be as they were; nothing is written.")
            return
        try:
            count = undoing.undo(brought, model, person, with_changed, timezone.now())
        except Refused as refusal:
            raise CommandError(str(refusal)) from None
        self.stdout.write(f"{count} records are as they were before the file.")

    def _tell_of_changed(self, changed, with_changed):
        if changed:
            fate = "taken back too" if with_changed else "kept"
            self.stderr.write(f"{len(changed)} records were written to since, and are {fate}:")
        for one in changed[:SHOWN]:
            self.stderr.write(f"- {one.current or 'deleted since'}")
