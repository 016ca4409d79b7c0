"""Writes the workbooks of merged-cells with openpyxl and odfpy: the same orders of other reps, whose lines share merged cells."""

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, Table, TableCell, TableRow
from odf.text import P

INBOX = Path(__file__).parent / "book/inbox/2026-10"


def rows(letter):
    """A rep has 113 + 20, the other 300 for two lines and 4 for a third."""
    day = lambda number: dt.date(2026, 10, number)
    return [
        ["订单", None, "客户", None, "业务员", "产品", "金额"],
        ["编号", "下单日期", "编号", "名称", None, None, None],
        [f"{letter}-1", day(5), "C1", "甲公司", f"{letter}1", "水泵", 113],
        [None, None, None, None, None, "阀门", 20],
        [f"{letter}-2", day(6), "C2", "乙公司", f"{letter}2", "水泵", 300],
        [None, None, None, None, None, "阀门", None],
        [None, None, None, None, None, "管件", 4],
        [f"{letter}-3", day(7), "C3", "丙公司", f"{letter}1", "水泵", 0.5],
        ["合计", None, None, None, None, None, 437.5],
    ]


# First and last row, first and last column, from 0.
MERGED = [
    (0, 0, 0, 1), (0, 0, 2, 3), (0, 1, 4, 4), (0, 1, 5, 5), (0, 1, 6, 6),
    *[(2, 3, column, column) for column in range(5)],
    *[(4, 6, column, column) for column in range(5)],
    (4, 5, 6, 6), (8, 8, 0, 5),
]


def rewritten(content, names=None):
    """The same parts with the time of no day."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in names or old.namelist():
            part = zipfile.ZipInfo(name, (2026, 11, 1, 0, 0, 0))
            part.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            new.writestr(part, old.read(name))
    return buffer.getvalue()


made = openpyxl.Workbook()
made.properties.created = made.properties.modified = dt.datetime(2026, 11, 1)
made.active.title = "订单"
for row in rows("X"):
    made.active.append(row)
for first_row, last_row, first, last in MERGED:
    made.active.merge_cells(start_row=first_row + 1, end_row=last_row + 1, start_column=first + 1, end_column=last + 1)
buffer = io.BytesIO()
made.save(buffer)
(INBOX / "订单.xlsx").write_bytes(rewritten(buffer.getvalue()))

document = OpenDocumentSpreadsheet()
table = Table(name="订单")
covered = {(row, column) for area in MERGED for row in range(area[0], area[1] + 1) for column in range(area[2], area[3] + 1)}
for index, row in enumerate(rows("O")):
    made_row = TableRow()
    for column, value in enumerate(row):
        area = next((area for area in MERGED if (area[0], area[2]) == (index, column)), None)
        spans = dict(numberrowsspanned=area[1] - area[0] + 1, numbercolumnsspanned=area[3] - area[2] + 1) if area else {}
        if area is None and (index, column) in covered:
            cell = CoveredTableCell()
        elif value is None:
            cell = TableCell(**spans)
        elif isinstance(value, dt.date):
            cell = TableCell(valuetype="date", datevalue=value.isoformat(), **spans)
        elif isinstance(value, str):
            cell = TableCell(valuetype="string", **spans)
            cell.addElement(P(text=value))
        else:
            cell = TableCell(valuetype="float", value=repr(value), **spans)
        made_row.addElement(cell)
    table.addElement(made_row)
document.spreadsheet.addElement(table)
buffer = io.BytesIO()
document.write(buffer)
(INBOX / "订单.ods").write_bytes(rewritten(buffer.getvalue(), ["mimetype", "META-INF/manifest.xml", "content.xml", "styles.xml"]))
