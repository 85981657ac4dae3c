"""A JSON file, sent while it is written: what is known of the file, and the rows as objects."""

import json

from django.core.serializers.json import DjangoJSONEncoder


def pieces(table):
    """The bytes of one object: ``about``, and ``records`` with an object for each row. Nothing is escaped in it."""
    about = json.dumps({str(name): str(value) for name, value in table.about}, ensure_ascii=False)
    yield f'{{"about": {about},\n"records": ['.encode("utf-8", "replace")
    names, before = table.names or table.headings, "\n"
    for cells in table.rows:
        row = json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False, cls=DjangoJSONEncoder)
        yield (before + row).encode("utf-8", "replace")
        before = ",\n"
    yield b"\n]}\n"
