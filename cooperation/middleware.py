"""What every answer carries, and what no view should have to meet."""

import re
import string
from functools import cache
from pathlib import Path
from urllib.parse import quote, unquote_to_bytes

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpResponseNotModified
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import activate, get_language_from_path

from register import edition

ASCII = string.printable


class AnyBytes(MiddlewareMixin):
    """Let no view meet a NUL, which PostgreSQL refuses as text, nor a question in bytes that are not UTF-8.

    Those are read as old links of Windows wrote them; a NUL in a question is a space, one in a path is refused.
    """

    def process_request(self, request):
        if "\0" in request.path_info:
            # Nobody else says in which language: LocaleMiddleware comes later.
            activate(get_language_from_path(request.path_info) or settings.LANGUAGE_CODE)
            raise BadRequest
        asked = request.META.get("QUERY_STRING", "")
        raw = unquote_to_bytes(asked)
        try:
            raw.decode()
        except UnicodeDecodeError:
            asked = re.sub("%[89A-Fa-f][0-9A-Fa-f]", _in_utf8, quote(asked.encode("latin-1"), safe=ASCII))
        # Nothing is joined where a NUL was: what stood around it could make another.
        request.META["QUERY_STRING"] = asked.replace("%00", "%20").replace("\0", "%20")


def _in_utf8(byte):
    return quote(bytes.fromhex(byte[0][1:]).decode("cp1252", "replace"))


class Editions(MiddlewareMixin):
    """A page that a reader has already, of the edition, the day and the version that are current, is not made again."""

    def process_request(self, request):
        if request.method in ("GET", "HEAD") and settings.SESSION_COOKIE_NAME not in request.COOKIES:
            mark = edition.current_at_first()
            edition.of_request.set(mark)
            request.edition = f'W/"{mark}-{timezone.localdate():%Y%m%d}-{version()}"'
            if request.edition in request.META.get("HTTP_IF_NONE_MATCH", ""):
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
