"""The list of records that look like one, two by two: to be merged, or told apart for good."""

from itertools import chain, islice

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from register.models import Apart

# A page shows so many pairs; those that are merged or told apart make room for the next.
MOST_PAIRS = 100


class DoubletsAdmin(admin.ModelAdmin):
    """``doublets(records)`` yields pairs of keys, the smaller first, of records of a queryset that may be one."""

    doublets = None

    def get_urls(self):
        view = self.admin_site.admin_view(self.doublets_view)
        return [path("doublets/", view, name=self.page_name("doublets")), *super().get_urls()]

    def mergeable(self, request):
        """The records that the person may merge."""
        return self.get_queryset(request)

    def may_see_doublets(self, request):
        return self.may(request, "publish") and self.may(request, "delete")

    def changelist_view(self, request, extra_context=None):
        sees = {"sees_doublets": self.may_see_doublets(request)}
        return super().changelist_view(request, sees | (extra_context or {}))

    def doublets_view(self, request):
        """Pairs of records that the person may merge; POST tells two of them apart, or takes that back."""
        if not self.may_see_doublets(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._told(request)
        shows_apart = "apart" in request.GET
        shown = list(islice(self._apart(request) if shows_apart else self._likely(request), MOST_PAIRS + 1))
        records = self.get_queryset(request).in_bulk(set(chain.from_iterable(shown)))
        context = {
            "title": _("Likely doublets: %(records)s") % {"records": self.opts.verbose_name_plural},
            "pairs": [
                [(records[key], getattr(records[key], self.merge_key)) for key in pair] for pair in shown[:MOST_PAIRS]
            ],
            "has_more": len(shown) > MOST_PAIRS,
            "shows_apart": shows_apart,
        }
        return self._tracked_page(request, "doublets", context)

    def _known_apart(self):
        return Apart.objects.filter(records=self.opts.label_lower)

    def _likely(self, request):
        apart = set(self._known_apart().values_list("first", "second"))
        return (pair for pair in self.doublets(self.mergeable(request)) if pair not in apart)

    def _apart(self, request):
        mine = self.mergeable(request).order_by().values("pk")
        return self._known_apart().filter(first__in=mine, second__in=mine).values_list("first", "second")

    def _told(self, request):
        keys = sorted(int(key) for key in request.POST.getlist("record") if key.isdecimal() and len(key) < 19)
        if len(keys) != 2 or self.mergeable(request).filter(pk__in=keys).count() != 2:
            raise Http404
        named = {"records": self.opts.label_lower, "first": keys[0], "second": keys[1]}
        if "together" in request.POST:
            Apart.objects.filter(**named).delete()
            return HttpResponseRedirect(f"{request.path}?apart")
        Apart.objects.get_or_create(**named, defaults={"user": request.user, "said_at": timezone.now()})
        return HttpResponseRedirect(request.path)
