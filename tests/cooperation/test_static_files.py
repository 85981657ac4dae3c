from pathlib import Path

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command

ALONE = ("site.css", "back_office.css")


def test_the_sheets_of_the_site_are_collected_as_one(settings, tmp_path):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "cooperation.static_files.BundledStaticFiles"},
    }

    call_command("collectstatic", interactive=False, verbosity=0)

    collected = Path(tmp_path, staticfiles_storage.stored_name("css/site.css")).read_text()
    sheets = Path(settings.BASE_DIR, "static/css").rglob("*.css")
    missing = [
        s.name for s in sheets if s.name not in ("site.css", "back_office.css") and s.read_text() not in collected
    ]
    assert missing == []
    assert "@import" not in collected
