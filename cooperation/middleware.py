"""What every answer carries, and what no view should have to meet."""

from functools import cache
from pathlib import Path
from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponseBadRequest, HttpResponseNotModified
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from register import edition


class RefuseBadBytes(MiddlewareMixin):
    """Answer 400 to a path or query with a NUL or bytes that are not UTF-8: PostgreSQL refuses both as text."""

    def process_request(self, request):
        raw = unquote_to_bytes(request.META.get("QUERY_STRING", "").replace("+", " "))
        try:
            text = raw.decode() + request.path_info
        except UnicodeDecodeError:
            return HttpResponseBadRequest()
        if "\0" in text:
            return HttpResponseBadRequest()
        return None


class Editions(MiddlewareMixin):
    """A page that a reader has already, of the edition, the day and the version that are current, is not made again."""

    def process_request(self, request):
        if request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            mark = edition.current()
            edition.of_request.set(mark)
            request.edition = f'W/"{mark}-{timezone.localdate():%Y%m%d}-{version()}"'
            if request.edition in request.headers.get("If-None-Match", ""):
                return HttpResponseNotModified(headers={"ETag": request.edition})
        return None

    def process_response(self, request, response):
        edition.of_request.set(None)
        match = getattr(request, "resolver_match", None)
        if response.status_code == 200 and hasattr(request, "edition") and match and "admin" not in match.app_names:
            response.setdefault("ETag", request.edition)
            response.setdefault("Cache-Control", "public, no-cache")
        return response


@cache
def version():
    """When the newest file of the code or the templates was written, in seconds."""
    folders = ["agreements", "cooperation", "partners", "register", "templates", "locale", "static"]
    files = (file for folder in folders for file in Path(settings.BASE_DIR, folder).rglob("*.*"))
    return int(max(file.stat().st_mtime for file in files))


class SecurityHeaders(MiddlewareMixin):
    """Headers that Django does not set; answers to signed-in people stay out of every cache."""

    def process_response(self, request, response):
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-store")
        return response
