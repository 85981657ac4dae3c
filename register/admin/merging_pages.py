"""The page on which two records are made one: likely twins, what differs, what moves; and merges that can be undone."""

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, JsonResponse
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from register import merging
from register.admin.doublets import DoubletsAdmin
from register.models import Merge
from register.search import search
from register.translated import columns

MOST_TWINS = 8
# By so many words of a name its likely twins are looked for.
LONGEST_WORDS = 3


class MergingAdmin(DoubletsAdmin):
    """For pages of publishable records. ``merge_key`` names the field that is their address."""

    merge_key = "reference"

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("similar/", view(self.similar_view), name=self.page_name("similar")),
            path("<path:object_id>/merge/", view(self.merge_view), name=self.page_name("merge")),
            *super().get_urls(),
        ]

    def add_view(self, request, form_url="", extra_context=None):
        return super().add_view(request, form_url, {"looks_for_twins": True, **(extra_context or {})})

    def similar(self, request, text):
        """Records that the person may know of whose names hold the words of a text."""
        words = [word for word in text.split() if len(word) > 2][:8]
        found = search(self.get_queryset(request), " ".join(words), "folded") if words else self.model.objects.none()
        return found[:MOST_TWINS]

    def similar_view(self, request):
        """While a name is typed: what the register has of that name already."""
        if not self.may(request, "view"):
            raise PermissionDenied
        found = self.similar(request, request.GET.get("q", "")[:300])
        return JsonResponse({"found": [{"name": str(r), "url": self.address("change", r.pk)} for r in found]})

    def may_merge(self, request, obj):
        return self.may(request, "publish", obj) and self.may(request, "delete", obj)

    def merge_view(self, request, object_id):
        kept = self.known(request, object_id)
        if not self.may_merge(request, kept):
            raise PermissionDenied
        if "undo" in request.POST:
            return self._unmerged(request, kept)
        form = TwinForm(self, request, kept, request.POST or request.GET or None)
        gone = form.cleaned_data["twin"] if form.is_bound and form.is_valid() else None
        if gone and request.method == "POST":
            return self._merged(request, kept, gone)
        context = {
            "title": _("Merge: %(record)s") % {"record": kept},
            "original": kept,
            "form": form,
            "gone": gone,
            "lines": list(self._lines(request, kept, gone)) if gone else [],
            "links": merging.count_links(gone) if gone else [],
            "twins": self.likely_twins(request, kept),
            "merges": Merge.objects.filter(records=self.opts.label_lower, kept=kept.pk).select_related("user"),
        }
        return self._tracked_page(request, "merge", context, status=422 if form.errors else 200)

    def likely_twins(self, request, record):
        """Other records that bear, in one of the languages, the longest words of the record's name."""
        found = {}
        for column in columns("title" if hasattr(record, "title") else "name"):
            longest = sorted(getattr(record, column).split(), key=len)[-LONGEST_WORDS:]
            found |= {twin.pk: twin for twin in self.similar(request, " ".join(longest))}
        found.pop(record.pk, None)
        return list(found.values())[:MOST_TWINS]

    def _lines(self, request, kept, gone):
        """(field, label, value of the one that stays, value of the other) where they differ."""
        page, other = self.page_of(request, kept), self.page_of(request, gone)
        mine, theirs = page.filled(), other.filled()
        for name, field in page.form.fields.items():
            is_own = name in mine and name != self.merge_key and name in {f.name for f in self.opts.fields}
            if is_own and mine[name] != theirs.get(name, mine[name]):
                yield name, field.label, page.words(name, mine[name]), other.words(name, theirs[name])

    def _merged(self, request, kept, gone):
        named = {name for name, *_rest in self._lines(request, kept, gone)}
        taken = sorted(name for name in named if request.POST.get(f"take:{name}") == "gone")
        with transaction.atomic():
            done = merging.merge(kept, gone, taken, request.user, self.merge_key)
            made = self.after_merge(kept, gone, taken)
            done.steps["made"] = [[row._meta.label_lower, row.pk] for row in made]
            done.save()
        LogEntry.objects.log_actions(request.user.pk, [kept], CHANGE, str(done))
        sentence = _("%(gone)s is merged. Its old address leads here.") % {"gone": done.name}
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(self.address("merge", kept.pk))

    def after_merge(self, kept, gone, taken):
        """Make what a kind of records keeps of the one that went; returns the rows."""
        return []

    def _unmerged(self, request, kept):
        number = request.POST["undo"]
        done = Merge.objects.filter(records=self.opts.label_lower, kept=kept.pk, undone_at=None)
        done = done.filter(pk=number).first() if number.isdecimal() else None
        if done is None:
            raise Http404
        try:
            merging.undo(done, request.user)
            self.message_user(request, _("The merge is undone: both records are there again."), messages.SUCCESS)
        except merging.CannotUndo as reason:
            self.message_user(request, str(reason), messages.ERROR)
        return HttpResponseRedirect(self.address("merge", kept.pk))


class TwinForm(forms.Form):
    """Names the other record, which must be one that the person may merge."""

    twin = forms.CharField(
        label=gettext_lazy("the other record"),
        help_text=gettext_lazy("Its reference or permanent address."),
        max_length=80,
    )

    def __init__(self, page, request, kept, data):
        super().__init__(data if data and "twin" in data else None)
        self.page, self.request, self.kept = page, request, kept

    def clean_twin(self):
        known = self.page.get_queryset(self.request)
        twin = known.filter(**{self.page.merge_key: self.cleaned_data["twin"].strip()}).first()
        if twin is None or twin == self.kept or not self.page.may_merge(self.request, twin):
            raise forms.ValidationError(_("No other record of this address may be merged by you."))
        return self.page.model._base_manager.get(pk=twin.pk)
