"""Measures the product at several sizes on both databases, and reports beside the goals: ``make bench``."""

import argparse
import json
import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path

from bench import report
from bench.databases import ROOT, Sqlite, manage, postgresql, prepared, programs


def main():
    options = _options()
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "sqlite://:memory:", "collectstatic", "--noinput", "-v0")
    # Ended from outside, it stops the database server that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    before = os.getloadavg()
    with ExitStack() as stack:
        databases = _databases(options.databases, folder, stack)
        results = {database.name: {} for database in databases}
        for database in databases:
            for size in sorted(options.sizes):
                results[database.name][size] = _measure(database, size, folder, options)
                _write(_report(results, before), options.report)
    print(_report(results, before))


def _options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1000, 10_000], help="agreements")
    parser.add_argument("--databases", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--views", type=int, default=1000, help="pages before the memory of a worker is read")
    parser.add_argument("--report", type=Path, help="where to write the report")
    return parser.parse_args()


def _databases(names, folder, stack):
    databases = [Sqlite(folder)] if "sqlite" in names else []
    if "postgresql" in names and programs() is None:
        print("PostgreSQL is not on this machine: only SQLite is measured.", file=sys.stderr)
    elif "postgresql" in names:
        databases.append(stack.enter_context(postgresql(folder)))
    return databases


def _measure(database, size, folder, options):
    """What bench.measure found, in a process of its own; a worker too at the size nearest to 10,000."""
    print(f"{database.name}, {size:,} agreements…", file=sys.stderr)
    url = prepared(database, folder, size)
    usual = min(options.sizes, key=lambda size: abs(size - 10_000))
    views = ["--views", options.views] if size == usual else []
    return json.loads(manage(folder, url, "--repeats", options.repeats, *views, module="bench.measure"))


def _write(whole, path):
    """What is known so far: a run that is ended leaves what it had measured."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(whole)


def _report(results, before):
    parts = ["# Measures"]
    for database, by_size in results.items():
        parts += [report.pages(database, size, found) for size, found in by_size.items()]
        if len(by_size) > 1:
            parts.append(report.growth(database, by_size))
        whole = [found for found in by_size.values() if "weights" in found]
        if database == next(iter(results)):
            parts += map(report.first_visit, whole)
        parts += [report.worker(database, found) for found in whole]
    loads = " → ".join(f"{load[0]:.1f}" for load in (before, os.getloadavg()))
    return "\n\n".join([*parts, f"Load average: {loads} on {os.cpu_count()} cores."]) + "\n"


if __name__ == "__main__":
    main()
