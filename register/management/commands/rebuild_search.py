"""Bring the whole search index up to date."""

from django.core.management.base import BaseCommand
from django.db import connection, transaction

from register.search import index

CHUNK = 5000


class Command(BaseCommand):
    help = (
        "Bring the search index and its counts up to date with the register, record by record; what is right is kept."
    )

    def handle(self, *args, **options):
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET statement_timeout = 0")
        for group in index.groups():
            self._refresh(group)
        index.recount()
        self.stdout.write(self.style.SUCCESS("The search index is up to date."))

    def _refresh(self, group):
        published = group.model.objects.published().order_by("pk").values_list("pk", flat=True)
        total, done, last = published.count(), 0, 0
        index.forget_the_gone(group.name)
        while pks := list(published.filter(pk__gt=last)[:CHUNK]):
            with transaction.atomic():
                index.refresh({group.name: pks})
            done, last = done + len(pks), pks[-1]
            self._show(group, done, total)
        if total:
            self.stderr.write("")

    def _show(self, group, done, total):
        filled = 30 * done // total
        bar = "█" * filled + "·" * (30 - filled)
        self.stderr.write(f"\r{group.name:12} {bar} {done:>9} of {total}", ending="")
