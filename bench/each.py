"""A measure taken on a new database of each kind, by a process of its own."""

import argparse
import json
import os
from contextlib import ExitStack
from pathlib import Path

from bench.databases import ROOT, Sqlite, manage, postgresql, programs

KINDS = ["sqlite", "postgresql"]


def on_each(name, measure, about, usual):
    """Yield (kind of database, number, what ``measure(number)`` of the module ``bench.name`` found there).

    The number is given on the command line, ``usual`` where it is not. The processes that measure come here too, with
    ``--measure``: they print what they found on the database of DATABASE_URL, and nothing is yielded.
    """
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("number", type=int, nargs="?", default=usual)
    parser.add_argument("--databases", nargs="+", choices=KINDS, default=KINDS)
    parser.add_argument("--measure", action="store_true", help="write to the database of DATABASE_URL")
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(measure(options.number)))
        return
    folder = Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve() / "bench"
    folder.mkdir(parents=True, exist_ok=True)
    manage(folder, "sqlite://:memory:", "collectstatic", "--noinput", "-v0")
    with ExitStack() as stack:
        databases = [Sqlite(folder)] if "sqlite" in options.databases else []
        if "postgresql" in options.databases and programs():
            databases.append(stack.enter_context(postgresql(folder)))
        for database in databases:
            if name in database.names():
                database.drop(name)
            database.create(name)
            manage(folder, database.url(name), "migrate", "-v0")
            found = manage(folder, database.url(name), options.number, "--measure", module=f"bench.{name}")
            yield database.name, options.number, json.loads(found)
