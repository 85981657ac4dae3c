"""Boxes that complete what is typed, and take whatever was sent: what can be the key of no record is not looked for."""

from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.db import models

LARGEST_KEY = models.BigIntegerField.MAX_BIGINT


class _Sound:
    def optgroups(self, name, value, attrs=None):
        is_number = isinstance(self.field.remote_field.model._meta.pk, models.AutoField | models.BigAutoField)
        return super().optgroups(name, [key for key in value if not is_number or _is_number(key)], attrs)


def _is_number(key):
    return key == "" or (str(key).isdecimal() and int(key) <= LARGEST_KEY)


class SoundSelect(_Sound, AutocompleteSelect):
    pass


class SoundSelectMultiple(_Sound, AutocompleteSelectMultiple):
    pass
