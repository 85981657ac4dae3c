"""One command from nothing to a served register."""

import os
import secrets
import socket
import sys
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from agreements.models import Agreement
from cooperation import environment
from partners.models import Institution
from register import bulk
from register.search import whole

FIXTURES = settings.BASE_DIR / "fixtures"


class Command(BaseCommand):
    help = "Prepare the database and the static files, load the register where it is empty, and serve it (HOST, PORT)."

    def handle(self, *args, **options):
        host, port = environment.text("HOST", "127.0.0.1"), environment.port("PORT", 8000)
        self.refuse_a_taken_port(host, port)
        call_command("migrate", verbosity=0)
        self.load_fixtures()
        self.index_what_is_not()
        self.create_first_account(host, port)
        self.collect_static_files()
        self.stdout.write(f"The register is at http://{host}:{port}/ (stop it with Ctrl+C).")
        self.stdout.flush()
        server = [sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "warning"]
        address = ["--host", socket.gethostbyname(host) if ":" not in host else host, "--port", str(port)]
        threads = ["--blocking-threads", str(os.cpu_count() or 1), "--backpressure", "64"]
        os.execv(sys.executable, [*server, *address, *threads, "cooperation.wsgi:application"])

    def refuse_a_taken_port(self, host, port):
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CommandError(f"{host}:{port} cannot be served ({error.strerror}): choose PORT=.") from None

    def load_fixtures(self):
        if not (Institution.objects.exists() or Agreement.objects.exists()):
            call_command("loaddata", *sorted(FIXTURES.glob("*.json")), verbosity=0)
            # Without a first version, the first edit could not be undone.
            bulk.begin_histories()
            self.stdout.write(f"The register was empty: {Agreement.objects.count()} agreements loaded.")

    def index_what_is_not(self):
        """A register that was filled before it had an index, or whose index is older than what it tells today."""
        if not whole.is_of_today() and Agreement.objects.published().exists():
            call_command("rebuild_search")

    def create_first_account(self, host, port):
        users = get_user_model().objects
        if not users.exists():
            password = secrets.token_urlsafe(15)
            users.create_superuser("admin", password=password)
            self.stdout.write(
                f"Back office: http://{host}:{port}{reverse('admin:index')}\n"
                f"First account, shown this once: name admin, password {password}"
            )

    def collect_static_files(self):
        """Only when something is newer than the last collection: compressing takes seconds."""
        manifest = Path(staticfiles_storage.path(staticfiles_storage.manifest_name))
        sources = [*Path(settings.STATICFILES_DIRS[0]).rglob("*"), settings.BASE_DIR / "requirements.txt"]
        collected = manifest.stat().st_mtime if manifest.exists() else 0
        if any(source.stat().st_mtime > collected for source in sources):
            call_command("collectstatic", interactive=False, verbosity=0)
