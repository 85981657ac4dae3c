"""The acts of an agreement's life, each on its page: what it asks, what it will write."""

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from agreements.acts import ACTS, Follow, open_acts
from agreements.models import Agreement


class LifeAdmin(admin.ModelAdmin):
    def get_urls(self):
        view = self.admin_site.admin_view(self.act_view)
        return [path("<path:object_id>/act/<slug:act>/", view, name=self.page_name("act")), *super().get_urls()]

    def _standing(self, request, obj):
        acts = open_acts(obj) if self.may_act(request, obj) else []
        links = [(act.label, self.address("act", obj.pk, act.name)) for act in acts]
        contacts = list(obj.focal_points.current(timezone.localdate()).select_related("institution"))
        if not request.user.has_perm("agreements.contact_agreement", obj):
            contacts = [contact.masked() for contact in contacts]
        return super()._standing(request, obj) | {
            "acts": links,
            "contacts": contacts,
            "sheet": self.address("sheet", obj.pk),
        }

    def may_act(self, request, obj):
        """An act is at once what the register says: upon a published agreement it takes a publisher."""
        return self.may(request, "publish" if obj.is_published else "change", obj)

    def act_view(self, request, object_id, act):
        obj = self.known(request, object_id)
        if not self.may_act(request, obj):
            raise PermissionDenied
        with transaction.atomic():
            # Nobody else writes to it until the act is written; what it has become meanwhile is what is acted upon.
            locked = Agreement.objects.select_for_update().get(pk=obj.pk)
            if act not in ACTS:
                raise Http404
            if not ACTS[act].is_open(locked):
                self.message_user(request, _("This was done in the meantime, or makes no sense now."), messages.ERROR)
                return HttpResponseRedirect(self.address("change", obj.pk))
            form = ACTS[act](request.POST or None, instance=locked)
            if form.is_valid():
                return self._acted(request, form.write(), form)
        context = {
            "title": _("%(act)s: %(agreement)s") % {"act": ACTS[act].label, "agreement": obj},
            "original": obj,
            "form": form,
            "label": ACTS[act].label,
            "makes_another": issubclass(ACTS[act], Follow),
        }
        return self._tracked_page(request, "act", context, status=422 if form.errors else 200)

    def _acted(self, request, written, form):
        LogEntry.objects.log_actions(request.user.pk, [written], CHANGE, str(form.label))
        if isinstance(form, Follow):
            sentence = _("%(agreement)s is a draft: complete it, then have it published.") % {"agreement": written}
        else:
            sentence = _("It is written in the history of the agreement.")
        self.message_user(request, sentence, messages.SUCCESS)
        return HttpResponseRedirect(self.address("change", written.pk))
