from django.contrib import admin
from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from register.publication import Publication, Publishable


class BackOffice(admin.AdminSite):
    site_title = site_header = _("Back office of the register")
    index_title = _("The register")
    site_url = "/"
    enable_nav_sidebar = False

    def index(self, request, extra_context=None):
        return super().index(request, {"waiting": self._waiting(request), **(extra_context or {})})

    def _waiting(self, request):
        """What the public does not see yet, review first, for whoever may change it."""
        lines = []
        for model, page in self._registry.items():
            if issubclass(model, Publishable) and page.has_change_permission(request):
                counts = model.objects.order_by().values_list("publication").annotate(Count("pk"))
                lines += [self._line(model, state, count) for state, count in counts if state in _ORDER]
        return sorted(lines, key=lambda line: _ORDER.index(line["state"]))

    def _line(self, model, state, count):
        root = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        return {
            "records": model._meta.verbose_name_plural,
            "state": state,
            "label": Publication(state).label,
            "count": count,
            "url": f"{root}?publication__exact={state}",
        }


_ORDER = [Publication.IN_REVIEW, Publication.DRAFT]
