"""What every public view shares: the day it speaks of and the direction in which it is read."""

from django.utils import timezone
from django.utils.translation import get_language_bidi
from django.views.generic.base import ContextMixin


class Page(ContextMixin):
    @property
    def day(self):
        """The day for which states are shown: today in the register's own time zone."""
        return timezone.localdate()

    def get_context_data(self, **kwargs):
        return super().get_context_data(today=self.day, is_mirrored=get_language_bidi(), **kwargs)
