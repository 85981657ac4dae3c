"""Two people, one record: whoever saves second is shown what the first wrote since, and chooses field by field.

A page carries what it held when it was opened. When it is saved, the record and its parts are locked and read again;
where they differ from what the page held, nothing is written and both versions are shown.
"""

from dataclasses import dataclass

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets, unquote
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from register.admin.filled import Page, pack, unpack
from register.admin.merging import choices, merged, undecided
from register.search.index import collecting

# The hidden fields of a page: what it held when it was opened; on the page of a conflict what its author wrote.
SEEN, WRITTEN = "_seen", "_written"


@dataclass
class Line:
    """A Choice in words. ``part`` is empty for a field of the record itself."""

    name: str
    part: str
    field: str
    mine: str
    theirs: str
    chosen: str | None


class LockingAdmin(admin.ModelAdmin):
    change_form_template = "admin/register/change_form.html"

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A record and all its parts are one write, of what its author has seen; the index follows once, at its end."""
        if request.method != "POST":
            return self._opened(super().changeform_view(request, object_id, form_url, extra_context))
        try:
            return self._sent(request, object_id, form_url, extra_context)
        except OverflowError:
            # A number that no database takes as the key of a record: no browser sends it.
            raise BadRequest from None

    def _sent(self, request, object_id, form_url, extra_context):
        with transaction.atomic(), collecting():
            obj = object_id and self.get_object(request, unquote(object_id))
            if obj and self.has_change_permission(request, obj):
                conflict = self._conflict(request, obj)
                if conflict:
                    return conflict
            response = super().changeform_view(request, object_id, form_url, extra_context)
            return self._opened(response, request.POST.get(SEEN))

    def _opened(self, response, seen=None):
        """The page with what it holds, or held when it was first opened."""
        context = getattr(response, "context_data", None) or {}
        if "adminform" in context and context.get("change"):
            if seen is None:
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                seen = pack(Page(context["adminform"].form, formsets).filled())
            context["seen"] = seen
        return response

    def page_of(self, request, obj):
        """The Page of a record as it is now, not bound."""
        fields = flatten_fieldsets(self.get_fieldsets(request, obj))
        form = self.get_form(request, obj, change=True, fields=fields)(instance=obj)
        formsets, prefixes = [], {}
        for FormSet, inline in self.get_formsets_with_inlines(request, obj):
            prefix = FormSet.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            prefix = prefix if prefixes[prefix] == 1 else f"{prefix}-{prefixes[prefix]}"
            formsets.append(FormSet(instance=obj, prefix=prefix, queryset=inline.get_queryset(request)))
        return Page(form, formsets)

    def locked_page(self, request, obj):
        """The Page of a record that nobody else can write to until the transaction ends."""
        self.model._base_manager.select_for_update().get(pk=obj.pk)
        for inline in self.get_inline_instances(request, obj):
            rows = inline.model._base_manager.select_for_update().filter(**{inline.path_to_page(): obj.pk})
            list(rows.values_list("pk"))
        return self.page_of(request, self.model._default_manager.get(pk=obj.pk))

    def _conflict(self, request, obj):
        """The page on which both versions stand side by side; None where nobody else wrote, or the choice is made."""
        page, seen = self.locked_page(request, obj), unpack(request.POST.get(SEEN, ""))
        theirs, mine = page.filled(), page.posted(request.POST)
        if WRITTEN in request.POST:
            mine, base = (unpack(request.POST.get(name, "")) for name in (WRITTEN, "_base"))
            if mine is None or base is None:
                raise PermissionDenied
            mine, base = page.known(mine), page.known(base)
            found = choices(base, mine, theirs)
            picked = {choice.key: request.POST.get(f"pick:{choice.key}") for choice in found}
            missing = undecided(found, picked)
            if seen == theirs and not missing:
                self._take(request, page, merged(mine, theirs, found, picked))
                return None
            return self._choice_page(request, obj, page, (base, mine, theirs), picked, seen != theirs)
        if seen == theirs:
            return None
        return self._choice_page(request, obj, page, (page.known(seen), mine, theirs), {}, True)

    def _take(self, request, page, filled):
        """Go on as if this page had been sent."""
        data = page.to_post(filled)
        for name in ("_save", "_continue", "_revision", "_comment", "_popup"):
            if name in request.POST:
                data[name] = request.POST[name]
        data[SEEN] = pack(page.filled())
        request.POST = data

    def _choice_page(self, request, obj, page, versions, picked, is_new):
        base, mine, theirs = versions
        found = choices(base, mine, theirs)
        lines = [self._line(page, choice, picked) for choice in found]
        context = {
            **self.admin_site.each_context(request),
            "title": _("Someone else has written to this record"),
            "opts": self.opts,
            "original": obj,
            "lines": lines,
            "last": self.last_version(obj),
            "is_new": is_new,
            "seen": pack(theirs),
            "base": pack(base),
            "written": pack(mine),
            "carried": [(name, request.POST[name]) for name in ("_revision", "_comment") if name in request.POST],
            "has_files": bool(request.FILES),
        }
        return TemplateResponse(request, "admin/register/conflict.html", context, status=409)

    def last_version(self, obj):
        """The last version of the record in its history, or None."""
        return

    def _line(self, page, choice, picked):
        chosen = picked.get(choice.key) or choice.chosen
        name = f"pick:{choice.key}"
        if isinstance(choice.mine, dict):
            some = next(iter(choice.mine or choice.theirs))
            part, _field = page.label(f"{choice.key}/{some}")
            return Line(
                name, part, "", *(_row(page, choice.key, side) for side in (choice.mine, choice.theirs)), chosen
            )
        sides = (page.words(choice.key, side) for side in (choice.mine, choice.theirs))
        return Line(name, *page.label(choice.key), *sides, chosen)


def _row(page, key, fields):
    """A row of a part in words, or empty where there is none."""
    words = (page.words(f"{key}/{name}", texts) for name, texts in fields.items())
    return " · ".join(word for word in words if word)
