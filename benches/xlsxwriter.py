#!/usr/bin/env python3
"""Holds the workbook against XlsxWriter, side by side: how long each takes for the same cells.

    benches/xlsxwriter.py [REPS]

Runs `cargo bench --bench workbook` for 500 reps, reads the cells of what it made, and has XlsxWriter (constant_memory
off) write the same values, formulas with their results, and formats; no charts, tables, links or colours. Each is timed
as the fastest of five rounds in this one run. Exits with 1 where ours takes more than 0.6 of the time, with 2 where
something is missing.
"""

import datetime
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROUNDS = 5
BAR = 0.6


def ours(reps, file):
    made = subprocess.run(
        ["cargo", "bench", "--quiet", "--bench", "workbook", "--", str(reps), str(file)],
        check=True, capture_output=True, text=True, cwd=pathlib.Path(__file__).parent.parent,
    )
    return float(re.search(r"seconds ([\d.]+)", made.stdout).group(1))


def cells(file, openpyxl):
    """Sheets as lists of (row, column, value, formula, look); a look is what a cell's format says."""
    formulas, values = openpyxl.load_workbook(file), openpyxl.load_workbook(file, data_only=True)
    sheets = []
    for sheet in formulas.worksheets:
        shown = values[sheet.title]
        listed = []
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None and not cell.has_style:
                    continue
                look = (
                    cell.number_format, cell.font.name, cell.font.sz, bool(cell.font.b),
                    cell.alignment.horizontal, cell.fill.fgColor.rgb if cell.fill.fill_type else None,
                )
                formula = cell.value if cell.data_type == "f" else None
                value = shown.cell(cell.row, cell.column).value
                listed.append((cell.row - 1, cell.column - 1, value, formula, look))
        sheets.append((sheet.title, listed))
    return sheets


def theirs(sheets, file, xlsxwriter):
    start = time.perf_counter()
    workbook = xlsxwriter.Workbook(file, {"constant_memory": False, "strings_to_formulas": False})
    formats = {}
    for title, listed in sheets:
        sheet = workbook.add_worksheet(title)
        for row, column, value, formula, look in listed:
            known = formats.get(look)
            if known is None:
                number_format, font, size, bold, align, ground = look
                said = {"num_format": number_format, "font_name": font, "font_size": size, "bold": bold}
                if align:
                    said["align"] = align
                if ground:
                    said["bg_color"] = "#" + ground[-6:]
                known = formats[look] = workbook.add_format(said)
            if formula is not None:
                sheet.write_formula(row, column, formula, known, "" if value is None else value)
            elif value is None:
                sheet.write_blank(row, column, None, known)
            elif isinstance(value, str):
                sheet.write_string(row, column, value, known)
            elif isinstance(value, datetime.datetime):
                sheet.write_datetime(row, column, value, known)
            else:
                sheet.write_number(row, column, value, known)
    workbook.close()
    return time.perf_counter() - start


def main():
    try:
        import openpyxl
        import xlsxwriter
    except ImportError:
        print("NOT MEASURED: this needs openpyxl and xlsxwriter", file=sys.stderr)
        return 2
    reps = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "appraisals.xlsx"
        first = ours(reps, file)
        sheets = cells(file, openpyxl)
        other = min(theirs(sheets, pathlib.Path(folder) / "other.xlsx", xlsxwriter) for _ in range(ROUNDS))
        # Once more, since the machine may have been busier before.
        own = min(first, ours(reps, file))
    count = sum(len(listed) for _, listed in sheets)
    ratio = own / other
    print(f"{reps} reps, {count} cells: repcard {own:.3f} s, XlsxWriter {other:.3f} s, ratio {ratio:.2f} (bar {BAR})")
    return 0 if ratio <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
