"""An OpenDocument sheet, sent while it is written."""

from django.utils.translation import gettext as _

from register.tabular.writing.ods_cells import row
from register.tabular.writing.sheets import CUT, LINES_TO_FILL, by_sheet, fixed, letters, quoted, sheet_name
from register.tabular.writing.zipped import zipped

# Bytes of the rows of a document, which all stand in one part of 2 GB, with some room for what stands beside them.
LARGEST_DOCUMENT = 2_100_000_000

_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_CHOICES = "choices"


def pieces(table):
    """The bytes of the document. Characters that XML cannot hold are left out, and every end of a line is the same.
    Rows that it cannot hold are left out too: a last line says so, and reading refuses it.
    """
    return zipped(_Document(table).parts(), stored=("mimetype", _MIME))


class _Document:
    def __init__(self, table):
        self.table, self.sheets, self.left = table, [], LARGEST_DOCUMENT
        self.validations = {number: f"words{number}" for number in table.choices}

    def parts(self):
        yield "META-INF/manifest.xml", [fixed("ods_manifest.xml")]
        yield "content.xml", self._content()
        yield "settings.xml", self._settings()

    def _content(self):
        yield fixed("ods_styles.xml")
        yield "<office:body><office:spreadsheet>"
        yield from self._content_validations()
        ranges = []
        for rows in by_sheet(self.table.rows):
            yield from self._rows(rows, ranges)
            if self.left < 0:
                break
        yield from self._about()
        yield from self._choices()
        yield f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>"
        yield "</office:spreadsheet></office:body></office:document-content>"

    def _content_validations(self):
        if not self.validations:
            return
        sheet, choices = sheet_name(self.table.title, [_CHOICES]), enumerate(self.table.choices.items(), start=1)
        yield "<table:content-validations>"
        for place, (number, words) in choices:
            source = f"[${_CHOICES}.${letters(place)}$1:.${letters(place)}${len(words)}]"
            base = quoted(f"'{sheet}'.{letters(number + 1)}2")
            yield (
                f'<table:content-validation table:name="{self.validations[number]}" table:allow-empty-cell="true"'
                f' table:condition="of:cell-content-is-in-list({source})" table:base-cell-address={base}>'
                '<table:error-message table:display="true" table:message-type="stop"/></table:content-validation>'
            )
        yield "</table:content-validations>"

    def _rows(self, rows, ranges):
        headings, line = self.table.headings, 1
        self.sheets.append(sheet_name(self.table.title, [*self.sheets, _CHOICES]))
        yield self._top(self.sheets[-1], [_width(heading) for heading in headings])
        yield f"<table:table-header-rows>{row(headings, style='heading')}</table:table-header-rows>"
        for values in rows:
            line += 1
            text = row(values, self.validations)
            self.left -= len(text.encode())
            if self.left < 0:
                yield row([_("The rows end here: an ODS file holds no more. CSV holds them all.") + CUT])
                break
            yield text
        if self.validations:
            empty = row([None] * len(headings), self.validations)
            yield empty.replace("<table:table-row", f'<table:table-row table:number-rows-repeated="{LINES_TO_FILL}"', 1)
        yield "</table:table>"
        cells = quoted(f"'{self.sheets[-1]}'.A1:'{self.sheets[-1]}'.{letters(len(headings))}{line}")
        ranges.append(
            f'<table:database-range table:name="__Anonymous_Sheet_DB__{len(ranges)}" table:target-range-address={cells}'
            ' table:display-filter-buttons="true"/>'
        )

    def _about(self):
        if self.table.about:
            title = self.table.about_title or _("About this file")
            yield self._top(sheet_name(title, [*self.sheets, _CHOICES]), ["middle", "wide"])
            yield from map(row, self.table.about)
            yield "</table:table>"

    def _choices(self):
        """The words to choose between, a column for each column that has some."""
        lists = self.table.choices.values()
        if lists:
            yield self._top(_CHOICES, ["middle"] * len(lists), "hidden")
            for line in range(max(map(len, lists))):
                yield row([words[line] if line < len(words) else None for words in lists])
            yield "</table:table>"

    def _top(self, name, widths, style=""):
        style = style or ("right" if self.table.right_to_left else "left")
        columns = "".join(
            f'<table:table-column table:style-name="{width}" table:default-cell-style-name="text"/>' for width in widths
        )
        return f'<table:table table:name={quoted(name)} table:style-name="{style}">{columns}'

    def _settings(self):
        """The headings and the first column stay in sight."""
        before, sheet, after = fixed("ods_settings.xml").split("<!-- -->")
        yield before
        for name in self.sheets:
            yield sheet.replace('""', quoted(name))
        yield after


def _width(heading):
    return "narrow" if len(heading) < 12 else "middle" if len(heading) < 24 else "wide"
