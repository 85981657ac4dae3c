"""A JSON file, sent while it is written: what is known of the file, and the rows as objects."""

from django.core.serializers.json import DjangoJSONEncoder

from register.tabular.writing.gathering import gathered

# Made once: it takes as long to make as to write a row. Amounts are texts, which no reader rounds.
_encode = DjangoJSONEncoder(ensure_ascii=False).encode


def pieces(table):
    """The bytes of one object: ``about``, and ``records`` with an object for each row. Nothing is escaped in it."""
    names = table.names or table.headings
    about = {str(name): str(value) for name, value in table.about}
    return lines({"about": about}, "records", (dict(zip(names, cells, strict=True)) for cells in table.rows))


def lines(facts, name, records):
    """The bytes of an object that holds some facts, then a list of records under a name."""
    return gathered(_texts(facts, name, records))


def _texts(facts, name, records):
    yield f"{_encode(facts)[:-1]},\n{_encode(name)}: ["
    before = "\n"
    for record in records:
        yield before + _encode(record)
        before = ",\n"
    yield "\n]}\n"
