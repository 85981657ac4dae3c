"""The story of a record, going back to an earlier version of it, and bringing back one that was deleted."""

from datetime import UTC, datetime
from itertools import islice

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import IntegrityError, models
from django.forms.formsets import DELETION_FIELD_NAME
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from register import history
from register.admin.base import RegisterAdmin
from register.admin.filled import Page, pack
from register.admin.locking import SEEN
from register.dates import moment_in_words
from register.undeleting import undelete

EVENTS_PER_PAGE = 50
MOST_DELETED = 200
# The hidden field of the page that goes back: the moment of the version, which the new version names as its reason.
RESTORED = "_restored"


class TrackedAdmin(RegisterAdmin):
    """A record with its history: who changed what, field by field, parts included."""

    change_list_template = "admin/register/change_list.html"
    # Fields that a new record takes over from the last one to which the person wrote.
    as_last_time = []

    def get_urls(self):
        view, name = self.admin_site.admin_view, self.page_name
        return [
            path("deleted/", view(self.deleted_view), name=name("deleted")),
            path("<path:object_id>/history/<int:moment>/", view(self.restore_view), name=name("restore")),
            *super().get_urls(),
        ]

    def get_changeform_initial_data(self, request):
        mine = self.model.history.filter(history_user=request.user).order_by("-history_date", "-history_id")
        last = mine.values(*self.as_last_time).first() if self.as_last_time else None
        return (last or {}) | super().get_changeform_initial_data(request)

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"sees_deleted": self.may(request, "delete"), **(extra_context or {})})

    def history_view(self, request, object_id, extra_context=None):
        """What became of the record, save by save; of a deleted one too, for whoever may bring it back."""
        there = self.get_object(request, unquote(object_id))
        obj = there or self._gone(request, object_id)
        if not self.may(request, "inspect", obj):
            raise PermissionDenied
        events = Paginator(history.story(obj), EVENTS_PER_PAGE).get_page(request.GET.get("p"))
        context = {"title": _("History: %(record)s") % {"record": obj}, "events": events, "original": obj}
        context["may_restore"] = there is not None and self.has_change_permission(request, obj)
        return self._tracked_page(request, "history", context)

    def _gone(self, request, object_id):
        """The record of that key as it was when it was deleted, for whoever may inspect it. Raises Http404."""
        try:
            row = history.row_of(history.deleted_version(self.model, unquote(object_id)))
        except (self.model.history.model.DoesNotExist, ValueError):
            raise Http404 from None
        if not self.may(request, "inspect", row):
            raise Http404
        return row

    def restore_view(self, request, object_id, moment):
        """What going back would change; then the form is sent as if someone had typed the old version."""
        obj = self.known(request, object_id)
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        page = self.page_of(request, obj)
        is_past = moment <= history.moment_of(timezone.now())
        then = self._filled_at(obj, page, moment) if is_past else None
        if then is None:
            raise Http404
        if request.method == "POST":
            data = page.to_post(then)
            data["_save"], data[SEEN], data[RESTORED] = "1", request.POST.get(SEEN, ""), str(moment)
            request.POST = data
            return self.changeform_view(request, object_id)
        now = page.filled()
        context = {
            "title": _("Go back: %(record)s") % {"record": obj},
            "original": obj,
            "when": _when(moment),
            "lines": differences(page, now, then),
            "seen": pack(now),
        }
        return self._tracked_page(request, "restore", context)

    def _filled_at(self, obj, page, moment):
        """The filled page as the record was at a moment; None where it was not there yet."""
        held = history.state_at(obj, moment)
        own = held.get((self.model, obj.pk))
        if own is None:
            return None
        old = type(page.form)(instance=history.row_of(own), initial=_links(own))
        then = Page(old, []).filled()
        now = page.filled()
        for prefix, formset in page.formsets.items():
            then |= _rows_then(prefix, formset, held, now)
        return then

    def save_model(self, request, obj, form, change):
        if RESTORED in request.POST and request.POST[RESTORED].isdecimal():
            when = _when(int(request.POST[RESTORED]))
            obj._change_reason = _("As it was on %(when)s.") % {"when": moment_in_words(when)}
        super().save_model(request, obj, form, change)

    def last_version(self, obj):
        found = history.versions(obj)
        return found[-1] if found else None

    def deleted_view(self, request):
        """Records that were deleted, each with the way to bring it back."""
        if not self.may(request, "delete"):
            raise PermissionDenied
        mine = (v for v in history.deleted(self.model) if self.may(request, "delete", history.row_of(v)))
        if request.method == "POST":
            return self._undelete(request, mine)
        context = {"title": _("Deleted: %(records)s") % {"records": self.opts.verbose_name_plural}}
        rows = [(version, str(history.row_of(version))) for version in islice(mine, MOST_DELETED)]
        return self._tracked_page(request, "deleted", context | {"rows": rows})

    def _undelete(self, request, mine):
        version = next((version for version in mine if str(version.pk) == request.POST.get("version")), None)
        if version is None:
            raise Http404
        try:
            record = undelete(version, _("Brought back after it was deleted."))
        except IntegrityError:
            sentence = _("%(record)s cannot come back: its place is taken, or a record that it names is no more.")
            self.message_user(request, sentence % {"record": history.row_of(version)}, messages.ERROR)
            return HttpResponseRedirect(request.path)
        self.message_user(request, _("%(record)s is back.") % {"record": record}, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", record.pk))

    def _tracked_page(self, request, name, context, status=200):
        page = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/register/{name}.html", page, status=status)


def differences(page, before, after):
    """(part, field, before, after) in words, of what two filled pages of one record hold differently."""
    found = []
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key, [""]), after.get(key, [""])
        if key.endswith(f"/{DELETION_FIELD_NAME}"):
            some = next(k for k in before if k.startswith(key.removesuffix(DELETION_FIELD_NAME)))
            found.append((page.label(some)[0], "", _("there"), _("removed")))
        elif old != new and (page.words(key, old) or page.words(key, new)):
            found.append((*page.label(key), page.words(key, old), page.words(key, new)))
    return found


def _rows_then(prefix, formset, held, now):
    """The rows of a formset as they were; those that came since are deleted, those with files or no history stay."""
    stored = {str(form.instance.pk) for form in formset.initial_forms}
    current = {key: texts for key, texts in now.items() if key.startswith(f"{prefix}/")}
    if any(isinstance(column, models.FileField) for column in formset.model._meta.fields):
        return current
    found, tie = {}, formset.fk.attname
    known = {pk: version for (model, pk), version in held.items() if model is formset.model}
    for pk, version in known.items():
        if version is not None and getattr(version, tie) == formset.instance.pk:
            key = str(pk) if str(pk) in stored else f"+{pk}"
            row = formset.form(instance=history.row_of(version))
            names = {name for name in row.fields if name not in (formset.fk.name, formset.model._meta.pk.name)}
            held_row = Page(row, []).filled()
            found |= {f"{prefix}/{key}/{name}": held_row[name] for name in names if name in held_row}
    for pk in stored - {key.split("/")[1] for key in found}:
        found |= {key: texts for key, texts in current.items() if key.split("/")[1] == pk}
        if pk in map(str, known):
            found[f"{prefix}/{pk}/{DELETION_FIELD_NAME}"] = ["on"]
    return found


def _links(version):
    return {column.name: history.linked(version, column) for column in type(version)._history_m2m_fields}


def _when(moment):
    return datetime.fromtimestamp(moment // 10**6, UTC)
