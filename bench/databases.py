"""The databases that are measured, each filled once with a sample of each size and kept for the next run."""

import hashlib
import os
import shutil
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
# What decides how a filled database looks: where any of it changes, the sample is made anew.
SOURCES = [
    "bench/sample/*.py",
    "cooperation/management/commands/make_sample.py",
    "fixtures/0[12]_*.json",
    "*/migrations/*.py",
    "*/indexed.py",
    "register/management/commands/*.py",
    "register/search/*.py",
]
UNFINISHED = "unfinished"


def key():
    """A short name for the state of the sources."""
    sources = sorted(path for pattern in SOURCES for path in ROOT.glob(pattern))
    return hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()[:10]


def manage(folder, url, *arguments, module=None):
    """Run a command of the product on a database; return what it printed."""
    given = {
        "VAR_DIR": str(folder),
        "DATABASE_URL": url,
        "HTTPS": "",
        "ALLOWED_HOSTS": "",
        "HOST": "",
        "LOG_LEVEL": "ERROR",
    }
    environment = os.environ | given | {"DJANGO_SETTINGS_MODULE": "cooperation.settings"}
    program = ["-m", module] if module else ["manage.py"]
    command = [sys.executable, *program, *map(str, arguments)]
    return subprocess.run(command, check=True, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True).stdout


def prepared(database, folder, size):
    """The address of a database that holds a sample of that size."""
    name = f"sample_{size}_{key()}"
    if name not in database.names():
        for old in database.names():
            if old == UNFINISHED or old.startswith(f"sample_{size}_"):
                database.drop(old)
        database.create(UNFINISHED)
        manage(folder, database.url(UNFINISHED), "migrate", "-v0")
        manage(folder, database.url(UNFINISHED), "make_sample", "--agreements", size)
        database.keep(UNFINISHED, name)
    return database.url(name)


class Sqlite:
    name = "sqlite"

    def __init__(self, folder):
        self.folder = folder

    def names(self):
        return [path.stem for path in self.folder.glob("*.sqlite3")]

    def create(self, name):
        """Nothing: the file appears with the first connection."""

    def drop(self, name):
        for path in self.folder.glob(f"{name}.sqlite3*"):
            path.unlink()

    def keep(self, name, new_name):
        (self.folder / f"{name}.sqlite3").rename(self.folder / f"{new_name}.sqlite3")

    def url(self, name):
        return f"sqlite:///{self.folder / name}.sqlite3"


class Postgresql:
    name = "postgresql"

    def __init__(self, port):
        self.port = port

    def names(self):
        return [name for (name,) in self._run("SELECT datname FROM pg_database")]

    def create(self, name):
        self._run(f"CREATE DATABASE {name}")

    def drop(self, name):
        self._run(f"DROP DATABASE {name}")

    def keep(self, name, new_name):
        self._run(f"ALTER DATABASE {name} RENAME TO {new_name}")
        # In service the server does it by itself, some time after the rows came in.
        self._run("VACUUM ANALYZE", new_name)

    def url(self, name):
        return f"postgres://register@127.0.0.1:{self.port}/{name}"

    def _run(self, statement, name="postgres"):
        connection = psycopg2.connect(self.url(name))
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            rows = cursor.fetchall() if cursor.description else []
        connection.close()
        return rows


def programs():
    """The folder of the newest PostgreSQL's programs, or None."""
    found = shutil.which("initdb")
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name.split(".")[0]))
    return Path(found).parent if found else folders[-1] if folders else None


@contextmanager
def postgresql(folder):
    """A PostgreSQL of our own while it is needed, its data kept in ``folder``."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data, binaries = folder / "postgresql", programs()
    data.mkdir(exist_ok=True)
    if os.getuid() == 0:
        shutil.chown(data, "postgres")
    if not (data / "db").exists():
        _as_owner(
            binaries / "initdb", "-D", data / "db", "-U", "register", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"
        )
    # Without helpers all the work of a question is done by the process whose CPU time is read.
    options = f"-p {port} -k {data} -c listen_addresses=127.0.0.1 -c fsync=off -c max_parallel_workers_per_gather=0"
    _as_owner(binaries / "pg_ctl", "-D", data / "db", "-w", "-l", data / "log", "-o", options, "start")
    try:
        yield Postgresql(port)
    finally:
        _as_owner(binaries / "pg_ctl", "-D", data / "db", "-m", "fast", "stop")


def _as_owner(*command):
    """PostgreSQL refuses to run as root."""
    prefix = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
    subprocess.run([*prefix, *map(str, command)], check=True, cwd="/", stdout=subprocess.DEVNULL)
