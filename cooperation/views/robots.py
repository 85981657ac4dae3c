"""What programs that follow links may read."""

from django.http import HttpResponse
from django.urls import reverse


def robots(request):
    """All but the back office and selections by several criteria, of which there is no end; maps name every record."""
    lines = ["User-agent: *", f"Disallow: {reverse('admin:index')}", "Disallow: /*?*&"]
    lines.append(f"Sitemap: {request.build_absolute_uri(reverse('sitemaps'))}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
