"""The words of a choice, found at once."""

from functools import cache

from django.utils.encoding import force_str


def display_of(name):
    """A method ``get_…_display``. Django's own writes a dictionary of all choices, translated, each time."""

    def display(self):
        value = getattr(self, name)
        return force_str(_words(type(self), name).get(value, value), strings_only=True)

    return display


@cache
def _words(model, name):
    return dict(model._meta.get_field(name).flatchoices)
