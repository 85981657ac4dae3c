"""The site of the back office. Its first page is the day's work of whoever opens it: what falls due, waits, lacks."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.follow_up import KINDS, FollowUpForm
from agreements.reminders import digest_for
from cooperation.day import Day, page_of
from partners.mine import PreferenceForm
from partners.models.preference import Preference, new_key

# Lines of a page of the follow-up.
LINES = 50


class BackOffice(admin.AdminSite):
    site_title = site_header = gettext_lazy("Back office of the register")
    index_title = gettext_lazy("The day’s work")
    site_url = "/"
    enable_nav_sidebar = False

    def get_urls(self):
        return [
            path("quality/", self.admin_view(self.quality_view), name="quality"),
            path("follow-up/", self.admin_view(self.follow_up_view), name="follow_up"),
            path("me/", self.admin_view(self.own_view), name="me"),
            *super().get_urls(),
        ]

    def index(self, request, extra_context=None):
        day = Day(request.user, timezone.localdate()) if request.user.has_module_perms("agreements") else None
        return super().index(request, {"day": day, **(extra_context or {})})

    def quality_view(self, request):
        """What records lack, check by check, and how many of each institution lack nothing essential."""
        context = {**self.each_context(request), "title": _("Quality of the records")}
        if request.user.has_module_perms("agreements"):
            context["day"] = Day(request.user, timezone.localdate())
        return TemplateResponse(request, "admin/quality.html", context)

    def follow_up_view(self, request):
        """What is undertaken and not done yet, kind by kind: who answers for it, until when, how far it is."""
        kind, today = KINDS.get(request.GET.get("of"), KINDS["commitments"]), timezone.localdate()
        if not request.user.has_module_perms("agreements"):
            raise PermissionDenied
        rows = kind.open_to(request.user)
        form = FollowUpForm(request.GET, rows)
        page = Paginator(form.chosen(kind, rows, today), LINES).get_page(request.GET.get("p"))
        context = {
            **self.each_context(request),
            "title": _("Follow-up"),
            "kind": kind,
            "counts": [(one, one.open_to(request.user).count()) for one in KINDS.values()],
            "form": form,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "lines": [(line, page_of(line.record)) for line in kind.lines(page, today, request.user)],
        }
        return TemplateResponse(request, "admin/follow_up.html", context)

    def own_view(self, request):
        """How the person is told what falls due: by e-mail, in which language, in a calendar; and what comes next."""
        preference = Preference.of(request.user)
        form = PreferenceForm(request.POST or None, instance=preference)
        if request.method == "POST" and self._saved(request, preference, form):
            return HttpResponseRedirect(request.path)
        key = preference.calendar_key
        context = {
            **self.each_context(request),
            "title": _("My page"),
            "form": form,
            "calendar": request.build_absolute_uri(reverse("own_deadlines", args=[key])) if key else "",
            "digest": digest_for(request.user, timezone.localdate()),
        }
        return TemplateResponse(request, "admin/me.html", context)

    def _saved(self, request, preference, form):
        """Whether what was asked for is written: another key or none for the calendar, or the preferences."""
        if "calendar" in request.POST:
            preference.calendar_key = new_key() if request.POST["calendar"] == "new" else ""
            preference.save()
            return True
        if form.is_valid():
            form.save()
            messages.success(request, _("Your preferences are kept."))
            return True
        return False
