import pytest
from django.db import models
from django.utils.translation import override

from agreements.models import Agreement, Meeting
from partners.models import Institution, Membership


@pytest.mark.parametrize(
    ("model", "name"), [(Agreement, "kind"), (Meeting, "kind"), (Institution, "kind"), (Membership, "role")]
)
@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_the_words_of_a_choice_are_those_that_django_tells(model, name, language):
    field = model._meta.get_field(name)
    with override(language):
        for value in [*model._meta.get_field(name).choices, ("unknown", ""), ("", ""), (None, "")]:
            record = model(**{name: value[0]})
            assert getattr(record, f"get_{name}_display")() == models.Model._get_FIELD_display(record, field)
