"""A made-up register of the size one asks for: to try the service, and to measure it (make bench)."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from agreements.models import Agreement, Programme, Theme
from bench import sample
from partners.models import Country, Institution
from register.models import ReferenceCounter

FIXTURES = settings.BASE_DIR / "fixtures"
MOST = 2_000_000


class Command(BaseCommand):
    help = "Fill an empty register with made-up agreements, always the same for the same number and seed."

    def add_arguments(self, parser):
        parser.add_argument("--agreements", type=int, required=True, help=f"how many, from 1 to {MOST:,}")
        parser.add_argument("--seed", type=int, default=1)

    def handle(self, *args, agreements, seed, **options):
        if not 1 <= agreements <= MOST:
            raise CommandError(f"--agreements={agreements} is not a number from 1 to {MOST:,}.")
        self.refuse_a_register_in_use()
        for model, fixture in ((Country, "01_countries.json"), (Theme, "02_themes.json")):
            if not model.objects.exists():
                call_command("loaddata", FIXTURES / fixture, verbosity=0)
        sample.fill(agreements, seed, lambda done: self.stdout.write(f"\r{done:,} of {agreements:,}", ending=""))
        self.finish()
        self.stdout.write(f"\r{agreements:,} made-up agreements written.")

    def refuse_a_register_in_use(self):
        records = any(model.objects.exists() for model in (Institution, Agreement, Programme))
        if records or ReferenceCounter.objects.filter(last__gt=0).exists():
            raise CommandError("The register is not empty: a sample is written into a new database only (VAR_DIR=).")

    def finish(self):
        """What has to be derived from the rows once they are all there: the search index."""
        call_command("rebuild_search")
