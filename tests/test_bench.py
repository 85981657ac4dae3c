"""The measures run and report each page; no test asserts a time."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench import databases, goals


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

    assert {"list", "agreement", "home", "search, word in 3.6 %"} <= {
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


@pytest.mark.parametrize(("values", "expected"), [((5, 5), 0), ((5, 50), 1), ((50, 5), -1)])
def test_the_exponent_says_how_a_cost_follows_the_size(values, expected):
    assert goals.exponent([100, 1000, 10_000], [1, *values]) == pytest.approx(expected)
