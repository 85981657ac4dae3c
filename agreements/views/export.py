"""The agreements that answer to an address, as a file: the same questions as the list, all pages at once."""

from django.http import Http404, HttpResponseBadRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from agreements import exports
from agreements.filters import AgreementFilter
from register.dates import PartialDate
from register.models import Identity
from register.tabular.writing import KINDS


class SelectionFile(View):
    """A file about what an address selects; ``file(filters, …)`` makes it."""

    def get(self, request, **kwargs):
        filters = AgreementFilter(request.GET)
        if filters.refused:
            return HttpResponseBadRequest(_refusal(filters), content_type="text/plain; charset=utf-8")
        return self.file(filters, **kwargs)

    def address_of_list(self, filters):
        return self.request.build_absolute_uri(reverse("agreements") + filters.address().removesuffix("?"))

    def title(self, filters):
        """The register, and what was asked of it."""
        asked = [str(words) for _label, words, _address in filters.chips]
        return " · ".join([str(self.identity.name or _("Register of cooperation agreements")), *asked])

    @cached_property
    def identity(self):
        return Identity.objects.first() or Identity()


class AgreementExport(SelectionFile):
    def file(self, filters, kind):
        if kind not in KINDS:
            raise Http404
        request, moment = self.request, timezone.localtime()
        about, facts = self._about(filters, moment), self._facts(filters, moment)
        site = request.build_absolute_uri("/").removesuffix("/")
        pieces = exports.pieces(kind, filters.selection, site, about, facts)
        response = StreamingHttpResponse(pieces, content_type=KINDS[kind].content_type)
        name = f"{_('agreements')}-{filters.day}.{KINDS[kind].extension}"
        response["Content-Disposition"] = content_disposition_header(True, name)
        return response

    def _about(self, filters, moment):
        """What was asked, of which register, for which day and when, as (name, value)."""
        asked = [(str(label), str(words)) for label, words, _address in filters.chips]
        return [
            (_("Register"), self.identity.name),
            (_("Address"), self.request.build_absolute_uri()),
            (_("States as of"), str(PartialDate.of(filters.day))),
            *asked,
            (_("Made at"), moment.isoformat(" ", "minutes")),
            *self.identity.terms,
        ]

    def _facts(self, filters, moment):
        """The same for machines."""
        return {
            "register": self.identity.name,
            "address": self.request.build_absolute_uri(),
            "states_as_of": filters.day,
            "language": get_language(),
            "made_at": moment.isoformat(timespec="seconds"),
            "licence": self.identity.licence,
            "licence_address": self.identity.licence_address,
        }


def _refusal(filters):
    """Why there is no file: where the list shows what remains, a file of more than was asked for would mislead."""
    said = _("%(field)s: “%(value)s” cannot be used. %(why)s")
    lines = [said % {"field": field, "value": value, "why": why} for field, value, why in filters.refused.values()]
    return "\n".join([*lines, ""])
