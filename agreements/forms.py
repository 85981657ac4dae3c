"""Forms of the back office whose rules span several records of one page."""

from django.forms import ModelForm
from django.forms.models import BaseInlineFormSet
from django.utils.translation import gettext as _


class SignatoryForm(ModelForm):
    """Does not ask the stored parties, as the model does: SignatoryFormSet asks those of the page."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.clean = _nothing


def _nothing():
    pass


class SignatoryFormSet(BaseInlineFormSet):
    """People sign for a party of the same page, also when it is typed together with them.

    ``parties`` is the formset of the parties, lent by the page.
    """

    parties = None

    def clean(self):
        super().clean()
        parties = _institutions(self.parties)
        for form in self.forms:
            institution = getattr(form, "cleaned_data", {}).get("institution")
            if institution and institution not in parties and not self._should_delete_form(form):
                sentence = _("%(institution)s is not a party to this agreement: add it to the parties first.")
                form.add_error("institution", sentence % {"institution": institution})


def _institutions(formset):
    """Those that the formset would leave in the agreement."""
    return {
        form.cleaned_data["institution"]
        for form in formset.forms
        if form.is_valid() and form.cleaned_data.get("institution") and not form.cleaned_data.get("DELETE")
    }
