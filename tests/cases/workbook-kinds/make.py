"""Writes the workbooks of workbook-kinds: the same three orders of another rep in each kind of file.

XlsxWriter, openpyxl, xlwt and odfpy write the plain ones; what no library writes is made of them by rewriting parts, and BIFF5 by
hand. The tenth file is named as what it is not.
"""

import datetime as dt
import io
import re
import struct
import zipfile
from pathlib import Path

import openpyxl
import xlsxwriter
import xlwt
import xlwt.CompoundDoc
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

INBOX = Path(__file__).parent / "book/inbox/2026-10"
HEADER = ["订单编号", "下单日期", "业务员", "客户名称", "数量", "金额", "状态"]
DAY = dt.date(2026, 10, 5)


def orders(number):
    """A rep's orders: two count, 1000n + 0.5 and n cents, and the last cell of the one between cancels it."""
    rep = f"K{number:02}"
    return [
        [f"{rep}-1", DAY, rep, "甲公司", 2, 1000 * number + 0.5, "已完成"],
        [f"{rep}-2", DAY, rep, "甲公司", 1, 7, "已取消"],
        [f"{rep}-3", DAY, rep, "乙公司", 1, number / 100, "已完成"],
    ]


def xlsx(number):
    """With shared strings."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.set_properties({"created": dt.datetime(2026, 11, 1)})
    date = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("订单")
    for row, cells in enumerate([HEADER, *orders(number)]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, date if value == DAY else None)
    book.close()
    return buffer.getvalue()


def inline(number):
    """With every string where it stands, as openpyxl writes them."""
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = dt.datetime(2026, 11, 1)
    made.active.title = "订单"
    for row in [HEADER, *orders(number)]:
        made.active.append(row)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def rewritten(content, change):
    """The same archive with the text of every part changed; `change` gets its name and its text."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(part, change(name, old.read(name).decode()))
    return buffer.getvalue()


def strict(name, text):
    text = text.replace("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main")
    return text.replace("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://purl.oclc.org/ooxml/officeDocument/relationships")


def no_dimension(name, text):
    return re.sub(r"<dimension [^>]*/>", "", text)


def lying_dimension(name, text):
    return re.sub(r"<dimension [^>]*/>", '<dimension ref="A1:B2"/>', text)


def prefixed(name, text):
    if not name.startswith("xl/") or "rels" in name or "theme" in name:
        return text
    text = re.sub(r"<(/?)([A-Za-z])", r"<\1x:\2", text)
    return text.replace(" xmlns=", " xmlns:x=")


def macro(name, text):
    return text.replace("spreadsheetml.sheet.main+xml", "ms-excel.sheet.macroEnabled.main+xml").replace(
        "vnd.openxmlformats-officedocument.ms-excel", "vnd.ms-excel")


def biff8(number):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("订单")
    date = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, cells in enumerate([HEADER, *orders(number)]):
        for column, value in enumerate(cells):
            sheet.write(row, column, value, *([date] if value == DAY else []))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def biff5(number):
    """As Excel 95 wrote it: texts in the system's code page, no table of strings. xlwt lends the compound file."""
    record = lambda kind, content=b"": struct.pack("<HH", kind, len(content)) + content

    def cell(row, column, value):
        if isinstance(value, dt.date):
            return record(0x0203, struct.pack("<HHHd", row, column, 1, (value - dt.date(1899, 12, 30)).days))
        if isinstance(value, str):
            text = value.encode("gbk")
            return record(0x0204, struct.pack("<HHHH", row, column, 0, len(text)) + text)
        return record(0x0203, struct.pack("<HHHd", row, column, 0, value))

    rows = enumerate([HEADER, *orders(number)])
    cells = b"".join(cell(row, column, value) for row, values in rows for column, value in enumerate(values))
    end = record(0x000A)
    sheet = record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0)) + record(0x0200, struct.pack("<5H", 0, 4, 0, 7, 0)) + cells + end
    date = record(0x041E, struct.pack("<HB", 164, 10) + b"yyyy-mm-dd")
    styles = b"".join(record(0x00E0, struct.pack("<HHH", 0, form, 1) + bytes(10)) for form in (0, 164))
    name = "订单".encode("gbk")
    globals_with = lambda offset: (
        record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0)) + record(0x0042, struct.pack("<H", 936)) + date + styles
        + record(0x0085, struct.pack("<IHB", offset, 0, len(name)) + name) + end)
    buffer = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(buffer, globals_with(len(globals_with(0))) + sheet)
    compound = buffer.getvalue()
    at = compound.index("Workbook\0".encode("utf-16-le"))
    entry = "Book".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 10)
    return compound[:at] + entry + compound[at + len(entry):]


def ods_cell(value, **repeated):
    if isinstance(value, dt.date):
        cell = TableCell(valuetype="date", datevalue=value.isoformat(), **repeated)
    elif isinstance(value, str):
        cell = TableCell(valuetype="string", **repeated)
    else:
        cell = TableCell(valuetype="float", value=repr(value), **repeated)
    cell.addElement(P(text=str(value)))
    return cell


def ods(number):
    """The two rows that count are one row repeated, a thousand blank rows repeated stand above it, 数量 and 金额 are one
    cell repeated, and a million rows of nothing end the sheet."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="订单")
    [first, cancelled, last] = orders(number)

    def add(cells, **repeated):
        row = TableRow(**repeated)
        for cell in cells:
            row.addElement(cell)
        table.addElement(row)

    add([ods_cell(text) for text in HEADER])
    add([TableCell(numbercolumnsrepeated=1024)], numberrowsrepeated=1000)
    add([*map(ods_cell, first[:4]), ods_cell(first[5], numbercolumnsrepeated=2), ods_cell(first[6])], numberrowsrepeated=2)
    add(map(ods_cell, cancelled))
    add(map(ods_cell, last))
    add([TableCell(numbercolumnsrepeated=1024)], numberrowsrepeated=1047572)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return rewritten_binary(buffer.getvalue())


def rewritten_binary(content):
    """The parts alone, without times and pictures."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml"]:
            part = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()


for number, (name, content) in enumerate([
    ("01.xlsx", lambda n: rewritten(xlsx(n), strict)),
    ("02.xlsx", lambda n: rewritten(inline(n), lambda _, text: text)),
    ("03.xlsx", lambda n: rewritten(xlsx(n), no_dimension)),
    ("04.xlsx", lambda n: rewritten(xlsx(n), prefixed)),
    ("05.xlsm", lambda n: rewritten(xlsx(n), macro)),
    ("06.xls", biff8),
    ("07.xls", biff5),
    ("08.ods", ods),
    ("09.xlsx", lambda n: rewritten(xlsx(n), lying_dimension)),
    ("10.csv", lambda n: rewritten(xlsx(n), lambda _, text: text)),
], start=1):
    (INBOX / name).write_bytes(content(number))
