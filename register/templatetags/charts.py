"""Charts as HTML. Drawn here, since templates take several times as long over so many small pieces."""

from html import escape

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from register.templatetags.register import amount, html, initial

register = template.Library()


@register.simple_tag
def bar_rows(bars):
    """Bars as rows of their table: the name, which leads to what is counted, the bar and the number."""
    return SafeString("\n".join(map(_bar, bars)))


def _bar(bar):
    row = bar.row
    return (
        f'<tr><th scope="row"><a href="{escape(row.url)}">{html(initial(row.label))}</a></th>'
        f'<td><svg class="bar" width="{bar.width}%" height="14" aria-hidden="true"><rect width="100%" height="14"/>'
        f'</svg></td><td class="number">{amount(row.count)}</td></tr>'
    )


@register.simple_tag
def count_rows(rows):
    """Rows of a table of counts: the name, which leads to what is counted where it leads somewhere, and the number."""
    return SafeString("\n".join(map(_count, rows)))


def _count(row):
    name = html(row.label)
    if row.url:
        name = f'<a href="{escape(row.url)}">{name}</a>'
    return f'<tr><th scope="row">{name}</th><td class="number">{amount(row.count)}</td></tr>'


@register.simple_tag
def column_chart(chart, label):
    """Columns (see register.charts) as one picture, or as a group of links where they lead somewhere."""
    return format_html(
        '<svg class="columns-chart" width="100%" height="{}" role="{}" aria-label="{}">\n'
        '<line class="axis" x1="0" x2="100%" y1="{}" y2="{}"/>\n{}\n</svg>\n',
        chart.height,
        "group" if chart.has_links else "img",
        label,
        chart.baseline,
        chart.baseline,
        SafeString("\n".join(_column(column, chart.name_line) for column in chart.columns)),
    )


def _column(column, name_line):
    """Places are numbers; the key of a column is its year."""
    row, middle, drawn = column.row, column.middle, ""
    if column.height:
        place = f'x="{column.x}%" y="{column.top}" width="{column.width}%" height="{column.height}"'
        drawn += f'<rect class="column" {place}/>'
    if column.is_counted:
        drawn += f'<text x="{middle}%" y="{column.count_line}">{amount(row.count)}</text>'
    if row.url:
        drawn = f'<a href="{escape(row.url)}" aria-label="{escape(str(row.label))}: {amount(row.count)}">{drawn}</a>'
    if column.is_named:
        drawn += f'<text class="name" x="{middle}%" y="{name_line}" aria-hidden="true">{row.key}</text>'
    return drawn
