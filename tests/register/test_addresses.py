import pytest
from django.urls import reverse
from django.utils.translation import override

from register.addresses import addresses_of


@pytest.mark.parametrize("reference", ["CC-0001", "CC 1", "اتفاقية", "a&b=c?d#e", "100 %", "x~y:z@w", "-"])
def test_the_address_of_each_record_is_that_of_its_route(reference):
    assert addresses_of("agreement")[reference] == reverse("agreement", args=[reference])


@pytest.mark.parametrize("language", ["fr", "ar", "en"])
def test_addresses_are_of_the_language_that_is_active(language):
    with override(language):
        assert addresses_of("agreement")["CC-0001"] == reverse("agreement", args=["CC-0001"])
