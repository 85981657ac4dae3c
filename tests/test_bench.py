"""The measures run and report each page; no test asserts a time."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from bench import databases, goals


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
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


@pytest.mark.parametrize(("values", "expected"), [((5, 5), 0), ((5, 50), 1), ((50, 5), -1)])
def test_the_exponent_says_how_a_cost_follows_the_size(values, expected):
    assert goals.exponent([100, 1000, 10_000], [1, *values]) == pytest.approx(expected)


def test_a_filled_database_is_kept_for_the_next_run(tmp_path):
    sqlite = databases.Sqlite(tmp_path)
    made = databases.prepared(sqlite, tmp_path, 60)
    before = (tmp_path / sqlite.names()[0]).with_suffix(".sqlite3").stat().st_mtime_ns

    assert databases.prepared(sqlite, tmp_path, 60) == made
    assert (tmp_path / sqlite.names()[0]).with_suffix(".sqlite3").stat().st_mtime_ns == before
