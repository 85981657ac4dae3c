"""Bring the whole search index up to date."""

from django.core.management.base import BaseCommand
from django.db import transaction

from register import edition
from register.management.operators import wait_for_the_database
from register.models import SearchWord
from register.search import engines, index, whole

CHUNK = 1000


class Command(BaseCommand):
    help = "Write the search index and its counts anew, record by record."

    def handle(self, *args, **options):
        wait_for_the_database()
        SearchWord.objects.all().delete()
        for group in index.groups():
            self._rewrite(group)
        whole.recount()
        edition.renew(is_written=False)
        engines.analyse()
        self.stdout.write(self.style.SUCCESS("The search index is up to date."))

    def _rewrite(self, group):
        """What is not public is left out where it is written. In order of date, entries lie on PostgreSQL nearly as
        they are read: where they lie in any order, many words cost twice as much among a million.
        """
        index.forget_the_gone(group.name)
        every = list(group.model._base_manager.order_by(group.dated, "pk").values_list("pk", flat=True))
        for start in range(0, len(every), CHUNK):
            pks = every[start : start + CHUNK]
            with transaction.atomic():
                index.rewrite(group.name, pks)
            self._show(group, start + len(pks), len(every))
        if every:
            self.stderr.write("")

    def _show(self, group, done, total):
        filled = 30 * done // total
        bar = "█" * filled + "·" * (30 - filled)
        self.stderr.write(f"\r{group.name:12} {bar} {done:>9} of {total}", ending="")
