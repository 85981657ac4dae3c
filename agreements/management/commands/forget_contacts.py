"""Erase the focal points whom someone replaced more than a year ago; the history keeps that there was one."""

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from agreements.models import FocalPoint


class Command(BaseCommand):
    help = "Erase names, e-mail addresses and telephone numbers of former focal points: for cron, once a day."

    @transaction.atomic
    def handle(self, *args, **options):
        old = list(FocalPoint.objects.to_forget(timezone.localdate()))
        for contact in old:
            contact.delete()
        self.stdout.write(f"{len(old)} former focal points erased.")
