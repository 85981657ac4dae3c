"""The editorial life of a record on its pages: moves with who, when and why, and corrections that wait for approval."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from register.admin.filled import pack
from register.admin.locking import SEEN
from register.admin.tracked import TrackedAdmin, differences
from register.models import Revision
from register.publication import MOVES, Publication, set_publication, steps
from register.search.index import collecting

LONGEST_COMMENT = 2000


def unpublished(records):
    """What a record lacks while those it names are not public: one sentence naming them, or nothing."""
    names = [str(record) for record in records.exclude(publication=Publication.PUBLISHED).distinct()]
    return [_("these are not published yet: %(names)s.") % {"names": ", ".join(names)}] if names else []


class PublishableAdmin(TrackedAdmin):
    """A record that the public sees once it is published. ``missing`` says what it still lacks for that.

    What someone without the right to publish writes to a published record becomes a correction that waits.
    """

    readonly_fields = ["publication", "published_at", "changed_at"]
    actions = ["send_to_review", "publish", "withdraw", "back_to_draft"]

    def missing(self, record):
        """Sentences, one for each thing without which the record cannot be published."""
        return []

    def get_urls(self):
        view, name = self.admin_site.admin_view, self.page_name
        return [
            path("<path:object_id>/publication/", view(self.publication_view), name=name("publication")),
            path("<path:object_id>/correction/", view(self.correction_view), name=name("correction")),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request, obj=None):
        return self.may(request, "publish", obj)

    def has_delete_permission(self, request, obj=None):
        """Whoever may write may throw away a draft that the public never saw."""
        own_draft = obj is not None and obj.publication == Publication.DRAFT and obj.published_at is None
        return super().has_delete_permission(request, obj) or (own_draft and self.has_change_permission(request, obj))

    # --- Moves ---

    def moves(self, request, obj):
        """The Moves that the person may make with the record as it stands."""
        return [m for m in MOVES.values() if obj.publication in m.origins and self.may(request, m.right, obj)]

    def publication_view(self, request, object_id):
        """Where the record stands, what it lacks, who moved it and why; and the moves that may be made."""
        obj = self.inspected(request, object_id)
        refusal = self._moved(request, obj) if request.method == "POST" else None
        if request.method == "POST" and refusal is None:
            return HttpResponseRedirect(request.path)
        context = {
            "title": _("Publication: %(record)s") % {"record": obj},
            "original": obj,
            "moves": self.moves(request, obj),
            "missing": [] if obj.is_published else self.missing(obj),
            "steps": steps(obj),
            "state_labels": dict(Publication.choices),
            "corrections": Revision.objects.filter(**self._named(obj)).select_related("author", "decided_by"),
            "refusal": refusal,
            "why": request.POST.get("why", ""),
        }
        return self._tracked_page(request, "publication", context, status=422 if refusal else 200)

    def _moved(self, request, obj):
        """Make the move that was asked for. Returns a sentence where it cannot be made."""
        move, why = MOVES.get(request.POST.get("move")), request.POST.get("why", "").strip()[:LONGEST_COMMENT]
        if move is None or move not in self.moves(request, obj):
            raise PermissionDenied
        if move.asks_why and not why:
            return _("Say why: whoever wrote the record reads it here.")
        self._move(request, [obj], move, why)
        return None

    def _move(self, request, records, move, why=""):
        """Move those records of which the move may be made and that lack nothing for it; say of the others why not."""
        moving = []
        for record in records:
            reasons = self.missing(record) if move.target == Publication.PUBLISHED else []
            if not self.may(request, move.right, record):
                reasons = [_("it is kept by an institution for which you do not have this right.")]
            elif record.publication not in move.origins:
                continue
            if reasons:
                self.message_user(request, _refused(record, move, reasons), messages.ERROR)
            else:
                moving.append(record)
        # The list's own queryset joins and annotates, which SELECT … FOR UPDATE does not allow on PostgreSQL.
        with transaction.atomic():
            rows = self.model._base_manager.filter(pk__in=[r.pk for r in moving], publication__in=move.origins)
            moved = set_publication(rows, move.target, why=why)
            if moving:
                LogEntry.objects.log_actions(request.user.pk, moving, CHANGE, str(Publication(move.target).label))
        sentence = ngettext("%(count)s record: %(state)s.", "%(count)s records: %(state)s.", moved)
        state = Publication(move.target).label
        self.message_user(request, sentence % {"count": moved, "state": state}, messages.SUCCESS)

    @admin.action(description=gettext_lazy("Send to review"), permissions=["change"])
    def send_to_review(self, request, queryset):
        self._move(request, queryset, MOVES["submit"])

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish(self, request, queryset):
        self._move(request, queryset, MOVES["publish"])

    @admin.action(description=gettext_lazy("Withdraw from publication"), permissions=["publish"])
    def withdraw(self, request, queryset):
        self._move(request, queryset, MOVES["withdraw"])

    @admin.action(description=gettext_lazy("Back to draft"), permissions=["change"])
    def back_to_draft(self, request, queryset):
        for move in (MOVES["recall"], MOVES["reopen"]):
            self._move(request, [record for record in queryset if record.publication in move.origins], move)

    # --- Corrections of what is published ---

    def _named(self, obj):
        return {"records": self.opts.label_lower, "record": str(obj.pk)}

    def waiting_revision(self, obj):
        return Revision.objects.filter(state=Revision.State.WAITING, **self._named(obj)).first()

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        obj = object_id and self.get_object(request, unquote(object_id))
        extra = dict(extra_context or {})
        if obj:
            extra["standing"] = self._standing(request, obj)
            extra["revision"] = request.POST.get("_revision")
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
            "waiting": self.waiting_revision(obj),
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
        values = {
            "base": base,
            "proposed": proposed,
            "author": request.user,
            "comment": request.POST.get("_comment", "").strip()[:LONGEST_COMMENT],
            "created_at": timezone.now(),
        }
        Revision.objects.update_or_create(**self._named(obj), state=Revision.State.WAITING, defaults=values)
        sentence = _("Your correction waits for a publisher. Until then the public reads the record as it was.")
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(self.address("correction", obj.pk))

    def correction_view(self, request, object_id):
        """What a waiting correction would change; a publisher approves or returns it, its author takes it back."""
        obj, refusal = self.inspected(request, object_id), None
        revision = self.waiting_revision(obj)
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
        revision = self._approved(request, obj)
        if revision:
            why = _("Correction proposed by %(author)s.") % {"author": revision.author}
            obj._change_reason = f"{why} {revision.comment}".strip()
        super().save_model(request, obj, form, change)

    def response_change(self, request, obj):
        """A correction that went live, as it was proposed or otherwise, waits no longer; in the same transaction."""
        revision = self._approved(request, obj)
        if revision:
            revision.decide(Revision.State.APPROVED, request.user, timezone.now())
        return super().response_change(request, obj)

    def _approved(self, request, obj):
        number = request.POST.get("_revision", "")
        waiting = self.waiting_revision(obj) if number.isdecimal() and obj.pk else None
        return waiting if waiting and waiting.pk == int(number) and self.has_publish_permission(request, obj) else None


def _refused(record, move, reasons):
    if move.target == Publication.PUBLISHED:
        sentence = _("%(record)s is not published: %(reasons)s")
    else:
        sentence = _("%(record)s stays as it is: %(reasons)s")
    return sentence % {"record": record, "reasons": " ".join(map(str, reasons))}


def _has_file(model):
    return any(field.get_internal_type() == "FileField" for field in model._meta.fields)
