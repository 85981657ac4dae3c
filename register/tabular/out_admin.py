"""Files out of the back office: the list that is shown, and templates to fill in."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _

from register.admin.base import RegisterAdmin
from register.dates import PartialDate
from register.models import Identity
from register.tabular.writing import KINDS


class FilesOutAdmin(RegisterAdmin):
    """A ModelAdmin whose records go out to files, as ``resource_class`` says."""

    resource_class = None

    def has_export_permission(self, request):
        return self.may(request, "export")

    def export_view(self, request, kind):
        """The records that the list shows under the same filters and search."""
        if not self.has_export_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request)
            queryset = shown.get_queryset(request)
        except admin.options.IncorrectLookupParameters:
            return HttpResponseRedirect(self.address("changelist"))
        resource = self.resource_class()
        chosen = resource.get_queryset().filter(pk__in=queryset.order_by().values("pk"))
        return self._file(kind, resource.table(chosen, about=self._about(request, shown)), timezone.localdate())

    def template_view(self, request, kind):
        """A file to fill in."""
        self._check_rights(request)
        return self._file(kind, self.resource_class().template(), _("template"))

    def _file(self, kind, table, which):
        if kind not in KINDS:
            raise Http404
        response = StreamingHttpResponse(KINDS[kind].pieces(table), content_type=KINDS[kind].content_type)
        name = f"{slugify(table.title)}-{which}.{KINDS[kind].extension}"
        response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
        return response

    def _about(self, request, shown):
        """Where the rows come from and what was asked, as (name, value)."""
        identity = Identity.objects.first() or Identity()
        return [
            (_("Register"), identity.name),
            (_("Address"), request.build_absolute_uri()),
            *_asked(shown),
            (_("Taken out on"), str(PartialDate.of(timezone.localdate()))),
            *identity.terms,
        ]


def _asked(shown):
    """The search and the filters of a list of the back office, as (name, value)."""
    if shown.query:
        yield _("Words searched for"), shown.query
    for spec in shown.filter_specs:
        if spec.used_parameters:
            chosen = (str(choice["display"]) for choice in spec.choices(shown) if choice["selected"])
            yield capfirst(str(spec.title)), " · ".join(chosen)
