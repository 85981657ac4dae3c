"""The page on which a person of the back office says how to be told what falls due."""

from django import forms

from partners.models import Preference


class PreferenceForm(forms.ModelForm):
    class Meta:
        model = Preference
        fields = ["language", "is_reminded"]
