"""Static files as they are served: compressed, cached for ever, and one style sheet instead of many."""

import re

from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

SHEET = "css/site.css"
_IMPORT = re.compile(r'^@import "(?P<name>[^"]+)";$', re.MULTILINE)


class BundledStaticFiles(CompressedManifestStaticFilesStorage):
    """Puts in the place of each ``@import`` of the site's sheet what it imports, so that a first visit asks once."""

    def post_process(self, paths, dry_run=False, **options):
        if SHEET in paths and not dry_run:
            bundle = _IMPORT.sub(lambda found: _read(*paths[f"css/{found['name']}"]), _read(*paths[SHEET]))
            self.delete(SHEET)
            self.save(SHEET, ContentFile(bundle))
            paths[SHEET] = (self, SHEET)
        yield from super().post_process(paths, dry_run=dry_run, **options)


def _read(storage, path):
    with storage.open(path) as sheet:
        return sheet.read().decode()
