"""Writes the pages of html-charsets: the same orders of another rep, each told, or not told, in which bytes it is written."""

from pathlib import Path

BOOK = Path(__file__).parent / "book/inbox"
SIMPLIFIED = ["订单编号", "下单日期", "业务员", "客户名称", "金额", "状态", "已作废"]
TRADITIONAL = ["訂單編號", "訂單日期", "業務員", "客戶名稱", "金額", "狀態", "已作廢"]
HTTP = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
PAGES = [
    # 喆 is not in GB2312, which is what servers call GBK.
    ("01.xls", HTTP.format("gb2312"), b"", "gbk", "吉喆", SIMPLIFIED),
    ("02.xls", '<meta charset=gbk>', b"", "gb18030", "㐀通", SIMPLIFIED),
    ("03.xls", '<META CHARSET="UTF-8" />', b"", "gbk", "吉喆", SIMPLIFIED),
    ("04.xls", "", b"", "utf-8", "𠮷通", SIMPLIFIED),
    ("05.xls", HTTP.format("gb2312"), b"\xef\xbb\xbf", "utf-8", "𠮷通", SIMPLIFIED),
    ("06.xls", HTTP.format("big5"), b"", "big5", "恆通", TRADITIONAL),
    ("07.xls", HTTP.format("iso-8859-1"), b"", "gbk", "吉喆", SIMPLIFIED),
    ("08.xls", HTTP.format("unicode"), b"\xff\xfe", "utf-16-le", "𠮷通", SIMPLIFIED),
    ("09.xls", "", b"", "gbk", "吉喆", SIMPLIFIED),
]

reps = ["工号,姓名"]
september = [",".join(SIMPLIFIED[:6])]
for number, (name, meta, mark, codec, known, words) in enumerate(PAGES, start=1):
    rep = f"H{number:02}"
    reps.append(f"{rep},业务员{number}")
    # Known since September, so that the name must be read as it was written, or one more customer is new.
    september.append(f"{rep}-0,2026-09-01,{rep},{known}{rep},1,已完成")
    rows = [
        words[:6],
        [f"{rep}-1", "2026-10-05", rep, known + rep, f"{100 * number}.50", "已完成"],
        [f"{rep}-2", "2026-10-06", rep, known + rep, "7", words[6]],
        [f"{rep}-3", "2026-10-07", rep, f"乙&amp;{rep}", f"{number / 100:.2f}", "已完成"],
    ]
    cells = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><head>{meta}<title>{words[0]}</title></head><body><table border=1>\n{cells}\n</table></body></html>\n"
    (BOOK / "2026-10" / name).write_bytes(mark + page.encode(codec))
(BOOK / "花名册.csv").write_text("\n".join(reps) + "\n", encoding="utf-8")
(BOOK / "九月订单.csv").write_text("\n".join(september) + "\n", encoding="utf-8")
