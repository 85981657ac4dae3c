"""Files within the size that is taken, which would cost many times as much, or minutes, were they read as they come."""

from tests.hostile_files import HEAD, HEAD_ROW, HEADINGS, NS, ods, open_row, relations, sheet, xlsx

# Each function yields (name, bytes, the code of the refusal or "read").


def texts():
    head = ";".join(HEADINGS)
    many = ";".join(["ab"] * 3_300_000)
    yield "wide.csv", f"{head}\n{many}".encode(), "columns"
    yield "wide-emoji.csv", f"{head}\n{many}😀".encode(), "columns"
    yield "wide-quoted.csv", (head + "\n" + ";".join(['"a\n"'] * 1_600_000)).encode(), "columns"
    yield "wide-twenty.csv", "\n".join([head, *[";".join(["ab"] * 160_000)] * 20]).encode(), "columns"


def objects():
    yield "lists.json", b"[" + b",".join([b"[]"] * 3_300_000) + b"]", "elements"
    yield "records.json", b"[" + b",".join([b'{"a":1}'] * 1_250_000) + b"]", "elements"
    yield "deep-records.json", b"[" + b'{"a":' * 2_000_000, "elements"
    yield "wide-list.json", b'[{"a":[' + b",".join([b"1e5"] * 2_500_000) + b"]}]", "elements"
    yield "deep-lists.json", b"[" + b",".join([b'{"a":' + b"[" * 900 + b"]" * 900 + b"}"] * 200) + b"]", "json"
    names = ",".join(f'"k{n}":1' for n in range(240_000))
    yield "many-names.json", f"[{{{names}}}{',{}' * 100_000}]".encode(), "columns"
    yield "open-text.json", b'[{"a":"' + b'\\"' * 4_900_000, "json"


def workbooks():
    yield "long-strings.xlsx", xlsx(strings=_shared(["x" * 32_000 + "😀"] * 3000)), "unpacked"
    row = "<row>" + '<c t="s"><v>0</v></c>' * 200 + "</row>"
    yield "one-string.xlsx", xlsx(strings=_shared(["é" * 32_000]), sheet=sheet(HEAD_ROW + row * 2400)), "unpacked"
    yield "numbered-characters.xlsx", xlsx(strings=_shared(["_x0041_" * 4600] * 3000)), "elements"
    code = f'<numFmts><numFmt numFmtId="200" formatCode="{"x" * 100_000}"/></numFmts>'
    formats = '<xf numFmtId="200"/>' * 90_000
    yield "long-format.xlsx", xlsx(styles=f"<styleSheet {NS}>{code}<cellXfs>{formats}</cellXfs></styleSheet>"), "read"
    yield "long-links.xlsx", xlsx(links=relations([(n, "x", "x" * 30_000 + "😀") for n in range(3000)])), "damaged"


def _shared(texts):
    return f"<sst {NS}>{''.join(f'<si><t>{text}</t></si>' for text in texts)}</sst>"


def documents():
    wide = (
        '<table:table-row table:number-rows-repeated="5002">'
        '<table:table-cell table:number-columns-repeated="190" office:value-type="string">'
        "<text:p>%s</text:p></table:table-cell></table:table-row>"
    )
    yield "one-string.ods", ods(HEAD + wide % ("x" * 32_000)), "unpacked"
    yield "many-repeated.ods", ods(HEAD + wide % "x" * 1000), "rows"
    columns = '<table:table-column table:number-columns-repeated="200"/>' * 50_000
    yield "many-columns.ods", ods(columns + HEAD + open_row(["x"])), "read"


GREEDY = {"csv": texts, "json": objects, "xlsx": workbooks, "ods": documents}
