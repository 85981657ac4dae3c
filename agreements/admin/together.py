"""Many agreements changed together: their kind, their themes, who answers for their open commitments."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agreements.due import open_commitments
from agreements.models import Agreement, Commitment, Theme
from partners.models import Institution
from partners.rights import visible
from register import bulk
from register.admin.filled import pack, unpack
from register.admin.widgets import SoundSelect
from register.search.index import collecting


class TogetherForm(forms.Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("kind"), required=False, choices=[("", gettext_lazy("as it is")), *Agreement.Kind.choices]
    )
    add = forms.ModelMultipleChoiceField(Theme.objects.all(), label=gettext_lazy("themes to add"), required=False)
    remove = forms.ModelMultipleChoiceField(Theme.objects.all(), label=gettext_lazy("themes to remove"), required=False)
    responsible = forms.ModelChoiceField(
        Institution.objects.none(),
        label=gettext_lazy("who answers for the open commitments"),
        required=False,
        widget=SoundSelect(Commitment._meta.get_field("responsible"), admin.site),
    )

    def __init__(self, user, data=None):
        super().__init__(data)
        for field in self.fields.values():
            field.label = capfirst(str(field.label))
        self.fields["responsible"].queryset = visible(Institution.objects.by_name(), user)
        self.fields["responsible"].widget.choices = self.fields["responsible"].choices


class TogetherAdmin(admin.ModelAdmin):
    @admin.action(description=gettext_lazy("Change together…"), permissions=["change"])
    def change_together(self, request, queryset):
        """First asks what is to change, then writes it to those that nobody changed meanwhile."""
        asked = request.POST.get("together") == "1"
        form = TogetherForm(request.user, request.POST if asked else None)
        agreements = list(Agreement.objects.filter(pk__in=queryset.values("pk")).prefetch_related("themes"))
        mine = [agreement for agreement in agreements if self.may_act(request, agreement)]
        if asked and form.is_valid():
            return self._written(request, mine, form.cleaned_data)
        context = {
            "title": _("Change together"),
            "form": form,
            "agreements": mine,
            "kept_out": len(agreements) - len(mine),
            "seen": pack(_held(mine)),
        }
        return self._tracked_page(request, "together", context)

    def _written(self, request, agreements, chosen):
        seen = unpack(request.POST.get("seen", "")) or {}
        with transaction.atomic(), collecting():
            bulk.lock(agreements)
            fresh = list(Agreement.objects.filter(pk__in=[a.pk for a in agreements]).prefetch_related("themes"))
            now = _held(fresh)
            free = [agreement for agreement in fresh if seen.get(str(agreement.pk)) == now[str(agreement.pk)]]
            for agreement in free:
                _change(agreement, chosen)
            if free:
                LogEntry.objects.log_actions(request.user.pk, free, CHANGE, _("Change together"))
        done = ngettext("%(count)s record is changed.", "%(count)s records are changed.", len(free))
        messages.success(request, done % {"count": len(free)})
        for agreement in fresh:
            if agreement not in free:
                sentence = _("%(record)s was changed by someone meanwhile and stays as it is: look at it again.")
                messages.error(request, sentence % {"record": agreement})


def _held(agreements):
    """What a person saw of each: {key: [kind, moment of its last change, themes]}."""
    return {
        str(a.pk): [a.kind, a.changed_at.isoformat(), *sorted(theme.pk for theme in a.themes.all())] for a in agreements
    }


def _change(agreement, chosen):
    agreement._change_reason = _("Change together")
    if chosen["kind"]:
        agreement.kind = chosen["kind"]
    agreement.save()
    agreement.themes.add(*chosen["add"])
    agreement.themes.remove(*chosen["remove"])
    if chosen["responsible"]:
        for commitment in open_commitments().filter(agreement=agreement):
            commitment.responsible = chosen["responsible"]
            commitment.save()
