"""The measures run and report each page; no test asserts a time."""

import ast
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.conf import settings
from django.db import connection

from bench import databases, goals

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("bench")


@pytest.fixture(scope="module")
def report(folder):
    command = [sys.executable, "-m", "bench.run", "60", "--databases", "sqlite", "--repeats", "1", "--views", "20"]
    environment = {**os.environ, "VAR_DIR": str(folder)}
    subprocess.run([*command, "--report", folder / "report.md"], check=True, cwd=settings.BASE_DIR, env=environment)
    return (folder / "report.md").read_text()


def rows(report, heading):
    """The cells of the table under a heading."""
    table = report.split(heading)[1].split("\n\n")[1]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_each_page_is_reported_with_a_ratio_to_the_empty_view_or_as_absent(report):
    costs = {row[0]: row[1] for row in rows(report, "## sqlite, 60 agreements")}

    assert {"list", "agreement", "home", "search, word in 3.6 %", "floor: 25 rows, Django template"} <= {
        name for name, cost in costs.items() if cost != "absent"
    }
    assert [(name, cost) for name, cost in costs.items() if cost != "absent" and float(cost) <= 0] == []


def test_weight_and_memory_are_reported(report):
    assert [row[0] for row in rows(report, "## First visit")] == ["list", "agreement"]
    assert [float(row[1]) > 0 for row in rows(report, "## Worker on sqlite")] == [True, True]


def test_a_filled_database_is_kept_for_the_next_run(report, folder):
    sqlite = databases.Sqlite(folder / "bench")
    (name,) = sqlite.names()
    before = (sqlite.folder / f"{name}.sqlite3").stat()

    assert databases.prepared(sqlite, sqlite.folder, 60) == sqlite.url(name)
    after = (sqlite.folder / f"{name}.sqlite3").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


@pytest.fixture
def open_folder():
    """A folder in which the owner of PostgreSQL finds its data: those of pytest are closed to others."""
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield folder


def measured(folder, name, number):
    """(what the measure found on the kind of database that is tested, its errors)."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{name}", str(number), "--databases", connection.vendor],
        cwd=settings.BASE_DIR,
        env={**os.environ, "VAR_DIR": folder},
        capture_output=True,
        text=True,
        check=False,
    )
    return ast.literal_eval(done.stdout.partition(": ")[2] or "{}"), done.stderr


def test_a_server_that_is_killed_leaves_nothing_half_done(open_folder):
    found, errors = measured(open_folder, "kills", 4)

    assert errors == ""
    assert (sum(found.values()), set(found) - {"written", "not written", "uploaded", "not uploaded"}) == (4, set())


def test_people_sign_in_while_a_file_is_written(open_folder):
    found, errors = measured(open_folder, "logins", 800)

    assert (errors, found["refused"], found["file"][:3]) == ("", 0, "302")
    assert found["people"] >= 8


@pytest.mark.parametrize(("values", "expected"), [((5, 5), 0), ((5, 50), 1), ((50, 5), -1)])
def test_the_exponent_says_how_a_cost_follows_the_size(values, expected):
    assert goals.exponent([100, 1000, 10_000], [1, *values]) == pytest.approx(expected)
