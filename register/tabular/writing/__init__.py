"""From rows to the files that people open. Nothing in a cell is ever run, whatever opens the file."""

from django.utils.translation import gettext_lazy as _

from register.tabular.writing import objects, ods, text, xlsx
from register.tabular.writing.table import Kind, Table

__all__ = ["KINDS", "Kind", "Table"]

_CSV = "text/csv; charset=utf-8"

KINDS = {
    "csv": Kind("csv", "CSV", _CSV, text.pieces),
    "plain": Kind("csv", _("CSV with commas"), _CSV, text.plain_pieces),
    "xlsx": Kind("xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx.pieces),
    "ods": Kind("ods", "ODS", "application/vnd.oasis.opendocument.spreadsheet", ods.pieces),
    "json": Kind("json", "JSON", "application/json", objects.pieces),
}
