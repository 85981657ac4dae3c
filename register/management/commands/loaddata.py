"""Django's loaddata, with the search index brought up to date once at its end."""

from django.core.management.commands.loaddata import Command as LoadData
from django.db import transaction

from register.search import index


class Command(LoadData):
    def handle(self, *labels, **options):
        with transaction.atomic(), index.collecting():
            super().handle(*labels, **options)
