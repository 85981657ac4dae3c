import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from register.rendering import INPUTS, Renderer


@pytest.mark.parametrize("value", [None, "", 0, 12.5, True, 'a & "b" <c>\'', SafeString("&amp;"), gettext_lazy("year")])
@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"id": "id_q", "required": True, "disabled": False, "min": 1000, "step": None},
        {"placeholder": gettext_lazy("year"), "title": '"<&>', "data-x": SafeString("a&amp;b")},
    ],
)
@pytest.mark.parametrize(
    "widget",
    [forms.TextInput, forms.NumberInput, forms.DateInput, forms.HiddenInput, forms.EmailInput, forms.URLInput],
)
def test_an_input_is_written_as_by_its_template(widget, attrs, value):
    assert widget.template_name in INPUTS

    written = widget().render("na<me", value, attrs, Renderer())

    assert written == widget().render("na<me", value, attrs, DjangoTemplates())


def test_other_widgets_are_left_to_their_templates():
    select = forms.Select(choices=[("a", "A & B")])

    assert select.render("s", "a", None, Renderer()) == select.render("s", "a", None, DjangoTemplates())
