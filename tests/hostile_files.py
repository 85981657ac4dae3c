"""Files that nobody should be able to harm the register with: made here, by name, with what has to become of them.

``CORPUS`` yields (name, bytes, what is expected): "read", or the code of the refusal. None is kept on a disk.
"""

import json
import random
import zipfile
from io import BytesIO
from itertools import product

HEADINGS = ["reference", "kind", "title_fr", "signed_on"]
ROWS = [
    ["CC-0001", "convention", "Accord « été » numéro un", "2015-11"],
    ["", "protocole", "Œuvre commune", "05/04/2024"],
]
ARABIC = [["CC-0001", "convention", "اتفاقية التعاون", "ماي 2024"], ["", "protocole", "مذكرة تفاهم", "٢٠٢٤"]]
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ATTACKS = {
    "billion-laughs": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]><x>&l9;</x>',
    "quadratic": f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]><x>{"&a;" * 50_000}</x>',
    "outside-file": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
    "outside-host": '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd"><x/>',
    "parameter-entity": '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY % a SYSTEM "http://192.0.2.1/x"> %a;]><x/>',
}


def csv(rows, delimiter=";", encoding="utf-8", end="\r\n"):
    return end.join(delimiter.join(row) for row in [HEADINGS, *rows]).encode(encoding, "replace")


def zipped(parts):
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return file.getvalue()


def xlsx(rows=None, **changed):
    """A small workbook; ``changed`` parts (sheet, strings, styles, book, links) say something else."""
    found = "".join(
        f'<row r="{n}">{"".join(map(_cell, row))}</row>' for n, row in enumerate(rows or [HEADINGS, *ROWS], 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": _relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": changed.get(
            "book", f'<workbook {NS} xmlns:r="{OFFICE}"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": changed.get(
            "links",
            _relations(
                [
                    ("rId1", "worksheet", "worksheets/sheet1.xml"),
                    ("rId2", "sharedStrings", "sharedStrings.xml"),
                    ("rId3", "styles", "styles.xml"),
                ]
            ),
        ),
        "xl/worksheets/sheet1.xml": changed.get("sheet", f"<worksheet {NS}><sheetData>{found}</sheetData></worksheet>"),
        "xl/sharedStrings.xml": changed.get("strings", f"<sst {NS}/>"),
        "xl/styles.xml": changed.get("styles", f"<styleSheet {NS}/>"),
    }
    return zipped(parts | changed.get("more", {}))


def _cell(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


def _relations(links):
    found = (f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'<Relationships xmlns="{RELATIONS}">{"".join(found)}</Relationships>'


def sheet(inside):
    return f"<worksheet {NS}><sheetData>{inside}</sheetData></worksheet>"


def ods(inside, more=""):
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    content = f"<office:document-content {names}>{more}<table:table>{inside}</table:table></office:document-content>"
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def open_row(cells, attributes=""):
    found = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
    )
    return f"<table:table-row{attributes}>{found}</table:table-row>"


HEAD = open_row(HEADINGS)


def texts():
    """Every separator in every encoding; then what is wrong with a text."""
    encodings = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
    for delimiter, encoding in product(";,\t|", encodings):
        yield f"{encoding}-{ord(delimiter)}.csv", csv(ROWS, delimiter, encoding), "read"
    for delimiter, encoding in product(";,\t|", ["utf-8", "utf-8-sig", "utf-16", "cp1256"]):
        yield f"arabic-{encoding}-{ord(delimiter)}.csv", csv(ARABIC, delimiter, encoding), "read"
    for name, end in [("lf", "\n"), ("cr", "\r"), ("mixed", "\n\r\n")]:
        yield f"{name}.csv", csv(ROWS, end=end), "read"
    yield "empty.csv", b"", "empty"
    yield "blank.csv", b" \r\n \r\n", "empty"
    yield "mark-alone.csv", b"\xef\xbb\xbf", "empty"
    yield "headings-alone.csv", csv([]), "empty"
    yield "unclosed.csv", csv([["CC-0001", 'a"b', '"never closed', ""]]), "csv"
    yield "unclosed-long.csv", csv([['"' + "x" * 300_000]]), "csv"
    yield "long-cell.csv", csv([["CC-0001", "x" * 40_000]]), "csv"
    yield "columns.csv", ";".join(f"c{n}" for n in range(1_000_000)).encode() + b"\n1\n", "columns"
    yield "rows.csv", csv([["CC-0001"]] * 5001), "rows"
    yield "large.csv", b"a;b\n" + b"x;y\n" * 3_000_000, "size"
    yield "half-a-character.csv", csv(ROWS) + b"\xff\xfe", "read"
    yield "cut-utf16.csv", b"\xff\xfe" + "a;b\n1;2".encode("utf-16-le")[:-1], "encoding"
    for name, text in [
        ("nul", "a\0b"),
        ("bidi", "abc\u202edef"),
        ("isolate", "\u2066abc"),
        ("zero-width", "a\u200bb"),
        ("escape", "\x1b[31m"),
        ("bell", "\x07"),
        ("delete", "\x7f"),
        ("not-a-character", "\uffff"),
        ("private", "\ue000"),
        ("combining", "e" + "\u0301" * 500),
        ("formula", "=cmd|' /C calc'!A0"),
        ("quote", "'=1"),
        ("script", "<script>alert(1)</script>"),
        ("sql", "'; DROP TABLE agreements; --"),
        ("format", "%s%n%(x)s{0}{x.__class__}"),
        ("path", "../../../etc/passwd"),
        ("emoji", "😀" * 100),
        ("line", "a\u2028b\u2029c\x85d"),
    ]:
        yield f"cell-{name}.csv", csv([["CC-0001", "convention", text, "2015"]]), "read"
    yield "ragged.csv", csv([["CC-0001"], ["a", "b", "c", "d", "e", "f"], []]), "read"
    yield "repeated-heading.csv", b"reference;reference;title_fr\nCC-0001;CC-0002;x\n", "read"
    yield "unknown-heading.csv", b"reference;n'importe;title_fr\nCC-0001;x;x\n", "read"
    yield "no-heading.csv", b"CC-0001;convention;Titre\n;convention;Autre\n", "read"
    yield "title-above.csv", b"Registre 2024\r\n\r\n" + csv(ROWS), "read"


def others():
    """What is no sheet at all, whatever its name says."""
    noise = random.Random(1)
    for name, content, code in [
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096, "kind"),
        ("protected.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1EncryptedPackage", "kind"),
        ("report.pdf", b"%PDF-1.7\n1 0 obj\n", "kind"),
        ("packed.csv.gz", b"\x1f\x8b\x08\0", "kind"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "kind"),
        ("picture.jpg", b"\xff\xd8\xff\xe0", "kind"),
        ("picture.gif", b"GIF89a", "kind"),
        ("letter.rtf", b"{\\rtf1 x}", "kind"),
        ("page.xls", b"<html><body><table><tr><td>reference</td></tr></table>", "kind"),
        ("page-with-mark.xls", b"\xef\xbb\xbf  <!DOCTYPE html><html>", "kind"),
        ("flat.fods", b'<?xml version="1.0"?><office:document/>', "kind"),
        ("document.docx", zipped({"[Content_Types].xml": "", "word/document.xml": ""}), "kind"),
        ("binary.xlsb", zipped({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "kind"),
        ("archive.zip", zipped({"a.csv": csv(ROWS)}), "kind"),
        ("empty.zip", zipped({}), "kind"),
        ("macros.xlsm", xlsx(more={"xl/vbaProject.bin": "x"}), "kind"),
        ("cut.xlsx", xlsx()[:-30], "damaged"),
        ("begin.xlsx", b"PK\x03\x04", "damaged"),
        ("noise.xlsx", b"PK\x03\x04" + noise.randbytes(5000), "damaged"),
        ("csv-named.xlsx", csv(ROWS), "read"),
        ("xlsx-named.csv", xlsx(), "read"),
    ]:
        yield name, content, code
    for number in range(10):
        content = bytes(byte for byte in noise.randbytes(3000) if byte not in b'\r\n"')
        yield f"noise-{number}.csv", b"\x01" + content, None


def workbooks():
    """XLSX: bombs, lies and attacks in every part."""
    cell = '<c r="{0}"><v>1</v></c>'
    yield "plain.xlsx", xlsx(), "read"
    for part, (name, text) in product(["sheet", "strings", "styles", "book", "links"], ATTACKS.items()):
        yield f"{part}-{name}.xlsx", xlsx(**{part: text}), "entities"
    yield "far-cell.xlsx", xlsx(sheet=sheet(f'<row r="1048576">{cell.format("XFD1048576")}</row>')), "columns"
    yield "far-row.xlsx", xlsx(sheet=sheet(f'<row r="1048576">{cell.format("A1048576")}</row>')), "rows"
    yield "far-column.xlsx", xlsx(sheet=sheet(f'<row r="1">{cell.format("XFD1")}</row>')), "columns"
    yield "beyond.xlsx", xlsx(sheet=sheet(f'<row r="99999999">{cell.format("A99999999")}</row>')), "rows"
    yield "no-number.xlsx", xlsx(sheet=sheet(f'<row r="x">{cell.format("?")}</row>')), "empty"
    yield (
        "backwards.xlsx",
        xlsx(sheet=sheet(f'<row r="5">{cell.format("A5")}</row><row r="2">{cell.format("A2")}</row>')),
        "order",
    )
    yield "many-cells.xlsx", xlsx(sheet=sheet(f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>")), "columns"
    yield "many-rows.xlsx", xlsx(sheet=sheet("<row><c><v>1</v></c></row>" * 1_000_000)), "rows"
    yield "many-empty-rows.xlsx", xlsx(sheet=sheet("<row/>" * 1_000_000)), "elements"
    yield "long-cell.xlsx", xlsx(sheet=sheet(f"<row>{_cell('x' * 40_000)}</row>")), "cell"
    yield "burst-cell.xlsx", xlsx(sheet=sheet(f"<row>{_cell('x' * 50_000_000)}</row>")), "unpacked"
    yield "burst-spaces.xlsx", xlsx(sheet=sheet("") + " " * 150_000_000), "unpacked"
    yield (
        "burst-styles.xlsx",
        xlsx(styles=f"<styleSheet {NS}><cellXfs>{'<xf/>' * 5_000_000}</cellXfs></styleSheet>"),
        "elements",
    )
    yield "many-strings.xlsx", xlsx(strings=f"<sst {NS}>{'<si/>' * 1_100_000}</sst>"), "elements"
    yield "no-such-string.xlsx", xlsx(sheet=sheet('<row><c t="s"><v>7</v></c></row>')), "damaged"
    yield "negative-string.xlsx", xlsx(sheet=sheet('<row><c t="s"><v>-1</v></c></row>')), "damaged"
    yield "deep.xlsx", xlsx(sheet="<a>" * 100_000), "damaged"
    attributes = " ".join(f'a{n}="x"' for n in range(100_000))
    yield "attributes.xlsx", xlsx(sheet=f"<a {attributes}/>"), "damaged"
    yield "no-sheet.xlsx", xlsx(book=f"<workbook {NS}/>"), "damaged"
    yield "sheet-outside.xlsx", xlsx(links=_relations([("rId1", "worksheet", "../../../../etc/passwd")])), "damaged"
    yield "sheet-is-the-book.xlsx", xlsx(links=_relations([("rId1", "worksheet", "workbook.xml")])), "empty"
    yield "links-of-others.xlsx", xlsx(more={"xl/externalLinks/externalLink1.xml": "<x/>"}), "read"
    yield "many-parts.xlsx", xlsx(more={f"x/{n}": "" for n in range(10_000)}), "parts"
    yield "twice.xlsx", xlsx(more={"xl//workbook.xml": "x", "XL/WORKBOOK.XML": "x", "../x": "x", "/etc/x": "x"}), "read"
    yield "no-xml.xlsx", xlsx(sheet="reference;kind"), "damaged"
    yield "formula.xlsx", xlsx(sheet=sheet('<row><c r="A1"><f>1+1</f></c></row>')), "formula"
    for name, value in [
        ("huge", "1e400"),
        ("nan", "NaN"),
        ("word", "x"),
        ("minus", "-1"),
        ("long", "9" * 400),
        ("exponent", "1e-999999999"),
    ]:
        yield (
            f"number-{name}.xlsx",
            xlsx(sheet=sheet(f'<row>{_cell("a")}{_cell("b")}</row><row><c s="1"><v>{value}</v></c></row>')),
            "read",
        )


def documents():
    """OpenDocument: the same, and repetitions."""
    empty = ' table:number-rows-repeated="1048574"'
    yield "plain.ods", ods(HEAD + open_row(ROWS[0])), "read"
    yield (
        "usual-end.ods",
        ods(
            HEAD
            + open_row(ROWS[0])
            + f'<table:table-row{empty}><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
        ),
        "read",
    )
    yield "rows.ods", ods(HEAD + open_row(["x"], empty)), "rows"
    yield (
        "columns.ods",
        ods(
            HEAD
            + '<table:table-row><table:table-cell table:number-columns-repeated="999999999" office:value-type="string">'
            "<text:p>x</text:p></table:table-cell></table:table-row>"
        ),
        "columns",
    )
    yield "minus.ods", ods(HEAD + open_row(["x"], ' table:number-rows-repeated="-5"')), "read"
    yield "word.ods", ods(HEAD + open_row(["x"], ' table:number-rows-repeated="99999999999999"')), "rows"
    yield "spaces.ods", ods(HEAD + open_row(['<text:s text:c="999999999"/>x'])), "cell"
    yield "burst.ods", ods(HEAD + open_row(["x" * 50_000_000])), "unpacked"
    yield (
        "many-styles.ods",
        ods('<table:table-column table:number-columns-repeated="999999999"/>' * 3 + HEAD + open_row(["x"])),
        "read",
    )
    yield "nothing.ods", ods(""), "empty"
    for name, text in ATTACKS.items():
        yield f"{name}.ods", zipped({"content.xml": text}), "entities"
        yield f"styles-{name}.ods", zipped({"styles.xml": text, "content.xml": "<x/>"}), "entities"


def objects():
    rows = [dict(zip(HEADINGS, row, strict=True)) for row in ROWS]
    yield "plain.json", json.dumps(rows).encode(), "read"
    yield "inside.json", json.dumps({"about": {}, "records": rows}).encode(), "read"
    yield "cut.json", json.dumps(rows).encode()[:-5], "json"
    yield "deep.json", b"[" * 200_000, "json"
    yield "values.json", b'[{"a": {"b": 1}}]', "json"
    yield "two-lists.json", b'{"a": [{}], "b": [{}]}', "json"
    yield "no-objects.json", b"[[1, 2], [3]]", "json"
    yield "utf16.json", json.dumps(rows).encode("utf-16"), None
    yield "infinity.json", b'[{"a": "x", "b": Infinity}, {"a": NaN, "b": 1e999}]', "read"
    yield "surrogate.json", b'[{"a": "x\\ud800", "b": "y"}]', "read"
    yield "no-record.json", b"[]", "empty"
    yield "keys.json", json.dumps([{f"k{n}": n for n in range(100_000)}]).encode(), "columns"
    yield "number.json", b'[{"a": ' + b"9" * 100_000 + b"}]", "json"


def corpus():
    for source in (texts, others, workbooks, documents, objects):
        yield from source()
