"""workbook.py WORKBOOK SITE: reads a workbook as the zip of XML that it is and holds every sheet against the site's JSON file of the same table.

Exits with a traceback where they differ, where a cell could run, or where the header does not stay in sight."""

import datetime
import json
import pathlib
import re
import sys
import zipfile
from xml.etree import ElementTree

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DAY_ZERO = datetime.date(1899, 12, 30)

book, site = zipfile.ZipFile(sys.argv[1]), pathlib.Path(sys.argv[2])
names = book.namelist()
bad = [name for name in names if re.search(r"vba|macro|externalLink|activeX|embeddings|connections|queryTable", name, re.I)]
assert not bad, bad
assert all(entry.date_time == (1980, 1, 1, 0, 0, 0) for entry in book.infolist()), "the files of the zip carry a time"


def tree(name):
    return ElementTree.fromstring(book.read(name))


strings = ["".join(part.text or "" for part in item.iter("{%s}t" % NS["m"])) for item in tree("xl/sharedStrings.xml")]
styles = tree("xl/styles.xml")
formats = {int(it.get("numFmtId")): it.get("formatCode") for it in styles.iterfind(".//m:numFmt", NS)}
days = {number for number, it in enumerate(styles.find("m:cellXfs", NS)) if formats.get(int(it.get("numFmtId"))) == "yyyy-mm-dd"}
targets = {it.get("Id"): it.get("Target") for it in tree("xl/_rels/workbook.xml.rels")}


def column(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference)[0]:
        number = number * 26 + ord(letter) - 64
    return number - 1


def value(cell):
    kind, text = cell.get("t"), cell.findtext("m:v", None, NS)
    assert cell.find("m:f", NS) is None, "a formula"
    if text is None:
        return None
    if kind == "s":
        return strings[int(text)]
    if kind == "b":
        return text == "1"
    assert kind in (None, "n"), kind
    if int(cell.get("s", "0")) in days:
        return (DAY_ZERO + datetime.timedelta(days=int(text))).isoformat()
    return float(text)


def same(ours, theirs):
    if isinstance(ours, float) and not isinstance(theirs, bool):
        return isinstance(theirs, (int, float)) and abs(ours - theirs) <= 1e-9 * max(1.0, abs(theirs))
    return type(ours) is type(theirs) and ours == theirs


tables = {path.stem: json.loads(path.read_bytes()) for path in (site / "data").glob("*.json")}
tables = {name: data[name.replace("-", "_")] for name, data in tables.items() if data.get("schema") == "quarterdeck-data/1"}
seen, rows_read = [], 0
for entry in tree("xl/workbook.xml").iterfind("m:sheets/m:sheet", NS):
    sheet = tree("xl/" + targets[entry.get(REL)])
    name = entry.get("name")
    seen.append(name)
    pane = sheet.find(".//m:pane", NS)
    assert pane is not None and pane.get("state") == "frozen" and pane.get("ySplit") == "1", f"{name}: the header is not frozen"
    assert sheet.find("m:hyperlinks", NS) is None, name
    rows = []
    for row in sheet.iterfind(".//m:row", NS):
        assert int(row.get("r")) == len(rows) + 1, name
        cells = {column(cell.get("r")): value(cell) for cell in row}
        rows.append(cells)
    head = [rows[0][number] for number in range(len(rows[0]))]
    theirs = tables[name]
    # a last row of nothing has no cells and may be missing
    assert len(rows) - 1 == len(theirs), (name, len(rows), len(theirs))
    for ours, row in zip(rows[1:], theirs):
        assert head == list(row), (name, head, list(row))
        for number, (key, wanted) in enumerate(row.items()):
            assert same(ours.get(number), wanted), (name, key, ours.get(number), wanted)
        rows_read += 1
assert sorted(seen) == sorted(tables), (sorted(seen), sorted(tables))
print(f"{len(seen)} sheets, {rows_read} rows")
