"""Writes the workbooks of typed-cells and typed-cells-1904 with openpyxl: one awkward cell a row."""

import datetime as dt
from pathlib import Path

import openpyxl
from openpyxl.utils.datetime import CALENDAR_MAC_1904


def book(path, mac):
    workbook = openpyxl.Workbook()
    workbook.properties.created = workbook.properties.modified = dt.datetime(2026, 11, 1)
    if mac:
        workbook.epoch = CALENDAR_MAC_1904
    sheet = workbook.active
    sheet.title = "花名册"
    sheet.append(["工号", "姓名", "团队", "入职日期", "权重"])
    sheet.append(["S1", "林晓", "一部", None, 0.5])
    sheet["E2"].number_format = "0%"

    sheet = workbook.create_sheet("订单")
    sheet.append(["订单编号", "行号", "下单日期", "工号", "客户名称", "金额", "数量"])

    def order(number, amount, date=dt.datetime(2026, 10, 5), quantity=1, shown=None, error=None):
        sheet.append([number, 1, date, "S1", "甲公司", amount, quantity])
        row = sheet.max_row
        if shown:
            column, number_format = shown
            sheet.cell(row, column).number_format = number_format
        if error:
            sheet.cell(row, error).data_type = "e"
        return row

    order("A2", "1234.5")  # a number stored as text
    sheet.cell(order("A3", "100"), 6).quotePrefix = True  # with the apostrophe that Excel hides
    order("A4", "'200")  # with one that an export wrote
    order(1.02e17, 300)  # digits lost in a number cell
    order("1.02E+17", 400)  # and in a text
    order(123456789012345678, 500)
    order(123456789012345, 600)  # fifteen digits are whole
    order("A9", "#N/A", error=6)
    order("A10", 10, quantity="#DIV/0!", error=7)
    order("A11", "=1+1")  # openpyxl saves no results
    order("A12", 20, quantity="=1+1")
    order("A13", True)
    order("A14", 0.5, shown=(6, "0%"))
    order("A15", 1, date=60, shown=(3, "yyyy-mm-dd"))  # 29 February 1900, which never was
    order("A16", 2, date=59, shown=(3, "yyyy-mm-dd"))
    order("A17", 4, date=61, shown=(3, "yyyy-mm-dd"))
    order("A18", 8, date="2026年10月5日")

    sheet = workbook.create_sheet("电话")
    sheet.append(["呼叫时间", "坐席", "通话时长", "是否接通"])
    calls = [
        (dt.timedelta(hours=26, minutes=30), "[h]:mm:ss", None),
        (1.25, "[h]:mm", None),
        (dt.time(0, 1, 35), "h:mm:ss", None),
        ("26:30:00", None, None),
        (0, "[h]:mm:ss", None),
        (None, None, True),
        (None, None, False),
        (None, None, "是"),
        (None, None, "否"),
        (None, None, "TRUE"),
        (None, None, "false"),
        (None, None, "√"),
        (None, None, "×"),
        (None, None, "也许"),
        ("#N/A", None, "是"),
    ]
    for minute, (duration, number_format, outcome) in enumerate(calls):
        sheet.append([dt.datetime(2026, 10, 6, 9, minute), "S1", duration, outcome])
        cell = sheet.cell(sheet.max_row, 3)
        if number_format:
            cell.number_format = number_format
        if duration == "#N/A":
            cell.data_type = "e"
    workbook.save(path)


cases = Path(__file__).parent.parent
book(cases / "typed-cells/book/inbox/2026-10/导出.xlsx", mac=False)
book(cases / "typed-cells-1904/book/inbox/2026-10/导出.xlsx", mac=True)
