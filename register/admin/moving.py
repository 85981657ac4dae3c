"""The editorial life of a record on its pages: moves with who, when and why."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from register.admin.tracked import TrackedAdmin
from register.models import Revision
from register.publication import MOVES, Publication, set_publication, steps

LONGEST_COMMENT = 2000


def unpublished(records):
    """What a record lacks while those it names are not public: one sentence naming them, or nothing."""
    names = [str(record) for record in records.exclude(publication=Publication.PUBLISHED).distinct()]
    return [_("these are not published yet: %(names)s.") % {"names": ", ".join(names)}] if names else []


class MovingAdmin(TrackedAdmin):
    """A record that the public sees once it is published. ``missing`` says what it still lacks for that."""

    readonly_fields = ["publication", "published_at", "changed_at"]
    actions = ["send_to_review", "publish", "withdraw", "back_to_draft"]

    def missing(self, record):
        """Sentences, one for each thing without which the record cannot be published."""
        return []

    def get_urls(self):
        view, name = self.admin_site.admin_view, self.page_name
        return [
            path("<path:object_id>/publication/", view(self.publication_view), name=name("publication")),
            *super().get_urls(),
        ]

    def has_publish_permission(self, request, obj=None):
        return self.may(request, "publish", obj)

    def has_delete_permission(self, request, obj=None):
        """Whoever may write may throw away a draft that the public never saw."""
        own_draft = obj is not None and obj.publication == Publication.DRAFT and obj.published_at is None
        return super().has_delete_permission(request, obj) or (own_draft and self.has_change_permission(request, obj))

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

    def _named(self, obj):
        return {"records": self.opts.label_lower, "record": str(obj.pk)}


def _refused(record, move, reasons):
    if move.target == Publication.PUBLISHED:
        sentence = _("%(record)s is not published: %(reasons)s")
    else:
        sentence = _("%(record)s stays as it is: %(reasons)s")
    return sentence % {"record": record, "reasons": " ".join(map(str, reasons))}
