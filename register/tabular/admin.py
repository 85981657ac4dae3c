"""Files in and out of the back office: upload, shown before it happens, confirmed once."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from register.tabular import exchange
from register.tabular.reading import ON_THE_WEB
from register.tabular.uploads import MemoryHandler, UploadForm
from register.tabular.widgets import FILE_LANGUAGE

MOST_SHOWN = 1000


class TabularAdmin(admin.ModelAdmin):
    """A ModelAdmin whose records go out to files and come in from them, as ``resource_class`` says."""

    resource_class = None
    change_list_template = "admin/tabular/change_list.html"

    def has_import_permission(self, request):
        may_import = request.user.has_perm(f"{self.opts.app_label}.import_{self.opts.model_name}")
        return may_import and self.has_add_permission(request) and self.has_change_permission(request)

    def has_export_permission(self, request):
        return request.user.has_perm(f"{self.opts.app_label}.export_{self.opts.model_name}")

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        return [
            path("import/", view(self.import_view), name=f"{name}_import"),
            path("import/confirm/", view(self.confirm_view), name=f"{name}_import_confirm"),
            path("export/", view(self.export_view), name=f"{name}_export"),
            *super().get_urls(),
        ]

    def changelist_view(self, request, extra_context=None):
        rights = {
            "has_import_permission": self.has_import_permission(request),
            "has_export_permission": self.has_export_permission(request),
        }
        return super().changelist_view(request, {**rights, **(extra_context or {})})

    # --- Out -------------------------------------------------------------------------------------
    def export_view(self, request):
        """The records that the list shows under the same filters and search."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            queryset = self.get_changelist_instance(request).get_queryset(request)
        except admin.options.IncorrectLookupParameters:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))
        resource = self.resource_class()
        chosen = resource.get_queryset().filter(pk__in=queryset.order_by().values("pk"))
        response = StreamingHttpResponse(resource.lines(chosen), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self._file_name()}"'
        return response

    def _file_name(self):
        with override(FILE_LANGUAGE):
            return f"{slugify(self.opts.verbose_name_plural)}-{timezone.localdate()}.csv"

    # --- In --------------------------------------------------------------------------------------
    @method_decorator(csrf_exempt)
    def import_view(self, request):
        """Upload handlers must be set before the token is read, hence the check of the token one call further."""
        request.upload_handlers = [MemoryHandler(request)]
        return self._import_view(request)

    @method_decorator(csrf_protect)
    def _import_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method != "POST" or not form.is_valid():
            return self._page(request, "import", {"form": form})
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            plan = self.resource_class().plan_file(content)
        except ValidationError as error:
            form.add_error("file", error)
            return self._page(request, "import", {"form": form}, status=422)
        if plan.errors:
            return self._page(request, "import", {"form": form, **_errors(plan.errors)}, status=422)
        token = None
        if plan.new or plan.changed:
            token = exchange.keep(self.opts.label_lower, request.user, file.name, content, plan)
        return self._page(request, "preview", {"plan": plan, "token": token, "file_name": file.name})

    @method_decorator(require_POST)
    def confirm_view(self, request):
        if not self.has_import_permission(request):
            raise PermissionDenied
        try:
            token = request.POST.get("token", "")
            brought = exchange.apply(self.resource_class(), self.opts.label_lower, request.user, token)
        except exchange.NotYours:
            raise Http404 from None
        except exchange.Refused as refusal:
            return self._page(request, "failed", {"reason": refusal, **_errors(refusal.errors)}, status=409)
        self.message_user(request, _summary(brought))
        return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"))

    def _page(self, request, name, context, status=200):
        page = {
            **self.admin_site.each_context(request),
            "title": _("Bring in a file: %(records)s") % {"records": self.opts.verbose_name_plural},
            "opts": self.opts,
            "columns": self.resource_class().file_columns(),
            "most_rows": ON_THE_WEB.rows,
            "largest": ON_THE_WEB.size // 1024**2,
        }
        return TemplateResponse(request, f"admin/tabular/{name}.html", page | context, status=status)


def _errors(errors):
    return {"errors": errors[:MOST_SHOWN], "error_count": len(errors)}


def _summary(brought):
    new = ngettext("%(count)s new record", "%(count)s new records", brought.new) % {"count": brought.new}
    changed = ngettext("%(count)s changed", "%(count)s changed", brought.changed) % {"count": brought.changed}
    return _("The file is applied: %(new)s, %(changed)s.") % {"new": new, "changed": changed}
