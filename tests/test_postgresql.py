"""The register on a real PostgreSQL without any extension, whatever database the other tests use."""

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tests.conftest import FIXTURES, program


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


def manage(url, folder, *arguments):
    environment = {**os.environ, "DATABASE_URL": url, "VAR_DIR": str(folder)}
    command = [sys.executable, "manage.py", *map(str, arguments)]
    return subprocess.run(command, check=True, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True)


def test_the_register_migrates_loads_and_answers_on_postgresql(server, tmp_path):
    manage(server, tmp_path, "migrate", "-v0")
    manage(server, tmp_path, "loaddata", "-v0", *FIXTURES)
    question = (
        "from agreements.filters import AgreementFilter as F; from django.http import QueryDict;"
        "print(*F(QueryDict('q=koweit&on=2026-01-01')).selection.agreements().values_list('reference', 'state'))"
    )

    answer = manage(server, tmp_path, "shell", "-v0", "-c", question)

    assert answer.stdout.split("\n")[0] == "('CC-0009', 'signed')"
