"""Writes the files of text-encodings: the same orders of another rep in each encoding with each delimiter. What only some encodings
can say stands in the customer's name: a character beyond 16 bits, one of four bytes in GB18030, traditional ones."""

from pathlib import Path

BOOK = Path(__file__).parent / "book/inbox"
SIMPLIFIED = ["订单编号", "下单日期", "业务员", "客户名称", "数量", "金额（元）", "状态"]
TRADITIONAL = ["訂單編號", "訂單日期", "業務員", "客戶名稱", "數量", "金額（元）", "狀態"]
ENCODINGS = [
    ("utf-8-bom", "utf-8-sig", "𠮷通", SIMPLIFIED, "已作废"),
    ("utf-16le", "utf-16-le", "𠮷通", SIMPLIFIED, "已作废"),
    ("utf-16be", "utf-16-be", "𠮷通", SIMPLIFIED, "已作废"),
    ("gb18030", "gb18030", "㐀通", SIMPLIFIED, "已作废"),
    ("big5", "big5", "恆通", TRADITIONAL, "已作廢"),
]
DELIMITERS = [("comma", ","), ("tab", "\t"), ("semicolon", ";")]


def record(cells, delimiter):
    quoted = [f'"{cell.replace(chr(34), chr(34) * 2)}"' if set(cell) & set(f'{delimiter}"\n') else cell for cell in cells]
    return delimiter.join(quoted) + "\r\n"


def table(rep, number, known, header, void, delimiter):
    """Two orders count, 1000n + 0.5 and n cents; the one between is void, and the total has it all."""
    other = f'乙{delimiter}"{rep}"\n二部'
    rows = [
        ["10 月" + header[0][:2]],
        header,
        [f"{rep}-1", "2026-10-05", rep, known + rep, "2", f"{1000 * number + 0.5:,.2f}", "已完成"],
        [f"{rep}-2", "2026/10/6", rep, known + rep, "1", "7", void],
        [f"{rep}-3", "2026年10月7日", rep, other, "1", f"{number / 100:.2f}", "已完成"],
        ["合計" if header is TRADITIONAL else "合计", "", "", "", "4", f"{1000 * number + 7.5 + number / 100:.2f}", ""],
    ]
    return "".join(record(cells, delimiter) for cells in rows)


reps = ["工号,姓名"]
september = [",".join(SIMPLIFIED)]
number = 0
for name, codec, known, header, void in ENCODINGS:
    for delimiter_name, delimiter in DELIMITERS:
        number += 1
        rep = f"E{number:02}"
        reps.append(f"{rep},业务员{number}")
        # Known since September, so that the name must be read as it was written, or one more customer is new.
        september.append(f"{rep}-0,2026-09-01,{rep},{known}{rep},1,5,已完成")
        mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(codec, b"")
        content = mark + table(rep, number, known, header, void, delimiter).encode(codec)
        (BOOK / "2026-10" / f"{name}-{delimiter_name}.csv").write_bytes(content)
(BOOK / "花名册.csv").write_text("\n".join(reps) + "\n", encoding="utf-8")
(BOOK / "九月订单.csv").write_text("\n".join(september) + "\n", encoding="utf-8")
