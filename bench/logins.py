"""People sign in while a file as long as the web takes is written, on both databases: ``python -m bench.logins``.

Of twenty or more, one after the other until the file is there, nobody may be refused, nor wait longer than three
seconds (RELIABILITY I13). A file of less than 2,000 lines is met by one person for each hundred.
"""

import sys
import threading
import time
from itertools import chain, cycle, takewhile
from tempfile import TemporaryDirectory

from bench.each import on_each
from bench.served import FORM, Server, cookies, form, session_of

PEOPLE, LONGEST = 20, 3.0
PASSWORD = "mot de passe long"
# Seconds from one person to the next.
APART = 1.0


def main():
    is_wrong = False
    for kind, _lines, found in on_each("logins", measure, __doc__, 5000):
        print(f"{kind}: {found}", flush=True)
        is_wrong |= found["refused"] > 0 or found["slowest"] > LONGEST
    sys.exit(is_wrong)


def measure(lines):
    """How long a file of so many lines took and how long people waited, in seconds, those before it began beside."""
    import django

    django.setup()
    from django.contrib.auth import get_user_model

    from agreements.models import Agreement

    users = get_user_model().objects
    people = [f"agente{number}" for number in range(min(PEOPLE, lines // 100))]
    for name in people:
        users.create_user(name, password=PASSWORD, is_staff=True)
    token, session = _file(lines, users.create_superuser("importatrice"))
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
    assert Agreement.objects.count() == lines
    ((status, seconds),) = written
    return {
        "file": f"{status} after {seconds:.1f} s",
        "people": len(meanwhile),
        "refused": sum(status != 302 for status, _seconds in (*alone, *meanwhile)),
        "slowest alone": round(max(seconds for _status, seconds in alone), 2),
        "slowest": round(max(seconds for _status, seconds in meanwhile), 2),
    }


CONFIRM = "/gestion/agreements/agreement/import/confirm/"


def _file(lines, person):
    """The token with which a file may be applied, and a session of its owner."""
    from django.utils import timezone

    from agreements.resources import AgreementResource
    from partners.models import Institution
    from register.tabular import exchange

    Institution.objects.create(slug="conseil", name_fr="Conseil", acronym="CES", kind="council")
    rows = (f"convention;Convention {number};CES;2015;" for number in range(lines))
    content = "\n".join(["kind;title_fr;signatories;signed_on;reference", *rows]).encode()
    brought = exchange.receive("agreements.agreement", person, "x.csv", content, timezone.now())
    return exchange.token_of(brought, exchange.plan_of(brought, AgreementResource)), session_of(person)


def _login(server, name):
    begun = time.perf_counter()
    fields = form(username=name, password=PASSWORD)
    status = server.ask("POST", "/gestion/login/", fields, {**FORM, **cookies()})
    return status, time.perf_counter() - begun


if __name__ == "__main__":
    main()
