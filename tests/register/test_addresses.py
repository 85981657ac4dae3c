import pytest
from django.urls import reverse

from register.addresses import Addresses


@pytest.mark.parametrize("reference", ["CC-0001", "CC 1", "اتفاقية", "a&b=c?d#e", "100 %", "x~y:z@w", "-"])
def test_the_address_of_each_record_is_that_of_its_route(reference):
    assert Addresses("agreement")[reference] == reverse("agreement", args=[reference])
