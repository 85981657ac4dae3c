"""Every setting of the register, from the environment alone (README has the table)."""

import zoneinfo
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from cooperation import environment

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

# --- Who may ask ---------------------------------------------------------------------------------
DEBUG = environment.boolean("DEBUG", False)
SECRET_KEY = environment.secret_key(VAR_DIR / "secret_key")
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")

# --- Parts ---------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "cooperation.apps.BackOfficeConfig",
    "cooperation.apps.CooperationConfig",
    "agreements",
    "partners",
    "register",
    "import_export",
    "django_filters",
    "simple_history",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cooperation.middleware.AnyBytes",
    "csp.middleware.CSPMiddleware",
    "cooperation.middleware.SecurityHeaders",
    "cooperation.middleware.Editions",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]
ROOT_URLCONF = "cooperation.urls"
WSGI_APPLICATION = "cooperation.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cooperation.context.site",
            ],
            "builtins": ["register.templatetags.register"],
        },
    }
]
FORM_RENDERER = "register.rendering.Renderer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Database ------------------------------------------------------------------------------------
DATABASE_URL = environment.text("DATABASE_URL", f"sqlite:///{VAR_DIR / 'register.sqlite3'}")
DATABASES = {
    "default": environment.database("DATABASE_URL", DATABASE_URL, environment.boolean("DATABASE_POOLER", False))
}
if DATABASE_URL.startswith("sqlite:"):
    # Under eight writers this is the one set of options that loses no write to "database is locked". The entries of one
    # selection fill the 2 MB that SQLite keeps in memory for a connection by itself: here it is 8 MB.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-8000;",
    }
else:
    # Compiling a question takes longer than answering any of ours; rows are near, in memory or on a disk without arms;
    # and what is planned for a connection (register.prepared) is planned for all values at once.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault(
        "options",
        "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"
        " -c jit=off -c random_page_cost=1.1 -c plan_cache_mode=force_generic_plan",
    )

# --- Languages and time --------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("ar", _("Arabic")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.text("TIME_ZONE", "Africa/Casablanca")
# Morocco left UTC+1 in September 2026: systems with older tables are an hour wrong, so ours are the tzdata package's.
zoneinfo.reset_tzpath(to=[])

# --- Static and private files --------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "documents", "base_url": None},
    },
    "staticfiles": {"BACKEND": "cooperation.static_files.BundledStaticFiles"},
    # Nothing is stored under the default alias; it exists because Django asks for it.
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "documents", "base_url": None},
    },
}
# Transitional until Django 6: an address typed without its scheme is an https one.
FORMS_URLFIELD_ASSUME_HTTPS = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
DATA_UPLOAD_MAX_NUMBER_FILES = 5
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# --- Map -----------------------------------------------------------------------------------------
# Which outlines the world map draws, by the name of their file: states differ about them (docs/borders/README.md).
BORDERS_DIR = BASE_DIR / "cooperation" / "borders"
BORDERS = environment.choice("BORDERS", "morocco", sorted(file.stem for file in BORDERS_DIR.glob("*.json")))

# --- Accounts ------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["partners.rights.GrantBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
SESSION_COOKIE_AGE = 8 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"

# --- HTTPS and headers ---------------------------------------------------------------------------
# Off for a first start on one's own machine; on in service, behind a proxy that sets X-Forwarded-Proto itself.
HTTPS = environment.boolean("HTTPS", False)
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 63_072_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sid", "__Host-csrf"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Files in and out ----------------------------------------------------------------------------
IMPORT_EXPORT_IMPORT_PERMISSION_CODE = "import"
IMPORT_EXPORT_EXPORT_PERMISSION_CODE = "export"
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- E-mail --------------------------------------------------------------------------------------
# Reminders only. Without EMAIL_URL they are written to the console.
SITE_URL = environment.site("SITE_URL")
DEFAULT_FROM_EMAIL = environment.text("EMAIL_FROM", "registre@localhost")
globals().update(environment.email("EMAIL_URL"))

# --- Log -----------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": environment.choice("LOG_LEVEL", "WARNING", ["INFO", "WARNING", "ERROR"]),
    },
}
