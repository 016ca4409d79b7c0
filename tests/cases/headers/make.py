"""Writes the workbooks of headers and hidden-rows with openpyxl: sheets as people lay them out."""

import datetime as dt
from pathlib import Path

import openpyxl

CASES = Path(__file__).parent.parent
ROSTER = [["工号", "姓名", "团队", "入职日期"], ["S1", "林晓", "一部", dt.date(2020, 1, 1)], ["S2", "周宁", "一部", dt.date(2020, 1, 1)]]


def workbook():
    made = openpyxl.Workbook()
    made.properties.created = made.properties.modified = dt.datetime(2026, 11, 1)
    made.active.title = "花名册"
    for row in ROSTER:
        made.active.append(row)
    return made


def sheet(made, name, *rows, merged=()):
    added = made.create_sheet(name)
    for row in rows:
        added.append(row)
    for area in merged:
        added.merge_cells(area)
    return added


day = lambda number: dt.date(2026, 10, number)
made = workbook()
# A header of two lines, whose groups join the fields; titles and a note above; a printed page's end; merged rows.
sheet(made, "分组表头",
      ["华东销售部 10 月销售订单"], ["制表：内勤组", None, None, None, None, None, "单位：元"], [],
      ["订单", None, "客户", None, "业务员", None, "金额\n（元）"],
      ["编号", "下单日期", "编号", "名称", "工号", "姓名", None],
      ["A1", day(5), "C1", "甲公司", "S1", "林晓", 100], ["A1", day(5), "C1", "甲公司", "S1", "林晓", 20],
      ["小计", None, None, None, None, None, 120],
      ["订单", None, "客户", None, "业务员", None, "金额\n（元）"], ["编号", "下单日期", "编号", "名称", "工号", "姓名", None],
      ["A2", day(6), "C2", "乙公司", "S2", "周宁", 3], ["小计", None, None, None, None, None, 3],
      ["合计", None, None, None, None, None, 124], ["第 1 页 共 1 页"],
      merged=["A1:G1", "A4:B4", "C4:D4", "E4:F4", "G4:G5", "A6:A7"])
# Two tables one under the other, the first with the dotted headers of a query.
sheet(made, "两张表",
      ["销售订单.单据编号", "销售订单.单据日期", "销售订单.业务员编码", "销售订单.客户.名称", "销售订单行.价税合计", "行状态", "血型"],
      ["B1", day(7), "S1", "甲公司", "1,000.00", "已审核", "A"], ["B2", day(7), "S1", "甲公司", 5000, "已作废", "B"], [],
      ["拜访记录"], ["拜访日期", "拜访人", "拜访客户", "客户类型"], [day(8), "林晓", "甲公司", "老客户"], [day(9), "林晓", "丙公司", "新客户"])
# Targets without a year, of some months.
sheet(made, "目标", ["工号", *[f"{month}月" for month in range(9, 13)], "备注"], ["S1", 900, 1000, 1000, 1000, None], ["S2", 9, 10, 10, 10, None])
made.save(CASES / "headers/book/inbox/2026-10/十月.xlsx")

made = workbook()
orders = sheet(made, "订单", ["订单编号", "下单日期", "工号", "客户名称", "金额(万元)", "是否作废"],
               ["A1", day(5), "S1", "甲公司", 1.2345, "否"], ["A2", day(6), "S1", "甲公司", 2.5001, "否"],
               ["A3", day(7), "S2", "乙公司", 0.3333, "否"], ["A4", day(8), "S2", "乙公司", 7, "是"],
               ["合计", None, None, None, 8.57, None])
orders.auto_filter.ref = "A1:F5"
orders.row_dimensions[3].hidden = True
made.save(CASES / "hidden-rows/book/inbox/2026-10/十月.xlsx")
