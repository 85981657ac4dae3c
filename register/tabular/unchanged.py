"""Lines that say what the register says, told from values: most of a file that comes again, and no record is made."""

from register.bulk import batches
from register.tabular.parts import parts


def unchanged(resource, rows):
    """{number of a line: key of the record of which it says nothing new}; nothing where several columns are the key."""
    if not rows or len(resource.keys) > 1:
        return {}
    (name,), found = resource.keys, {}
    said = {row.values[name]: row for row in rows if row.values.get(name) and not row.errors}
    columns = [column for column in resource.columns if column.column_name in rows[0].cells]
    place = columns.index(resource.fields[name])
    for batch in batches(list(said)):
        for keys, records in parts(columns, resource.get_queryset().filter(**{f"{name}__in": batch})):
            for key, cells in zip(keys, records, strict=True):
                row = said.get(cells[place])
                if row and cells == tuple(column.cell(row.values[column.column_name]) for column in columns):
                    found[row.line] = key
    return found
