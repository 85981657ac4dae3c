from pathlib import Path

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

pytestmark = pytest.mark.thorough

ALONE = ("site.css", "back_office.css")


def test_the_sheets_of_the_site_are_collected_as_one(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "cooperation.static_files.BundledStaticFiles"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    collected = Path(tmp_path, staticfiles_storage.stored_name("css/site.css")).read_text()
    sheets = [sheet for sheet in Path(settings.BASE_DIR, "static/css").rglob("*.css") if sheet.name not in ALONE]
    assert [sheet.name for sheet in sheets if sheet.read_text() not in collected] == []
    assert "@import" not in collected


def test_a_sheet_that_changed_is_in_the_next_collection(settings, tmp_path):
    sources = tmp_path / "sources"
    (sources / "css").mkdir(parents=True)
    (sources / "css/site.css").write_text('@import "part.css";\n')
    settings.STATICFILES_DIRS, settings.STATIC_ROOT = [sources], tmp_path / "collected"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "cooperation.static_files.BundledStaticFiles"},
    }

    for rule in ("a { color: red }", "a { color: green }"):
        (sources / "css/part.css").write_text(rule)
        call_command("collectstatic", interactive=False, verbosity=0)

    assert rule in Path(settings.STATIC_ROOT, staticfiles_storage.stored_name("css/site.css")).read_text()
