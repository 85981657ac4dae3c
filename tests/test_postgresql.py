"""The register on a real PostgreSQL without any extension, whatever database the other tests use."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import FIXTURES, program

pytestmark = pytest.mark.thorough


def as_owner(*command):
    """PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    return subprocess.run([*prefix, *map(str, command)], check=True, cwd="/", capture_output=True, text=True)


@pytest.fixture
def server(tmp_path_factory):
    folder = Path(program("initdb", "postgresql", "usr/lib/postgresql/*/bin/initdb")).parent
    data = Path(as_owner("mktemp", "-d").stdout.strip())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    as_owner(folder / "initdb", "-D", data / "db", "-U", "register", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off"
    as_owner(folder / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log", "-o", options, "start")
    yield f"postgres://register@127.0.0.1:{port}/postgres"
    as_owner(folder / "pg_ctl", "-D", data / "db", "-m", "immediate", "stop")
    as_owner("rm", "-rf", data)


ASKED = """
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict
from agreements.filters import AgreementFilter
from register.search import engines, shares
from register.search.matching import Match
from register.search.terms import Question
call_command("migrate", verbosity=0)
call_command("loaddata", {fixtures}, verbosity=0)
with connection.cursor() as cursor:
    sizes = "SELECT pg_relation_size(oid), pg_relation_size(reltoastrelid) FROM pg_class WHERE relname = %s"
    cursor.execute(sizes, ["register_searchentry"])
    print(*cursor.fetchone())
    cursor.execute("ANALYZE register_searchentry")
    cursor.execute("EXPLAIN SELECT FROM register_searchentry WHERE id % 10 = 1")
    print(cursor.fetchone()[0].partition(" rows=")[2].partition(" ")[0], AgreementFilter(QueryDict("")).selection.total)
found = AgreementFilter(QueryDict("q=koweit&on=2026-01-01")).selection.agreements()
print(*found.values_list("reference", "state"))
conventions, french = Match(choices=(("kind=convention",),)), Match(choices=(("country=FR",),))
for match in [conventions, french, Match(question=Question.parse('"convention"'))]:
    print(round(shares.likely(match)), engines.count(match, 99))
"""


PLANNED = """
from django.core.management import call_command
from django.db import connection
from agreements.views.agreement import _published
call_command("migrate", verbosity=0)
call_command("loaddata", {fixtures}, verbosity=0)
for reference in ["CC-0009", "CC-0010", "CC-0009"]:
    print(*(one.reference for one in _published(reference)), end=" ")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_prepared_statements")
        print(*cursor.fetchone())
    if reference == "CC-0010":
        connection.close()
"""


ENDED = """
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection, connections
from django.test import RequestFactory
call_command("migrate", verbosity=0)
application, address = get_wsgi_application(), "/recherche/suggestions/?q=acc"
environ = RequestFactory(SERVER_NAME="localhost").get(address).environ
known = []
for ends in [False, True, False]:
    application(dict(environ), lambda status, headers: print(status, end=" ")).close()
    known.append(connection.connection.get_backend_pid())
    print(len(set(known)))
    if ends:
        other = connections.create_connection("default")
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s)", [known[-1]])
        other.close()
"""


def answers(code, server, folder, **settings_given):
    """The lines that the code prints in a process of its own, on that server."""
    environment = {**os.environ, "DATABASE_URL": server, "VAR_DIR": str(folder), **settings_given}
    code = code.format(fixtures=", ".join(repr(str(path)) for path in FIXTURES))
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", code]
    answer = subprocess.run(command, check=True, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)
    return answer.stdout.splitlines()


def test_a_page_is_answered_although_the_server_has_ended_the_connection_that_was_kept(server, tmp_path):
    assert answers(ENDED, server, tmp_path) == ["200 OK 1", "200 OK 1", "200 OK 2"]


@pytest.mark.parametrize(("pooler", "plans"), [("off", 1), ("on", 0)])
def test_a_question_is_planned_once_for_a_connection_unless_poolers_hand_them_out(server, tmp_path, pooler, plans):
    assert answers(PLANNED, server, tmp_path, DATABASE_POOLER=pooler) == [
        f"CC-0009 {plans}",
        f"CC-0010 {plans}",
        f"CC-0009 {plans}",
    ]


def test_the_register_migrates_loads_and_answers_on_postgresql(server, tmp_path):
    sizes, agreements, found, *likely = answers(ASKED, server, tmp_path)

    assert found == "('CC-0009', 'signed')"
    # The vectors stand in their rows: apart, on two pages, is but one, which fits in no page.
    in_rows, apart = map(int, sizes.split())
    assert apart == 2 * 8192 < in_rows
    # It is known how many entries are of agreements, and how many hold a token or a word.
    assert [len(set(line.split())) for line in [agreements, *likely]] == [1, 1, 1, 1]
