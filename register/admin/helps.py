"""What stands under the fields of a form: how each is filled, with an example."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from register.translated import END_OF_ISOLATE, ISOLATE, columns


def example(text):
    """An example as it is typed, in whatever language that is."""
    return format_lazy("{} {}{}{}", _("For example:"), ISOLATE, text, END_OF_ISOLATE)


def in_three(name, *texts):
    """The examples of a text in three languages, each under its own field, French first."""
    return {column: example(text) for column, text in zip(columns(name), texts, strict=True)}
