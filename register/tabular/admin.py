"""Files into the back office: brought in, shown before anything happens, confirmed once, taken back whole."""

from io import BytesIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from register.models import FileImport, FileMapping
from register.tabular import exchange, undoing
from register.tabular.errors import errors_file
from register.tabular.mapping_forms import MappingForm
from register.tabular.out_admin import FilesOutAdmin
from register.tabular.reading import ON_THE_WEB
from register.tabular.recognition import fitting, suggest
from register.tabular.uploads import MemoryHandler, NewcomersForm, UploadForm
from register.tabular.writing import KINDS

MOST_SHOWN = 1000
# So many lines of a foreign file are looked at to recognise its columns.
SAMPLES = 200


class TabularAdmin(FilesOutAdmin):
    """A ModelAdmin whose records go out to files and come in from them, as ``resource_class`` says."""

    change_list_template = "admin/tabular/change_list.html"

    def has_import_permission(self, request):
        return self.may(request, "import") and self.has_add_permission(request) and self.has_change_permission(request)

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=self.page_name("import")),
            path("import/confirm/", view(self.confirm_view), name=self.page_name("import_confirm")),
            path("import/<int:pk>/", view(self.brought_view), name=self.page_name("brought")),
            path("import/<int:pk>/columns/", view(self.columns_view), name=self.page_name("brought_columns")),
            path("import/<int:pk>/newcomers/", view(self.newcomers_view), name=self.page_name("brought_newcomers")),
            path("import/<int:pk>/errors/", view(self.errors_view), name=self.page_name("brought_errors")),
            path("import/<int:pk>/undo/", view(self.undo_view), name=self.page_name("brought_undo")),
            path("import/template/<slug:kind>/", view(self.template_view), name=self.page_name("template")),
            path("export/<slug:kind>/", view(self.export_view), name=self.page_name("export")),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        rights = {
            "has_import_permission": self.has_import_permission(request),
            "has_export_permission": self.has_export_permission(request),
        }
        return super().changelist_view(request, {**rights, "kinds": KINDS, **(extra_context or {})})

    @method_decorator(csrf_exempt)
    def import_view(self, request):
        """Upload handlers must be set before the token is read, hence the check of the token one call further."""
        request.upload_handlers = [MemoryHandler(request)]
        return self._import_view(request)

    @method_decorator(csrf_protect)
    def _import_view(self, request):
        self._check_rights(request)
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, "import", {"form": form})
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            for _row in self.resource_class().open(BytesIO(content)).rows:
                pass
        except ValidationError as error:
            form.add_error("file", error)
            return self._page(request, "import", {"form": form}, status=422)
        brought = exchange.receive(self.opts.label_lower, request.user, file.name, content, timezone.now())
        return HttpResponseRedirect(self.address("brought", brought.pk))

    def brought_view(self, request, pk):
        """What a file would do; or, once it is finished, what became of it."""
        brought = self._brought(request, pk)
        if brought.state != FileImport.State.SHOWN or not brought.content:
            return self._page(request, "finished", {"brought": brought, **self._undoing(request, brought)})
        if brought.mapping is None and self._foreign_headings(brought):
            return HttpResponseRedirect(self.address("brought_columns", pk))
        plan = exchange.plan_of(brought, self.resource_class)
        context = {"brought": brought, "plan": plan, "file_name": brought.file_name}
        if plan.errors:
            form = self._newcomers_form(plan) if self._may_create_newcomers(request) else None
            shown = _errors(plan.errors) | {"newcomers_form": form}
            return self._page(request, "refused", context | shown, status=422)
        self.resource_class().point_out_twins(plan)
        token = exchange.token_of(brought, plan) if plan.new or plan.changed else None
        return self._page(request, "preview", context | {"token": token, "most_shown": MOST_SHOWN // 5})

    def _undoing(self, request, brought):
        """What taking a file back would meet; one too long for a page is taken back by a command."""
        if brought.new + brought.changed > ON_THE_WEB.rows:
            return {"is_too_long": brought.state == FileImport.State.APPLIED}
        undo = undoing.survey(brought, self.model)
        undo = undo if undo and self._may_undo(request, undo) else None
        return {"undo": undo, "may_delete": self.has_delete_permission(request)}

    def _foreign_headings(self, brought):
        resource = self.resource_class()
        return resource.foreign_headings(resource.open(BytesIO(brought.content)).headings)

    def columns_view(self, request, pk):
        """What the columns of a foreign file are for: as they were recognised, until staff say better."""
        brought = self._brought(request, pk)
        if not brought.content:
            raise Http404
        resource = self.resource_class()
        sheet = resource.open(BytesIO(brought.content))
        rows = [cells for _line, cells in sheet.rows]
        cells = [[row[n] for row in rows if n < len(row)] for n, _heading in enumerate(sheet.headings)]
        kept = FileMapping.objects.filter(resource=self.opts.label_lower)
        before = exchange.mapping_of(brought) or fitting(kept, sheet.headings)
        mapping = before or suggest(sheet.headings, rows[:SAMPLES], resource)
        form = MappingForm(sheet.headings, cells, resource, mapping, request.POST or None, before is not None)
        if not form.is_valid() or form.asks_more:
            return self._page(request, "columns", {"form": form, "brought": brought})
        brought.mapping = form.mapping().to_dict()
        brought.save(update_fields=["mapping"])
        if name := form.cleaned_data["name"]:
            kept.update_or_create(resource=self.opts.label_lower, name=name, defaults={"mapping": brought.mapping})
        return HttpResponseRedirect(self.address("brought", pk))

    def _newcomers_form(self, plan, data=None):
        return NewcomersForm(list(plan.unknown), self.resource_class().kinds_of_newcomers, data=data)

    def _may_create_newcomers(self, request):
        """Whoever may not add an institution by hand may not by a file either."""
        page = self.admin_site._registry.get(self.resource_class().model_of_newcomers)
        return page is not None and page.has_add_permission(request)

    @method_decorator(require_POST)
    def newcomers_view(self, request, pk):
        """Let the file create the institutions that it names and the register does not know, of the kinds chosen."""
        brought = self._brought(request, pk)
        if not self._may_create_newcomers(request):
            raise PermissionDenied
        form = self._newcomers_form(exchange.plan_of(brought, self.resource_class), request.POST)
        if form.is_valid():
            brought.newcomers |= form.kinds()
            brought.save(update_fields=["newcomers"])
        return HttpResponseRedirect(self.address("brought", pk))

    def errors_view(self, request, pk):
        """The lines of a file, each with what is wrong in it in one more column."""
        brought = self._brought(request, pk)
        if not brought.content:
            raise Http404
        plan = exchange.plan_of(brought, self.resource_class)
        pieces = errors_file(bytes(brought.content), self.resource_class(), plan.errors)
        response = HttpResponse(pieces, content_type="text/csv; charset=utf-8")
        name = slugify(brought.file_name.rpartition(".")[0]) or "file"
        response["Content-Disposition"] = f'attachment; filename="{name}-{_("errors")}.csv"'
        return response

    @method_decorator(require_POST)
    def confirm_view(self, request):
        self._check_rights(request)
        try:
            token = request.POST.get("token", "")
            brought = exchange.apply(self.resource_class, self.opts.label_lower, request.user, token)
        except exchange.NotYours:
            raise Http404 from None
        except exchange.Refused as refusal:
            return self._page(request, "failed", {"reason": refusal, **_errors(refusal.errors)}, status=409)
        self.message_user(request, brought.summary)
        return HttpResponseRedirect(self.address("brought", brought.pk))

    @method_decorator(require_POST)
    def undo_view(self, request, pk):
        brought, with_changed = self._brought(request, pk), bool(request.POST.get("all"))
        if brought.new + brought.changed > ON_THE_WEB.rows:
            raise PermissionDenied
        undo = undoing.survey(brought, self.model)
        if with_changed and not self.has_delete_permission(request):
            raise PermissionDenied
        if undo and not self._may_undo(request, undo):
            raise PermissionDenied
        try:
            count = undoing.undo(brought, self.model, request.user, with_changed, timezone.now())
        except exchange.Refused as refusal:
            return self._page(request, "failed", {"reason": refusal}, status=409)
        sentence = ngettext(
            "The file is taken back: %(count)s record.", "The file is taken back: %(count)s records.", count
        )
        self.message_user(request, sentence % {"count": count})
        return HttpResponseRedirect(self.address("brought", pk))

    def _may_undo(self, request, undo):
        """Whether the person may, by hand, delete what the file created and change what it changed."""
        models = {one.model for one in undo.touched}
        rows = {model: model._base_manager.in_bulk([one.pk for one in undo.touched]) for model in models}
        for one in undo.touched:
            page, current = self.admin_site._registry[one.model], rows[one.model].get(one.pk)
            if current is None:
                continue
            is_public = getattr(current, "is_published", False)
            verb = "publish" if is_public else "change"
            may = page.has_delete_permission(request, current) if one.is_new else page.may(request, verb, current)
            if not may:
                return False
        return True

    def _check_rights(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied

    def _brought(self, request, pk):
        """A file that this person brought in; what became of the files of others is for who may inspect everything."""
        self._check_rights(request)
        brought = get_object_or_404(FileImport, pk=pk, resource=self.opts.label_lower)
        is_own = brought.user == request.user
        if not is_own and (
            brought.state == FileImport.State.SHOWN or not request.user.has_perm("register.inspect_fileimport", brought)
        ):
            raise Http404
        return brought

    def _page(self, request, name, context, status=200):
        page = {
            **self.admin_site.each_context(request),
            "title": _("Bring in a file: %(records)s") % {"records": self.opts.verbose_name_plural},
            "opts": self.opts,
            "kinds": KINDS,
            "columns": self.resource_class().file_columns(),
            "most_rows": ON_THE_WEB.rows,
            "largest": ON_THE_WEB.size // 1024**2,
        }
        return TemplateResponse(request, f"admin/tabular/{name}.html", page | context, status=status)


def _errors(errors):
    return {"errors": errors[:MOST_SHOWN], "error_count": len(errors)}
