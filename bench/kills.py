"""A server killed while a file comes in, many times, on both databases: ``python -m bench.kills [kills]``.

Every other kill falls into the upload of a file, the others into its confirmation, at a random moment. Afterwards the
file is written whole, with its versions and its log, or not at all; what was not written can be confirmed once, what
was cannot; and no temporary file is left.
"""

import random
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

from bench.each import on_each
from bench.served import FORM, PATIENCE, SECRET, Server, cookies, form, session_of

LINES = 300
BOUNDARY = "one-part-of-a-form"


def main():
    wrong = 0
    for kind, _kills, found in on_each("kills", measure, __doc__, 200):
        print(f"{kind}: {found}", flush=True)
        wrong += found.get("wrong", 0)
    sys.exit(bool(wrong))


def measure(kills):
    """{what became of a file: how many times}; "wrong" is what must not be."""
    import django

    django.setup()
    register, found = Register(), Counter()
    for number in range(kills):
        try:
            found[register.kill_upload(number) if number % 2 else register.kill_confirmation(number)] += 1
        except AssertionError as error:
            print(f"{number}: {error}", file=sys.stderr)
            found["wrong"] += 1
    return found


class Register:
    """A person who brings files into a served register of one institution."""

    def __init__(self):
        from django.contrib.auth import get_user_model

        from partners.models import Institution

        self.chance = random.Random(1)
        self.person = get_user_model().objects.create_superuser("agente", "agente@example.org", "mot de passe long")
        self.session = session_of(self.person)
        Institution.objects.create(slug="conseil", name_fr="Conseil", acronym="CES", kind="council")
        # How long each takes undisturbed, in seconds.
        self.usual = {"upload": 1.0, "confirmation": 1.0}
        for number, what in ((-1, self.kill_upload), (-2, self.kill_confirmation)):
            what(number, is_killed=False)

    def content(self, number):
        lines = (f"convention;Fichier {number} convention {line};CES;2015" for line in range(LINES))
        return "\n".join(["kind;title_fr;signatories;signed_on;reference", *(f"{line};" for line in lines)]).encode()

    def kill_upload(self, number, is_killed=True):
        from register.models import FileImport

        content = self.content(number)
        body = b"\r\n".join(
            [
                f"--{BOUNDARY}\r\nContent-Disposition: form-data; name=csrfmiddlewaretoken\r\n\r\n{SECRET}".encode(),
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name=file; filename="{number}.csv"\r\n'.encode(),
                content,
                f"--{BOUNDARY}--\r\n".encode(),
            ]
        )
        self._posted("upload", "", body, f"multipart/form-data; boundary={BOUNDARY}", is_killed)
        kept = [bytes(file.content) for file in FileImport.objects.filter(file_name=f"{number}.csv")]
        assert kept in ([], [content]), "a part of the file was kept"
        return "uploaded" if kept else "not uploaded"

    def kill_confirmation(self, number, is_killed=True):
        from django.utils import timezone

        from agreements.resources import AgreementResource
        from register.tabular import exchange

        label = AgreementResource._meta.model._meta.label_lower
        brought = exchange.receive(label, self.person, "x.csv", self.content(number), timezone.now())
        token = exchange.token_of(brought, exchange.plan_of(brought, AgreementResource))
        self._posted("confirmation", "confirm/", form(token=token), FORM["Content-Type"], is_killed)
        brought.refresh_from_db()
        was_written = brought.state == "applied"
        assert self._written(brought, number) == self._whole(was_written), "a part of the file was written"
        try:
            exchange.apply(AgreementResource, label, self.person, token)
        except exchange.Refused:
            assert was_written, "what was not written cannot be confirmed"
        else:
            assert not was_written, "the file was written twice"
        assert self._written(brought, number) == self._whole(True), "the file is not there once"
        return "written" if was_written else "not written"

    def _whole(self, is_there):
        return [LINES * is_there] * 5

    def _written(self, brought, number):
        """Numbers of records, of parties, of the versions of both, and of lines of the log."""
        from django.contrib.admin.models import LogEntry

        from agreements.models import Agreement, Party

        ours = {"title_fr__startswith": f"Fichier {number} "}
        records = Agreement.objects.filter(**ours)
        by = {"history_change_reason": brought.reason}
        return [
            records.count(),
            Party.objects.filter(agreement__in=records).count(),
            Agreement.history.filter(**by).count(),
            Party.history.filter(**by).count(),
            LogEntry.objects.filter(object_repr__contains=f"Fichier {number} ").count(),
        ]

    def _posted(self, what, path, body, kind, is_killed):
        """Post to a server of its own, which is killed meanwhile; nothing may be left in its temporary folder."""
        headers = {"Content-Type": kind, **cookies(self.session)}
        with tempfile.TemporaryDirectory() as folder, Server(folder) as server:
            begun = time.perf_counter()
            address = f"/gestion/agreements/agreement/import/{path}"
            post = threading.Thread(target=server.post, args=(address, body, headers))
            post.start()
            if is_killed:
                post.join(self.chance.uniform(0, 1.2 * self.usual[what]))
                server.kill()
            post.join(PATIENCE)
            if not is_killed:
                assert server.status == 302, f"{what} answers {server.status}"
                self.usual[what] = time.perf_counter() - begun
            server.kill()
            _wait_for_what_was_sent()
            left = [path.name for path in Path(folder).iterdir()]
            assert not left, f"left behind: {left}"


def _wait_for_what_was_sent():
    """PostgreSQL ends what it was told before it notices that nobody listens any more."""
    from django.db import connection

    others = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    limit = time.monotonic() + PATIENCE
    while connection.vendor == "postgresql" and time.monotonic() < limit:
        with connection.cursor() as cursor:
            cursor.execute(others)
            if not cursor.fetchall():
                return
        time.sleep(0.02)


if __name__ == "__main__":
    main()
