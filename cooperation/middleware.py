"""What every answer carries, and what no view should have to meet."""

from urllib.parse import unquote_to_bytes

from django.conf import settings
from django.http import HttpResponseBadRequest
from django.utils.deprecation import MiddlewareMixin


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


class SecurityHeaders(MiddlewareMixin):
    """Headers that Django does not set; answers to signed-in people stay out of every cache."""

    def process_response(self, request, response):
        response.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.setdefault("Cache-Control", "private, no-store")
        return response
