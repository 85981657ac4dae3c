"""Corrections of what is published: prepared on the page of the record, and waiting there for a publisher."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from register.admin.filled import pack
from register.admin.locking import SEEN
from register.admin.moving import LONGEST_COMMENT, MovingAdmin
from register.admin.tracked import differences
from register.models import Revision
from register.publication import steps
from register.search.index import collecting


class PublishableAdmin(MovingAdmin):
    """What someone without the right to publish writes to a published record becomes a correction that waits."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.correction_view)
        return [
            path("<path:object_id>/correction/", view, name=self.page_name("correction")),
            *super().get_urls(),
        ]

    def waiting_revisions(self, obj):
        """The corrections of a record that wait, the oldest first."""
        waiting = Revision.objects.filter(state=Revision.State.WAITING, **self._named(obj))
        return waiting.select_related("author").order_by("created_at")

    def _waiting_revision(self, obj, number):
        """The one of that number, or the oldest where none is named; None where it waits no more."""
        waiting = self.waiting_revisions(obj)
        return (waiting.filter(pk=number) if number.isdecimal() else waiting).first()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = object_id and self.get_object(request, unquote(object_id))
        extra = dict(extra_context or {})
        if obj:
            extra["standing"] = self._standing(request, obj)
            extra |= {"revision": request.POST.get("_revision"), "comment": request.POST.get("_comment", "")}
        if request.method == "POST" and obj and obj.is_published and not self.has_publish_permission(request, obj):
            return self._propose(request, obj, form_url, extra)
        return super().changeform_view(request, object_id, form_url, extra)

    def _standing(self, request, obj):
        last = next(iter(steps(obj)), None)
        return {
            "label": obj.get_publication_display(),
            "state": obj.publication,
            "last": last,
            "why": last.history_change_reason if last else "",
            "merges": self.may(request, "publish", obj) and hasattr(self, "merge_view"),
            "proposes": obj.is_published and not self.has_publish_permission(request, obj),
            "waiting": list(self.waiting_revisions(obj)),
        }

    def get_inlines(self, request, obj):
        """Files are no part of a correction: they are added once and stay."""
        inlines = super().get_inlines(request, obj)
        if obj and obj.is_published and not self.has_publish_permission(request, obj):
            return [inline for inline in inlines if not _has_file(inline.model)]
        return inlines

    def _propose(self, request, obj, form_url, extra):
        """Check what was sent as if it were saved, take that back, and keep it as a correction."""
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        request.is_rehearsal = True
        with transaction.atomic():
            with collecting():
                response = super().changeform_view(request, str(obj.pk), form_url, extra)
            is_sound = response.status_code == 302
            if is_sound:
                transaction.set_rollback(True)
        if not is_sound:
            return response
        list(messages.get_messages(request))
        page = self.page_of(request, obj)
        base, proposed = page.filled(), page.posted(request.POST)
        if not differences(page, base, proposed):
            self.message_user(request, _("Nothing was changed."), messages.INFO)
            return HttpResponseRedirect(request.path)
        comment = request.POST.get("_comment", "").strip()[:LONGEST_COMMENT]
        revision = self._keep(request.user, obj, base=base, proposed=proposed, comment=comment)
        sentence = _("Your correction waits for a publisher. Until then the public reads the record as it was.")
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(f"{self.address('correction', obj.pk)}?number={revision.pk}")

    @transaction.atomic
    def _keep(self, author, obj, **correction):
        """Let a correction wait, in the place of the one of its author that waits already. Returns it."""
        now = timezone.now()
        for earlier in self.waiting_revisions(obj).filter(author=author).select_for_update(of=["self"]):
            earlier.decide(Revision.State.WITHDRAWN, author, now, _("A later correction took its place."))
        return Revision.objects.create(author=author, created_at=now, **self._named(obj), **correction)

    def correction_view(self, request, object_id):
        """What a waiting correction would change; a publisher approves or returns it, its author takes it back."""
        obj, refusal = self.inspected(request, object_id), None
        revision = self._waiting_revision(obj, request.GET.get("number", ""))
        if revision is None:
            return HttpResponseRedirect(self.address("publication", obj.pk))
        if request.method == "POST":
            answer = self._decided(request, obj, revision)
            if not isinstance(answer, str):
                return answer
            refusal = answer
        page = self.page_of(request, obj)
        context = {
            "title": _("Correction: %(record)s") % {"record": obj},
            "original": obj,
            "revision": revision,
            "lines": differences(page, revision.base, revision.proposed),
            "may_decide": self.has_publish_permission(request, obj),
            "is_author": revision.author == request.user,
            "refusal": refusal,
        }
        return self._tracked_page(request, "correction", context, status=422 if refusal else 200)

    def _decided(self, request, obj, revision):
        """The answer to a decision, or a sentence where it cannot be taken."""
        decision, why = request.POST.get("decision"), request.POST.get("why", "").strip()[:LONGEST_COMMENT]
        now, after = timezone.now(), HttpResponseRedirect(self.address("publication", obj.pk))
        if decision == "withdraw" and revision.author == request.user:
            revision.decide(Revision.State.WITHDRAWN, request.user, now)
            return after
        if not self.has_publish_permission(request, obj) or decision not in ("approve", "return"):
            raise PermissionDenied
        if decision == "return":
            if not why:
                return _("Say why: whoever wrote the record reads it here.")
            revision.decide(Revision.State.RETURNED, request.user, now, why)
            return after
        page = self.page_of(request, obj)
        files = {prefix for prefix, formset in page.formsets.items() if _has_file(formset.model)}
        untouched = {key: texts for key, texts in page.filled().items() if key.split("/")[0] in files}
        data = page.to_post(revision.proposed | untouched)
        data["_save"], data[SEEN], data["_revision"] = "1", pack(revision.base | untouched), str(revision.pk)
        request.POST = data
        return self.changeform_view(request, str(obj.pk))

    def save_model(self, request, obj, form, change):
        """What was published while its author wrote is not written over by who may not publish."""
        may_write = not obj.is_published or self.has_publish_permission(request, obj)
        if change and not may_write and not getattr(request, "is_rehearsal", False):
            raise PermissionDenied
        if revision := self._approved(request, obj):
            why = _("Correction proposed by %(author)s.") % {"author": revision.author}
            obj._change_reason = f"{why} {revision.comment}".strip()
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        """A correction that went live, as it was proposed or otherwise, waits no longer; in the same transaction."""
        if revision := self._approved(request, obj):
            revision.decide(Revision.State.APPROVED, request.user, timezone.now())
        return super().response_change(request, obj)

    def _approved(self, request, obj):
        number = request.POST.get("_revision", "")
        may_approve = number.isdecimal() and obj.pk and self.has_publish_permission(request, obj)
        return self._waiting_revision(obj, number) if may_approve else None


def _has_file(model):
    return any(field.get_internal_type() == "FileField" for field in model._meta.fields)
