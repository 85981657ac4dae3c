"""What may be done to an agreement in its life, for whom, and what each act asks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from agreements import actions
from agreements.models import Agreement, AgreementLink
from agreements.terms import Moment, moved
from register.fields import DATE_HELP, PartialDateFormField
from register.translated import columns, writing_of


class Act(forms.ModelForm):
    """An act upon the agreement itself. ``needed`` are the fields that cannot stay empty."""

    name = label = ""
    needed = []

    class Meta:
        model = Agreement
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.needed:
            self.fields[name].required = True
        for name, field in self.fields.items():
            field.widget.attrs |= writing_of(name)

    @classmethod
    def is_open(cls, agreement):
        """Whether the act makes sense for the agreement as it stands."""
        return True

    def write(self):
        """Write the act; returns the agreement whose page is to be shown next."""
        return actions.enact(self.instance, str(self.label))


class Sign(Act):
    name, label, needed = "sign", _("Sign"), ["signed_on"]

    class Meta(Act.Meta):
        fields = ["signed_on", *columns("place"), "entry_into_force_on", "ends_on"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.is_signed = True

    @classmethod
    def is_open(cls, agreement):
        return not agreement.is_signed


class Suspend(Act):
    name, label, needed = "suspend", _("Suspend"), ["suspended_on"]

    class Meta(Act.Meta):
        fields = ["suspended_on"]

    @classmethod
    def is_open(cls, agreement):
        return agreement.is_signed and not (agreement.suspended_on or agreement.terminated_on)


class Resume(Act):
    name, label = "resume", _("End the suspension")

    @classmethod
    def is_open(cls, agreement):
        return bool(agreement.suspended_on) and not agreement.terminated_on

    def write(self):
        self.instance.suspended_on = None
        return super().write()


class Terminate(Act):
    name, label, needed = "terminate", _("Terminate"), ["terminated_on"]

    class Meta(Act.Meta):
        fields = ["terminated_on"]

    @classmethod
    def is_open(cls, agreement):
        return agreement.is_signed and not agreement.terminated_on


class Follow(Act):
    """An act that is an agreement of its own: the form is that of the later one, ``earlier`` is the one it follows."""

    kind = ""
    title_pattern = "%(title)s"
    needed = ["signed_on"]

    class Meta(Act.Meta):
        fields = ["kind", *columns("title"), "signed_on", "entry_into_force_on", "ends_on"]

    def __init__(self, *args, instance, **kwargs):
        self.earlier = instance
        super().__init__(*args, instance=actions.following(instance, self.kind), **kwargs)
        for name in columns("title"):
            with override(name[-2:]):
                title = getattr(instance, name)
                self.initial[name] = str(self.title_pattern) % {"title": title} if title else ""

    @classmethod
    def is_open(cls, agreement):
        return agreement.is_signed

    def write(self):
        why = f"{self.label} · {self.earlier.reference}"
        return actions.follow(self.earlier, self.kind, self.instance, why, self.cleaned_data.get("new_end"))


class Amend(Follow):
    name, label, kind = "amend", _("Amend"), AgreementLink.Kind.AMENDS
    title_pattern = _("Amendment to: %(title)s")
    new_end = PartialDateFormField(label=_("New end of the amended agreement"), required=False, help_text=DATE_HELP)

    class Meta(Follow.Meta):
        fields = ["kind", *columns("title"), "signed_on", "entry_into_force_on"]

    def clean_new_end(self):
        """An amendment may move the end, never before the signature of what it amends."""
        new_end, signed_on = self.cleaned_data["new_end"], self.earlier.signed_on
        if new_end and signed_on and new_end.last_day < signed_on.first_day:
            raise ValidationError(_("An agreement cannot end before its signature."))
        return new_end


class Renew(Follow):
    name, label, kind = "renew", pgettext_lazy("act", "Renew"), AgreementLink.Kind.RENEWS
    title_pattern = _("Renewal: %(title)s")

    def __init__(self, *args, instance, **kwargs):
        """The renewed period begins where the earlier one ends, and lasts as long as the agreement says."""
        super().__init__(*args, instance=instance, **kwargs)
        if instance.ends_on and instance.renewal_months:
            end = moved(Moment(instance.ends_on), instance.renewal_months)
            self.initial["ends_on"] = end.date if end and not end.until else None
        self.initial["entry_into_force_on"] = instance.ends_on


class Replace(Follow):
    name, label, kind = "replace", pgettext_lazy("act", "Replace"), AgreementLink.Kind.REPLACES


ACTS = {act.name: act for act in (Sign, Amend, Renew, Replace, Suspend, Resume, Terminate)}


def open_acts(agreement):
    """The acts that make sense for an agreement as it stands."""
    return [act for act in ACTS.values() if act.is_open(agreement)]
