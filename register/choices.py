"""The words of choices, put together once for each language: Django does so anew for each value that it displays."""

from functools import cache

from register.translated import in_each_language


@cache
def _told(choices):
    return in_each_language(lambda: {value: str(label) for value, label in choices.choices})


def words_of(choices):
    """{value: its words in the active language} of an enumeration; it is shared: nobody changes it."""
    return _told(choices)()


def display_of(name, choices):
    """A method ``get_…_display`` of a model for the field of that name."""

    def display(self):
        value = getattr(self, name)
        return words_of(choices).get(value, value)

    return display
