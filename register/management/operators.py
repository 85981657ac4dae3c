"""What commands that write records have in common."""

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import connection


def author(name):
    """The person in whose name an operator writes. Raises CommandError."""
    if not name:
        raise CommandError("Say with --user in whose name the history is to be written.")
    found = get_user_model().objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"No person of the back office is called “{name}”.")
    return found


def wait_for_the_database():
    """Let no statement of this command be cut short, as those of pages are."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET statement_timeout = 0")
