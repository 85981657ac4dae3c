"""The agreements that answer to an address, as a file: the same questions as the list, all pages at once."""

from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from agreements import exports
from agreements.filters import AgreementFilter
from register.dates import PartialDate
from register.models import Identity
from register.templatetags.register import amount


class AgreementExport(View):
    def get(self, request, kind):
        if kind not in exports.TYPES:
            raise Http404
        filters = AgreementFilter(request.GET)
        if kind not in exports.formats_of(filters.selection):
            return HttpResponse(_too_large(filters.selection), "text/plain; charset=utf-8", 400)
        selection, columns = filters.selection, exports.columns(self._address)
        if kind == "csv":
            response = StreamingHttpResponse(exports.csv_lines(selection, columns), content_type=exports.TYPES[kind])
        elif kind == "json":
            pieces = exports.json_pieces(selection, columns, self._facts(filters))
            response = StreamingHttpResponse(pieces, content_type=exports.TYPES[kind])
        else:
            file = exports.xlsx_file(selection, columns, self._about(filters))
            response = FileResponse(file, content_type=exports.TYPES[kind])
        response["Content-Disposition"] = f'attachment; filename="{_("agreements")}-{filters.day}.{kind}"'
        return response

    def _address(self, agreement):
        return self.request.build_absolute_uri(agreement.get_absolute_url())

    def _about(self, filters):
        """What was asked, of which register, and for which day, as (name, value)."""
        asked = [(str(label), str(words)) for label, words, _address in filters.chips]
        return [
            (_("Register"), _register_name()),
            (_("Address"), self.request.build_absolute_uri()),
            (_("States as of"), str(PartialDate.of(filters.day))),
            *asked,
        ]

    def _facts(self, filters):
        """The same for machines."""
        return {
            "register": _register_name(),
            "address": self.request.build_absolute_uri(),
            "states_as_of": filters.day,
            "language": get_language(),
        }


def _too_large(selection):
    sentence = _("A workbook holds %(n)s agreements at most: narrow the selection, or take the CSV file.")
    return sentence % {"n": amount(selection.limit)}


def _register_name():
    identity = Identity.objects.first()
    return identity.name if identity else ""
