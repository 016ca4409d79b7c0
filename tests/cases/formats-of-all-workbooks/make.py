"""Writes the workbooks of formats-of-all-workbooks and currencies-of-all-workbooks: the same sheets in each kind of file, of
another rep each, whose cells have number formats that scale or state a currency.

openpyxl and xlwt write .xlsx and BIFF8; the rest is written by hand: BIFF5 as Excel 95 did, .ods as LibreOffice does, .xlsb by the
records of the script for the fixtures.
"""

import datetime as dt
import io
import struct
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlwt
import xlwt.CompoundDoc

CASES = Path(__file__).parent.parent
sys.path.insert(0, str(CASES.parent / "fixtures/exports"))
from make_xlsb import HEAD, OFFICE, PACKAGE, archive, bundle, cell, formula, real, record, row, wide  # noqa: E402

HEADER = ["订单编号", "下单日期", "业务员", "客户名称"]
WAN, K, BEHIND, DOLLARS, YUAN, EUROS = "0!.0,", '#,##0,"k"', '0.0"万"', "[$$-409]#,##0.00", "[$¥-804]#,##0.00", '#,##0.00" €"'

# By case: sheets, each with the header of its amounts, and these with their formats.
BOOKS = {
    "formats-of-all-workbooks": {
        "华东": ("金额(万元)", [(125000, WAN), (80000, WAN)]),
        "华南": ("金额", [(5000, K), (3000.5, K)]),
        "华北": ("金额", [(1.5, BEHIND), (2, BEHIND)]),
        "西南": ("金额(万元)", [(2, None), (0.5, None)]),
        "西北": ("金额", [(1, K), (3, None), (10000, None)]),
    },
    "currencies-of-all-workbooks": {
        "华东": ("金额", [(100, DOLLARS), (100.5, DOLLARS), (100, DOLLARS)]),
        "华南": ("金额", [(100, DOLLARS), (100, DOLLARS), (100, YUAN)]),
        "华北": ("金额", [(100, YUAN), (100, YUAN)]),
        "西南": ("金额", [(10, EUROS), (20, EUROS)]),
    },
}


def rows(kind, sheets):
    """The rows of each sheet: texts, and pairs of a number and its format."""
    for number, (name, (header, amounts)) in enumerate(sheets.items()):
        lines = [[f"{kind}-{number}{line}", f"2026-10-{5 + line:02}", kind, "甲公司", amount] for line, amount in enumerate(amounts)]
        yield name, [[*HEADER, header], *lines]


def xlsx(sheets):
    book = openpyxl.Workbook()
    book.properties.created = book.properties.modified = dt.datetime(2026, 11, 1)
    book.remove(book.active)
    for name, lines in sheets:
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append([one[0] if isinstance(one, tuple) else one for one in line])
            if isinstance(line[4], tuple) and line[4][1]:
                sheet.cell(sheet.max_row, 5).number_format = line[4][1]
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def biff8(sheets):
    book = xlwt.Workbook(encoding="utf-8")
    style = lambda code: xlwt.easyxf(num_format_str=code or "General")
    styles = {}
    for name, lines in sheets:
        sheet = book.add_sheet(name)
        for row, line in enumerate(lines):
            for column, one in enumerate(line):
                value, code = one if isinstance(one, tuple) else (one, None)
                styles.setdefault(code, style(code))
                sheet.write(row, column, value, styles[code])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def codes(sheets):
    return [None, *dict.fromkeys(one[1] for _, lines in sheets for line in lines for one in line if isinstance(one, tuple) and one[1])]


def biff5(sheets):
    record = lambda kind, content=b"": struct.pack("<HH", kind, len(content)) + content
    formats = codes(sheets)
    # Euros have no place in GBK, and yuan a wider one.
    text = lambda code: code.replace("€", "EUR").replace("¥", "￥").encode("gbk")
    listed = b"".join(record(0x041E, struct.pack("<HB", 163 + at, len(text(code))) + text(code)) for at, code in enumerate(formats) if code)
    # A style that has a name, which no cell refers to, stands first.
    styles = record(0x00E0, struct.pack("<HHH", 0, 164, 0xFFF5) + bytes(10))
    styles += b"".join(record(0x00E0, struct.pack("<HHH", 0, 163 + at if at else 0, 1) + bytes(10)) for at in range(len(formats)))
    end = record(0x000A)

    def cells(row, line):
        if isinstance(line[4], tuple) and line[4][1] == WAN:
            # A run of numbers, of one.
            run = struct.pack("<Hi", 1 + formats.index(WAN), line[4][0] << 2 | 2)
            yield record(0x00BD, struct.pack("<HH", row, 4) + run + struct.pack("<H", 4))
            line = line[:4]
        for column, one in enumerate(line):
            if isinstance(one, tuple):
                style = 1 + formats.index(one[1])
                if one[0] == 100:
                    yield record(0x0006, struct.pack("<HHHdHIH", row, column, style, one[0], 0, 0, 3) + b"\x1e\0\0")
                else:
                    yield record(0x0203, struct.pack("<HHHd", row, column, style, one[0]))
            else:
                encoded = one.encode("gbk")
                yield record(0x0204, struct.pack("<HHHH", row, column, 1, len(encoded)) + encoded)

    streams = []
    for _, lines in sheets:
        content = b"".join(part for row, line in enumerate(lines) for part in cells(row, line))
        streams.append(record(0x0809, struct.pack("<4H", 0x0500, 0x0010, 0, 0)) + record(0x0200, struct.pack("<5H", 0, len(lines), 0, 6, 0)) + content + end)
    names = [name.encode("gbk") for name, _ in sheets]

    def globals_with(start):
        bounds = b""
        for name, stream in zip(names, streams):
            bounds += record(0x0085, struct.pack("<IHB", start, 0, len(name)) + name)
            start += len(stream)
        return (record(0x0809, struct.pack("<4H", 0x0500, 0x0005, 0, 0)) + record(0x0042, struct.pack("<H", 936)) + listed + styles + bounds + end)

    buffer = io.BytesIO()
    xlwt.CompoundDoc.XlsDoc().save(buffer, globals_with(len(globals_with(0))) + b"".join(streams))
    compound = buffer.getvalue()
    at = compound.index("Workbook\0".encode("utf-16-le"))
    entry = "Book".encode("utf-16-le").ljust(64, b"\0") + struct.pack("<H", 10)
    return compound[:at] + entry + compound[at + len(entry):]


def xlsb(sheets):
    formats = codes(sheets)

    def line_of(number, line):
        parts = []
        for column, one in enumerate(line):
            if not isinstance(one, tuple):
                parts.append(cell(6, column, wide(one)))
            elif one[0] == 100:
                parts.append(formula(9, column, struct.pack("<d", one[0]), formats.index(one[1])))
            elif one[0] == 80000:
                parts.append(cell(2, column, struct.pack("<i", one[0] << 2 | 2), formats.index(one[1])))
            else:
                parts.append(real(column, one[0], formats.index(one[1])))
        return row(number, *parts)

    relations = lambda pairs: f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">' + "".join(
        f'<Relationship Id="{ident}" Type="{OFFICE}/{kind}" Target="{target}"/>' for ident, kind, target in pairs) + "</Relationships>"
    numbers = range(1, len(sheets) + 1)
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>',
        "_rels/.rels": relations([("rId1", "officeDocument", "xl/workbook.bin")]),
        "xl/workbook.bin": record(131) + record(153, struct.pack("<II", 0, 0) + wide("")) + record(143)
        + b"".join(bundle(0, number, name) for number, (name, _) in zip(numbers, sheets)) + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": relations([*((f"rId{number}", "worksheet", f"worksheets/sheet{number}.bin") for number in numbers), ("rId99", "styles", "styles.bin")]),
    }
    for number, (_, lines) in zip(numbers, sheets):
        content = b"".join(line_of(at, line) for at, line in enumerate(lines))
        parts[f"xl/worksheets/sheet{number}.bin"] = (record(129) + record(148, struct.pack("<IIII", 0, len(lines), 0, 5)) + record(145) + content + record(146) + record(130))
    # A style that has a name stands among others; the styles stand behind the sheets.
    xf = lambda at: record(47, struct.pack("<HH", 0, 163 + at if at else 0) + bytes(12))
    parts["xl/styles.bin"] = (
        record(278) + record(615, struct.pack("<I", len(formats) - 1)) + b"".join(record(44, struct.pack("<H", 163 + at) + wide(code)) for at, code in enumerate(formats) if code)
        + record(616) + record(626, struct.pack("<I", 1)) + xf(1) + record(627)
        + record(617, struct.pack("<I", len(formats))) + b"".join(map(xf, range(len(formats)))) + record(618) + record(279))
    return archive(parts)


NUMBER = '<number:number number:decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
# As LibreOffice writes them: what is negative in the style itself, the first section in another that it leads to.
ODS_FORMATS = {
    WAN: ("number", '<number:number number:decimal-places="0" number:min-integer-digits="2" number:display-factor="1000">'
          '<number:embedded-text number:position="1">.</number:embedded-text></number:number>', None),
    K: ("number", '<number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true" number:display-factor="1000"/><number:text>k</number:text>', None),
    BEHIND: ("number", '<number:number number:decimal-places="1" number:min-integer-digits="1"/><number:text>万</number:text>', None),
    DOLLARS: ("currency", '<number:currency-symbol number:language="en" number:country="US">$</number:currency-symbol>' + NUMBER, "USD"),
    YUAN: ("currency", '<number:currency-symbol number:language="zh" number:country="CN">¥</number:currency-symbol>' + NUMBER, "CNY"),
    EUROS: ("number", NUMBER + "<number:text> &#8364;</number:text>", None),
}
OPEN = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"' for name, of in [
    ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle")])


def ods(sheets):
    """One sheet's formats are those of its columns, another's of its cells, of its rows, and of styles that have names."""
    formats = codes(sheets)

    def format_of(at, code):
        kind, content, _ = ODS_FORMATS[code]
        head = lambda name, more: f'<number:{kind}-style style:name="{name}"{more}>'
        return (head(f"N{at}P0", ' style:volatile="true"') + content + f"</number:{kind}-style>" + head(f"N{at}", "") + "<number:text>-</number:text>"
                + content.replace(' number:display-factor="1000"', "") + f'<style:map style:condition="value()&gt;=0" style:apply-style-name="N{at}P0"/></number:{kind}-style>')

    listed = "".join(format_of(at, code) for at, code in enumerate(formats) if code)
    style = lambda name, more: f'<style:style style:name={quoteattr(name)} style:family="table-cell" {more}/>'
    named = listed + "".join(style(f"Named{at}", f'style:data-style-name="N{at}"') for at in range(1, len(formats)))
    # The cells' own come from those with names, or have a format themselves.
    own = listed + "".join(style(f"ce{at}", f'style:parent-style-name="Named{at}"' if at % 2 else f'style:parent-style-name="Default" style:data-style-name="N{at}"') for at in range(1, len(formats)))
    tables = ""
    for number, (name, lines) in enumerate(sheets):
        by_column = {one[1] for line in lines for one in line if isinstance(one, tuple)}
        is_by_column = number == 0 and len(by_column) == 1
        of_column = f' table:default-cell-style-name="ce{formats.index(min(by_column))}"' if is_by_column else ""
        tables += f'<table:table table:name="{name}"><table:table-column table:number-columns-repeated="4"/><table:table-column{of_column}/><table:table-column table:number-columns-repeated="1019"/>'
        for line in lines:
            of_row = ""
            cells = ""
            for one in line:
                if not isinstance(one, tuple):
                    cells += f'<table:table-cell office:value-type="string"><text:p>{escape(one)}</text:p></table:table-cell>'
                    continue
                value, code = one
                at = formats.index(code)
                currency = ODS_FORMATS[code][2] if code else None
                kind = f'office:value-type="currency" office:currency="{currency}"' if currency else 'office:value-type="float"'
                its = "" if is_by_column or not code else f' table:style-name="ce{at}"'
                if number == 1 and code:
                    its, of_row = "", f' table:default-cell-style-name="Named{at}"'
                cells += f'<table:table-cell{its} {kind} office:value="{value}"><text:p>{value}</text:p></table:table-cell>'
            tables += f"<table:table-row{of_row}>{cells}</table:table-row>"
        tables += "</table:table>"
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "content.xml": f'{HEAD}<office:document-content {OPEN} office:version="1.2"><office:automatic-styles>{own}</office:automatic-styles>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        "styles.xml": f'{HEAD}<office:document-styles {OPEN} office:version="1.2"><office:styles>{style("Default", "")}{named}</office:styles></office:document-styles>',
        "META-INF/manifest.xml": f'{HEAD}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>',
    }
    return archive(parts)


def spreadsheetml(sheets):
    """One sheet's formats are those of its columns, the others' of their cells."""
    formats = codes(sheets)
    styles = '<Style ss:ID="Default"/>' + "".join(
        f'<Style ss:ID="s{at}"><NumberFormat ss:Format={quoteattr(code)}/></Style><Style ss:ID="t{at}" ss:Parent="s{at}"/>' for at, code in enumerate(formats) if code)
    text = f'{HEAD}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Styles>{styles}</Styles>'
    for number, (name, lines) in enumerate(sheets):
        amount = lines[1][4]
        of_column = f' ss:StyleID="s{formats.index(amount[1])}"' if number == 0 and amount[1] else ""
        text += f'<Worksheet ss:Name="{name}"><Table><Column ss:Index="5"{of_column}/>'
        for line in lines:
            text += "<Row>"
            for one in line:
                if not isinstance(one, tuple):
                    text += f'<Cell><Data ss:Type="String">{escape(one)}</Data></Cell>'
                else:
                    its = f' ss:StyleID="t{formats.index(one[1])}"' if one[1] and not of_column else ""
                    text += f'<Cell{its}><Data ss:Type="Number">{one[0]}</Data></Cell>'
            text += "</Row>"
        text += "</Table></Worksheet>"
    return (text + "</Workbook>").encode()


KINDS = {"P1": ("xlsx", xlsx), "P2": ("xls", biff8), "P3": ("xls", biff5), "P4": ("xlsb", xlsb), "P5": ("ods", ods), "P6": ("xml", spreadsheetml)}

for case, book in BOOKS.items():
    for kind, (ending, write) in KINDS.items():
        (CASES / case / f"book/inbox/2026-10/{kind}.{ending}").write_bytes(write(list(rows(kind, book))))
