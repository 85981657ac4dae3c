"""Tell staff by e-mail what falls due, each thing once."""

from argparse import ArgumentTypeError
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from agreements import reminders


def _day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"“{text}” is no day: write it as 2026-11-23.") from None


class Command(BaseCommand):
    help = "Send each person a digest of what falls due: for cron, once a day. Nothing is told twice."

    def add_arguments(self, parser):
        parser.add_argument("--dry-run", action="store_true", help="show what would be sent, and send nothing")
        parser.add_argument("--on", type=_day, help="the day to look from, such as 2026-11-23; today by default")

    def handle(self, *args, dry_run, on, **options):
        sent, failed = 0, []
        for digest in reminders.digests(on or timezone.localdate()):
            if dry_run:
                self.stdout.write(reminders.message(digest, settings.SITE_URL).body)
            else:
                try:
                    reminders.send(digest, settings.SITE_URL, timezone.now())
                except OSError as error:
                    failed.append(f"{digest.person}: {error}")
                    continue
            sent += 1
        self.stdout.write(f"{sent} digests{' would be' if dry_run else ''} sent.")
        if failed:
            raise CommandError("Not sent, and tried again the next time: " + "; ".join(failed))
