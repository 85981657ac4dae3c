"""The site of the back office. Its first page is the day's work of whoever opens it: what falls due, waits, lacks."""

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements import quality
from agreements.due import END, HORIZONS, NOTICE, WORDS, due, late_programmes, with_late_commitments
from agreements.models import Agreement, Meeting, Programme
from agreements.reminders import digest_for
from partners import quality as quality_of_institutions
from partners.mine import PreferenceForm
from partners.models import Institution
from partners.models.preference import Preference, new_key
from partners.rights import EVERYWHERE, scope, within
from register.models import Revision
from register.publication import Publication

# So many of the nearest deadlines and meetings are named on the first page.
NEAREST = 8
PUBLISHABLE = [Agreement, Programme, Meeting, Institution]


class BackOffice(admin.AdminSite):
    site_title = site_header = gettext_lazy("Back office of the register")
    index_title = gettext_lazy("The day’s work")
    site_url = "/"
    enable_nav_sidebar = False

    def get_urls(self):
        return [
            path("quality/", self.admin_view(self.quality_view), name="quality"),
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


class Day:
    """The work of one person on one day, of the records that the person may inspect; each line leads to its list."""

    def __init__(self, user, on):
        self.user, self.on = user, on
        self.is_limited = scope(user, "inspect") is not EVERYWHERE

    def records(self, model):
        return model.objects.filter(within(self.user, "inspect"))

    def address(self, model, **filters):
        root = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        chosen = filters | ({"kept": "mine"} if self.is_limited else {})
        return f"{root}?{'&'.join(f'{name}={value}' for name, value in chosen.items())}"

    def dues(self):
        """What falls due: (words, [(days, how many, address)])."""
        found = self._due
        for what in (END, NOTICE):
            days_left = [(one.last_day - self.on).days for one in found if one.what == what]
            yield (
                capfirst(str(WORDS[what])),
                [
                    (days, sum(left <= days for left in days_left), self.address(Agreement, due=f"{what}-{days}"))
                    for days in HORIZONS
                ],
            )

    def nearest(self):
        """The nearest Dues, each with the address of its record."""
        return [(one, _page(one.agreement)) for one in self._due[:NEAREST]]

    @cached_property
    def _due(self):
        return due(self.records(Agreement), self.on, HORIZONS[-1])

    horizons = HORIZONS

    def late(self):
        """(words, how many, address) of what should have been done."""
        agreements = with_late_commitments(self.records(Agreement), self.on).count()
        programmes = late_programmes(self.records(Programme), self.on).count()
        lines = [
            (
                ngettext("agreement with a late commitment", "agreements with a late commitment", agreements),
                agreements,
                self.address(Agreement, due="late"),
            ),
            (
                ngettext("late programme", "late programmes", programmes),
                programmes,
                self.address(Programme, due="late"),
            ),
        ]
        return [line for line in lines if line[1]]

    def waiting(self):
        """What waits for someone: (records, state, how many, address); review first."""
        lines = []
        for state in (Publication.IN_REVIEW, Publication.DRAFT):
            for model in PUBLISHABLE:
                count = self.records(model).filter(publication=state).count()
                if count:
                    lines.append(
                        (_name(model, count), state, state.label, count, self.address(model, publication__exact=state))
                    )
        return lines

    def corrections(self):
        """Corrections that wait, of records that the person may inspect: (correction, record, address)."""
        found = []
        for model in PUBLISHABLE:
            waiting = Revision.objects.filter(state=Revision.State.WAITING, records=model._meta.label_lower)
            waiting = list(waiting.select_related("author"))
            records = self.records(model).in_bulk([int(revision.record) for revision in waiting])
            for revision in waiting:
                if record := records.get(int(revision.record)):
                    found.append((revision, record, f"{_page(record, 'correction')}?number={revision.pk}"))
        return found

    def meetings(self):
        """The next meetings, with the address of each."""
        ahead = self.records(Meeting).filter(starts_on__latest__gte=self.on).order_by("starts_on")
        return [(meeting, _page(meeting)) for meeting in ahead[:NEAREST]]

    def lacks(self):
        """What records lack: (records, words, how many, address)."""
        lines = []
        for model, checks in ((Agreement, quality.CHECKS), (Institution, quality_of_institutions.CHECKS)):
            for check in checks:
                count = check.failing(self.records(model), self.on).count()
                if count:
                    lines.append((_name(model, count), check.label, count, self.address(model, lacks=check.name)))
        return lines

    def shares(self):
        """(institution or None, complete, of all, percent) of the agreements that the person may inspect."""
        rows = quality.completeness(self.records(Agreement), self.on)
        return [(keeper, complete, n, round(100 * complete / n)) for keeper, complete, n in rows]


def _page(record, of="change"):
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_{of}", args=[record.pk])


def _name(model, count):
    return model._meta.verbose_name if count == 1 else model._meta.verbose_name_plural
