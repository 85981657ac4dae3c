"""Each case starts the settings in a process of its own, with an environment of its own."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings

READ = "from django.conf import settings; from django.db import connection; settings.DEBUG; "


@pytest.fixture
def start(tmp_path):
    """Run lines of Python after the settings, with VAR_DIR in a temporary folder and the given environment."""

    def start(code="", **environment):
        plain = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "cooperation.settings", "VAR_DIR": str(tmp_path)}
        return subprocess.run(
            [sys.executable, "-c", READ + code],
            cwd=settings.BASE_DIR,
            env={**plain, **environment},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )

    return start


def printed(process):
    assert process.returncode == 0, process.stderr
    return process.stdout.strip()


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        ({"DEBUG": "maybe"}, "DEBUG='maybe' is neither on nor off."),
        ({"HTTPS": "2"}, "HTTPS='2' is neither on nor off."),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS=* lets anyone forge the address of the site: name your hosts."),
        (
            {"ALLOWED_HOSTS": "register.example.org, *"},
            "ALLOWED_HOSTS=* lets anyone forge the address of the site: name your hosts.",
        ),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is shorter than 50 characters: give a longer one, or none at all."),
        ({"BORDERS": "atlantis"}, "BORDERS='atlantis' is none of: international, morocco."),
        ({"BORDERS": "../secret"}, "BORDERS='../secret' is none of: international, morocco."),
        ({"LOG_LEVEL": "LOUD"}, "LOG_LEVEL='LOUD' is none of: INFO, WARNING, ERROR."),
        (
            {"DATABASE_URL": "mysql://root@127.0.0.1/register"},
            "DATABASE_URL begins with sqlite:// or postgres://: no other database is supported.",
        ),
        (
            {"DATABASE_URL": "nonsense"},
            "DATABASE_URL begins with sqlite:// or postgres://: no other database is supported.",
        ),
        (
            {"DATABASE_URL": "postgres://127.0.0.1:none/x"},
            "DATABASE_URL cannot be read: quote what is not plain in its parts.",
        ),
    ],
)
def test_a_value_that_cannot_be_used_stops_the_start_with_a_sentence(start, environment, sentence):
    process = start(**environment)

    assert process.returncode == 1
    assert process.stderr.strip().splitlines()[-1] == f"django.core.exceptions.ImproperlyConfigured: {sentence}"


def test_a_time_zone_that_does_not_exist_stops_the_start(start):
    process = start(TIME_ZONE="Africa/Nowhere")

    assert process.stderr.strip().splitlines()[-1] == "ValueError: Incorrect timezone setting: Africa/Nowhere"


def test_nothing_has_to_be_set(start):
    code = "print(settings.DEBUG, settings.HTTPS, settings.LANGUAGE_CODE, settings.TIME_ZONE, connection.vendor)"

    assert printed(start(code)) == "False False fr Africa/Casablanca sqlite"


@pytest.mark.parametrize(("value", "meaning"), [("on", "True"), ("TRUE", "True"), (" yes ", "True"), ("0", "False")])
def test_a_switch_is_written_as_people_write_it(start, value, meaning):
    assert printed(start("print(settings.DEBUG)", DEBUG=value)) == meaning


def test_an_empty_database_url_is_the_embedded_database(start):
    assert printed(start("print(connection.vendor)", DATABASE_URL="")) == "sqlite"


def test_hosts_are_a_list_with_commas(start):
    shown = printed(start("print(settings.ALLOWED_HOSTS)", ALLOWED_HOSTS="a.example.org, b.example.org,"))

    assert shown == "['a.example.org', 'b.example.org']"


def test_the_secret_key_is_made_once_and_only_its_owner_reads_it(start, tmp_path):
    keys = [printed(start("print(settings.SECRET_KEY)")) for _ in range(2)]

    path = tmp_path / "secret_key"
    assert keys == [path.read_text()] * 2
    assert len(keys[0]) >= 50
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_secret_key_that_is_given_is_used_and_none_is_written(start, tmp_path):
    assert printed(start("print(settings.SECRET_KEY)", SECRET_KEY="k" * 50)) == "k" * 50
    assert not (tmp_path / "secret_key").exists()


def test_an_empty_secret_key_file_stops_the_start(start, tmp_path):
    (tmp_path / "secret_key").touch()

    assert start("settings.SECRET_KEY").returncode == 1


def test_sqlite_writes_ahead_and_synchronises_fully(start):
    code = """
cursor = connection.cursor()
print([cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous", "foreign_keys")])
print(settings.DATABASES["default"]["OPTIONS"]["transaction_mode"])
"""

    assert printed(start(code)).splitlines() == ["['wal', 2, 1]", "IMMEDIATE"]


def test_postgresql_has_limits_on_time_and_plans_for_what_is_asked_of_it(start):
    code = "print(settings.DATABASES['default']['OPTIONS']['options'])"

    shown = printed(start(code, DATABASE_URL="postgres://someone@127.0.0.1:1/register"))

    assert shown == (
        "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
        " -c jit=off -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan"
    )


@pytest.mark.parametrize("tables", ["", "/usr/share/zoneinfo"])
def test_morocco_is_on_utc_since_september_2026_whatever_tables_the_system_has(start, tables):
    code = """
from datetime import UTC, datetime
from zoneinfo import ZoneInfo
zone = ZoneInfo("Africa/Casablanca")
print([str(datetime(2026, month, 1, 12, tzinfo=UTC).astimezone(zone).utcoffset()) for month in (7, 10)])
"""

    assert printed(start(code, PYTHONTZPATH=tables)) == "['1:00:00', '0:00:00']"


def test_over_https_cookies_are_bound_to_the_host_and_browsers_stay_on_it(start):
    code = """
print(settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.SESSION_COOKIE_SECURE)
print(settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS, settings.SECURE_PROXY_SSL_HEADER)
"""

    assert printed(start(code, HTTPS="on")).splitlines() == [
        "__Host-sid __Host-csrf True",
        "True 63072000 ('HTTP_X_FORWARDED_PROTO', 'https')",
    ]
