"""The steps to the tables of today: one for each change, and a short way for a new register."""

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader


def test_the_short_way_of_a_new_register_and_the_long_way_of_an_old_one_lead_to_the_same_models():
    short, long = MigrationLoader(None), MigrationLoader(None, replace_migrations=False)

    assert short.project_state() == long.project_state()
    assert len(short.graph.nodes) < len(long.graph.nodes)


@pytest.mark.django_db
def test_the_steps_lead_to_the_models_as_they_are_written():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
