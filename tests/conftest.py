import os
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import transaction
from django.utils.translation import override

from agreements.models import Document
from register import edition
from tests.copies import Copy

FIXTURES = sorted(Path(settings.BASE_DIR, "fixtures").glob("*.json"))


def program(name, package, *folders):
    """The path of a program, or a skip that names the package that brings it."""
    found = shutil.which(name) or next((str(path) for folder in folders for path in Path("/").glob(folder)), None)
    if found is None:
        pytest.skip(f"{name} is not on this machine: install {package}")
    return found


@pytest.fixture(autouse=True)
def plain_settings(settings):
    """Quick password hashing, and static files without a manifest: nothing is collected for tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def english():
    """Sentences are compared in English unless a test chooses; requests leave their language in the thread."""
    with override("en"):
        yield


@pytest.fixture
def private_documents(monkeypatch, tmp_path):
    """The private storage, in a temporary folder (the field holds its storage: settings come too late)."""
    storage = FileSystemStorage(location=tmp_path, base_url=None)
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", storage)
    return tmp_path


@pytest.fixture(scope="session")
def load_register(django_db_setup, django_db_blocker):
    """A function that fills the empty register as ``make run`` does; the fixtures are read once by each worker."""
    with django_db_blocker.unblock(), transaction.atomic():
        copy = Copy(lambda: call_command("loaddata", *FIXTURES, verbosity=0))
        transaction.set_rollback(True)

    def load():
        copy.write()
        edition.renew()

    return load


@pytest.fixture
def loaded_register(db, load_register):
    """The register as ``make run`` loads it."""
    load_register()


@pytest.fixture(scope="module")
def chromium():
    from playwright.sync_api import sync_playwright

    path = program("chromium", "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def register_site(transactional_db, live_server, load_register):
    load_register()
    return live_server.url


@pytest.fixture
def administrator(db):
    return get_user_model().objects.create_superuser("administratrice", "admin@example.org", "mot de passe long")


def pytest_terminal_summary(terminalreporter):
    reasons = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", [])]
    packages = sorted({reason.rpartition("install ")[2] for reason in reasons})
    if packages:
        terminalreporter.write_line(f"{len(reasons)} tests were skipped; to run them install: {', '.join(packages)}.")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session, exitstatus):
    """In CI every test runs: a skipped one fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter and reporter.stats.get("skipped") and exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
