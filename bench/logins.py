"""People sign in while a file as long as the web takes is written, on both databases: ``python -m bench.logins``.

Of twenty or more, one after the other until the file is there, nobody may be refused, nor wait longer than three
seconds (RELIABILITY I13).
"""

import argparse
import json
import os
import sys
import threading
import time
from contextlib import ExitStack
from itertools import chain, cycle, takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.databases import ROOT, Sqlite, manage, postgresql, programs
from bench.served import FORM, Server, cookies, form, session_of

PEOPLE, LINES, LONGEST = 20, 5000, 3.0
PASSWORD = "mot de passe long"
# Seconds from one person to the next.
APART = 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", action="store_true", help="write to the database of DATABASE_URL")
    if parser.parse_args().measure:
        print(json.dumps(measure()))
        return
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "sqlite://:memory:", "collectstatic", "--noinput", "-v0")
    is_wrong = False
    with ExitStack() as stack:
        for database in [Sqlite(folder), *([stack.enter_context(postgresql(folder))] if programs() else [])]:
            if "logins" in database.names():
                database.drop("logins")
            database.create("logins")
            manage(folder, database.url("logins"), "migrate", "-v0")
            found = json.loads(manage(folder, database.url("logins"), "--measure", module="bench.logins"))
            print(f"{database.name}: {found}", flush=True)
            is_wrong |= found["refused"] > 0 or found["slowest"] > LONGEST
    sys.exit(is_wrong)


def measure():
    """How long the file took and how long people waited, in seconds, those before it began beside."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from agreements.models import Agreement

    users = get_user_model().objects
    people = [f"agente{number}" for number in range(PEOPLE)]
    for name in people:
        users.create_user(name, password=PASSWORD, is_staff=True)
    token, session = _file(users.create_superuser("importatrice"))
    with TemporaryDirectory() as folder, Server(folder) as server:
        alone = [_login(server, name) for name in people]
        begun, written = time.perf_counter(), []

        def confirm():
            answer = server.ask("POST", CONFIRM, form(token=token), {**FORM, **cookies(session)})
            written.append((answer, time.perf_counter() - begun))

        file = threading.Thread(target=confirm)
        file.start()
        meanwhile, threads = [], []
        for name in chain(people, takewhile(lambda name: file.is_alive(), cycle(people))):
            threads.append(threading.Thread(target=lambda name=name: meanwhile.append(_login(server, name))))
            threads[-1].start()
            time.sleep(APART)
        for thread in (*threads, file):
            thread.join()
    assert Agreement.objects.count() == LINES
    ((status, seconds),) = written
    return {
        "file": f"{status} after {seconds:.1f} s",
        "people": len(meanwhile),
        "refused": sum(status != 302 for status, _seconds in (*alone, *meanwhile)),
        "slowest alone": round(max(seconds for _status, seconds in alone), 2),
        "slowest": round(max(seconds for _status, seconds in meanwhile), 2),
    }


CONFIRM = "/gestion/agreements/agreement/import/confirm/"


def _file(person):
    """The token with which a file may be applied, and a session of its owner."""
    from django.utils import timezone

    from agreements.resources import AgreementResource
    from partners.models import Institution
    from register.tabular import exchange

    Institution.objects.create(slug="conseil", name_fr="Conseil", acronym="CES", kind="council")
    lines = (f"convention;Convention {number};CES;2015;" for number in range(LINES))
    content = "\n".join(["kind;title_fr;signatories;signed_on;reference", *lines]).encode()
    brought = exchange.receive("agreements.agreement", person, "x.csv", content, timezone.now())
    return exchange.token_of(brought, exchange.plan_of(brought, AgreementResource)), session_of(person)


def _login(server, name):
    begun = time.perf_counter()
    fields = form(username=name, password=PASSWORD)
    status = server.ask("POST", "/gestion/login/", fields, {**FORM, **cookies()})
    return status, time.perf_counter() - begun


if __name__ == "__main__":
    main()
