"""Reading the environment: a value that cannot be used stops the start with a sentence that names it."""

import os
import re
import secrets
from urllib.parse import unquote, urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_BOOLEANS = {"on": True, "1": True, "true": True, "yes": True, "off": False, "0": False, "false": False, "no": False}


def text(name, default=""):
    """The value, or the default where it is missing or empty (as ``make`` exports what was not given)."""
    return os.environ.get(name, "").strip() or default


def boolean(name, default):
    value = text(name, "on" if default else "off").lower()
    if value not in _BOOLEANS:
        raise ImproperlyConfigured(f"{name}={value!r} is neither on nor off.")
    return _BOOLEANS[value]


def words(name):
    """A list written with commas."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def choice(name, default, choices):
    value = text(name, default)
    if value not in choices:
        raise ImproperlyConfigured(f"{name}={value!r} is none of: {', '.join(choices)}.")
    return value


def port(name, default):
    value = text(name, str(default))
    if not value.isdecimal() or not 0 < int(value) < 65536:
        raise ImproperlyConfigured(f"{name}={value!r} is not a port between 1 and 65535.")
    return int(value)


def hosts(name):
    """The names under which the site answers: those given, or this machine's own and HOST where it is one address."""
    host = text("HOST")
    own = ["127.0.0.1", "localhost", "[::1]", *([host] if host not in ("", "0.0.0.0", "::") else [])]
    given = words(name) or own
    if "*" in given:
        raise ImproperlyConfigured(f"{name}=* lets anyone forge the address of the site: name your hosts.")
    return given


def database(name, url, is_pooled):
    """Django's settings of the database at ``url``.

    Behind a pooler, which gives each transaction a connection of its own, nothing is left in one for later.
    """
    age = 0 if is_pooled else 60
    try:
        if url.startswith(("sqlite:", "postgres:", "postgresql:")):
            return dj_database_url.parse(
                url, conn_max_age=age, conn_health_checks=True, disable_server_side_cursors=is_pooled
            )
    except ValueError:
        raise ImproperlyConfigured(f"{name} cannot be read: quote what is not plain in its parts.") from None
    raise ImproperlyConfigured(f"{name} begins with sqlite:// or postgres://: no other database is supported.")


def secret_key(path):
    """SECRET_KEY from the environment, or one made at the first start and kept in a file that only the owner reads."""
    value = text("SECRET_KEY")
    if value:
        if len(value) < 50:
            raise ImproperlyConfigured("SECRET_KEY is shorter than 50 characters: give a longer one, or none at all.")
        return value
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(64))
    return path.read_text()


def site(name):
    """The address under which people reach the register, with its last slash: for links in e-mails."""
    value = text(name, "http://127.0.0.1:8000/")
    if not re.fullmatch(r"https?://[^\s/]+(/[^\s]*)?", value):
        raise ImproperlyConfigured(f"{name}={value!r} is no address: write it as https://registre.example.org/.")
    return value.rstrip("/") + "/"


def email(name):
    """Django's settings of e-mail from ``smtp://user:password@host:port`` (smtps:// for TLS from the first byte).

    smtp:// changes to TLS before anything is said (STARTTLS), except to this machine itself. Without a value e-mails
    are written to the console.
    """
    value = text(name)
    if not value:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(value)
        where = {"EMAIL_HOST": parts.hostname, "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587)}
    except ValueError:
        where = {}
    if not where.get("EMAIL_HOST") or parts.scheme not in ("smtp", "smtps"):
        raise ImproperlyConfigured(f"{name} begins with smtp:// or smtps:// and names a host.")
    return {
        **where,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp" and parts.hostname not in ("127.0.0.1", "localhost"),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }
