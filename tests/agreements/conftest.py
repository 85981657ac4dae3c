"""Registers that several tests of agreements ask."""

import pytest

from agreements import selection as selections
from tests.agreements.mixed import MixedRegister


@pytest.fixture
def mixed(db, settings):
    settings.SIMPLE_HISTORY_ENABLED = False
    return MixedRegister()


@pytest.fixture
def capped(monkeypatch):
    """A register beyond ten agreements is too large to be counted through: five of a selection are."""
    monkeypatch.setattr(selections, "EXACT", 10)
    monkeypatch.setattr(selections, "CAPPED", 5)
