"""The pages of this floor: the identity of the register, the files that came in, the mappings kept for the next."""

from django.apps import apps
from django.contrib import admin
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.admin.base import RegisterAdmin, three
from register.admin.helps import example, in_three
from register.models import FileImport, FileMapping, Identity


@admin.register(Identity)
class IdentityAdmin(RegisterAdmin):
    fields = [three("name"), three("owner"), three("purpose"), ("licence", "licence_address")]
    helps = {
        **in_three("name", "Registre des conventions", "سجل الاتفاقيات", "Register of agreements"),
        **in_three("owner", "Ministère de la Solidarité", "وزارة التضامن", "Ministry of Solidarity"),
        **in_three(
            "purpose",
            "Ce que les institutions signent, et ce qu’il en advient",
            "ما توقعه المؤسسات وما آل إليه",
            "What institutions sign, and what comes of it",
        ),
        "licence": _("Its name, as files and the public list say it: Licence Ouverte 2.0, CC BY 4.0."),
        "licence_address": example("https://creativecommons.org/licenses/by/4.0/"),
    }

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Identity.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(FileImport)
class FileImportAdmin(RegisterAdmin):
    list_display = ["file_name", "resource", "user", "state", "created_at", "new", "changed", "unchanged"]
    list_filter = ["state", "resource"]
    list_select_related = ["user"]
    date_hierarchy = "created_at"

    def get_queryset(self, request):
        """One's own; those of all for whoever may inspect all."""
        files = super().get_queryset(request)
        sees_all = request.user.has_perm("register.inspect_fileimport", FileImport(user=None))
        return files if sees_all else files.filter(user=request.user)

    def change_view(self, request, object_id, *args, **kwargs):
        """What became of the file is told by its own page, to whoever may bring in files of its records."""
        brought = FileImport.objects.filter(pk=object_id).first() if object_id.isdecimal() else None
        page = brought and self.admin_site._registry.get(apps.get_model(brought.resource))
        if request.method == "GET" and page and page.has_import_permission(request):
            model = page.opts
            return HttpResponseRedirect(
                reverse(f"admin:{model.app_label}_{model.model_name}_brought", args=[object_id])
            )
        return super().change_view(request, object_id, *args, **kwargs)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(FileMapping)
class FileMappingAdmin(RegisterAdmin):
    list_display = ["name", "resource", "changed_at"]
    list_filter = ["resource"]
    readonly_fields = ["resource", "changed_at"]

    def has_add_permission(self, request):
        """A mapping is made where a file is brought in."""
        return False
