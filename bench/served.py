"""The product served as it is in service, for measures that need a server of its own."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from urllib.parse import urlencode

from bench.databases import ROOT

PATIENCE = 60
SECRET = "k" * 32


def cookies(session=""):
    """The header with which a person of that session sends forms; SECRET is the token against forgery."""
    from django.conf import settings

    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={SECRET}"}


def form(**fields):
    """The body of a form."""
    return urlencode({"csrfmiddlewaretoken": SECRET, **fields}).encode()


def session_of(person):
    from django.test import Client

    client = Client()
    client.force_login(person)
    return next(iter(client.cookies.values())).value


FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Server:
    """The server of the product on a port of its own, its temporary files in ``folder``."""

    def __init__(self, folder):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.folder, self.status = folder, None

    def __enter__(self):
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(self.port), "--no-access-log"]
        self.process = subprocess.Popen(
            [*command, "--log-level", "critical", "cooperation.wsgi:application"],
            cwd=ROOT,
            env=os.environ | {"TMPDIR": self.folder},
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        limit = time.monotonic() + PATIENCE
        while time.monotonic() < limit:
            try:
                self.ask("GET", "/healthz")
            except OSError:
                time.sleep(0.05)
            else:
                return self
        raise RuntimeError("the server does not answer")

    def __exit__(self, *error):
        self.kill()

    def kill(self):
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def post(self, path, body, headers):
        try:
            self.status = self.ask("POST", path, body, headers)
        except (OSError, http.client.HTTPException):
            self.status = None

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, headers or {})
            return connection.getresponse().status
        finally:
            connection.close()
