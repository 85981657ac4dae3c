"""Resources whose key is a permanent reference: left empty for a new record, or kept from another register."""

import re

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from register.models import ReferenceCounter
from register.tabular.resource import TabularResource


class ReferencedResource(TabularResource):
    @property
    def prefix_of_references(self):
        return self._meta.model._meta.get_field("reference").prefix

    @cached_property
    def last_given(self):
        counter = ReferenceCounter.objects.filter(prefix=self.prefix_of_references).first()
        return counter.last if counter else 0

    def check_new(self, instance):
        reference = instance.reference
        if not reference:
            return
        match = re.fullmatch(rf"{self.prefix_of_references}-([0-9]{{4,9}})", reference)
        if match is None:
            sentence = _("“%(text)s” is not a reference: leave it empty for a new record, or write it as %(example)s.")
            example = f"{self.prefix_of_references}-0001"
            raise ValidationError(
                {"reference": ValidationError(sentence, params={"text": reference, "example": example})}
            )
        if int(match[1]) <= self.last_given:
            sentence = _("No record bears this reference, and it is not given again: leave it empty for a new record.")
            raise ValidationError({"reference": sentence})
