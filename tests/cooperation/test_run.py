"""The one command that takes a clone to a served register, run as a person runs it."""

import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager

import pytest
from django.conf import settings

from cooperation.management.commands.run import Command
from register.models import SearchEntry, Tally
from register.search import counts

pytestmark = pytest.mark.thorough


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def running(folder, port):
    """The served register and a function that returns what it has printed."""
    environment = {**os.environ, "DATABASE_URL": "", "HOST": "", "VAR_DIR": str(folder), "PORT": str(port)}
    printed = folder / f"printed-{port}"
    with printed.open("w") as output:
        command = [sys.executable, "manage.py", "run"]
        process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=output, stderr=output)
    try:
        yield printed.read_text
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def get(port, path, patience=60):
    for _ in range(patience * 5):
        try:
            return urllib.request.urlopen(f"http://127.0.0.1:{port}{path}").read().decode()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    return pytest.fail(f"nothing answered at port {port}")


def test_a_first_run_loads_the_register_and_prints_an_account_once_and_a_second_touches_nothing(tmp_path):
    port = free_port()
    with running(tmp_path, port) as printed:
        assert "CC-0018" in get(port, "/")
        first = printed()
    account = re.search(r"name admin, password (\S{20})", first)
    assert account
    assert f"http://127.0.0.1:{port}/gestion/" in first

    database = sqlite3.connect(tmp_path / "register.sqlite3")
    assert database.execute("SELECT COUNT(*) FROM partners_historicalinstitution").fetchone() == (30,)
    database.execute("UPDATE agreements_agreement SET title_fr = 'Titre corrigé' WHERE reference = 'CC-0018'")
    database.commit()
    database.close()

    port = free_port()
    with running(tmp_path, port) as printed:
        assert "Titre corrigé" in get(port, "/")
        second = printed()
    assert "password" not in second
    assert "loaded" not in second


def test_a_taken_port_is_said_and_nothing_is_made(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(tmp_path, port) as printed:
            for _ in range(100):
                if "choose PORT=" in printed():
                    break
                time.sleep(0.2)

    assert f"127.0.0.1:{port} cannot be served" in printed()
    assert not (tmp_path / "register.sqlite3").exists()


def test_a_register_filled_before_it_had_an_index_gets_one_at_the_next_start(loaded_register):
    entries = SearchEntry.objects.count()
    SearchEntry.objects.all().delete()
    Tally.objects.all().delete()

    Command().index_what_is_not()

    assert (SearchEntry.objects.count(), counts.of("group=agreement")) == (entries, {"group=agreement": 18})


def test_a_register_that_has_its_index_is_not_indexed_again(loaded_register):
    SearchEntry.objects.filter(key="CC-0001").delete()

    Command().index_what_is_not()

    assert not SearchEntry.objects.filter(key="CC-0001").exists()
