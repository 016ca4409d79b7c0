#!/usr/bin/env python3
"""Recalculates workbooks in LibreOffice and holds every formula against the value that repcard stored with it.

    benches/recalculate.py out/2026-10/appraisals.xlsx …

Needs soffice and openpyxl. Exits with 1 where a formula comes to something else, with 2 where one of them is missing.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse">
<value>0</value></prop></item></oor:items>
"""


def recalculated(workbook, folder):
    """The workbook as LibreOffice saves it after it has computed every formula anew."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS)
    made = folder / "recalculated"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(made), str(workbook)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600,
    )
    return made / workbook.name


def blank(value):
    return value is None or value == ""


def same(stored, computed):
    if blank(stored) or blank(computed):
        return blank(stored) and blank(computed)
    if isinstance(stored, (int, float)) and isinstance(computed, (int, float)):
        return abs(stored - computed) <= 1e-9 * max(1.0, abs(stored))
    # A text that reads like a number carries a space, lest a program take it for one; LibreOffice drops it.
    return str(stored).rstrip() == str(computed).rstrip()


def check(workbook, openpyxl):
    formulas = openpyxl.load_workbook(workbook)
    stored = openpyxl.load_workbook(workbook, data_only=True)
    with tempfile.TemporaryDirectory() as folder:
        computed = openpyxl.load_workbook(recalculated(workbook, pathlib.Path(folder)), data_only=True)
    count, differing = 0, 0
    for sheet in formulas.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type != "f":
                    continue
                count += 1
                before = stored[sheet.title][cell.coordinate].value
                after = computed[sheet.title][cell.coordinate].value
                if not same(before, after):
                    differing += 1
                    if differing <= 20:
                        print(f"{workbook}!{sheet.title}!{cell.coordinate}: stored {before!r}, computed {after!r}: {cell.value}")
    print(f"{workbook}: {count} formulas, {differing} differ")
    return count > 0 and differing == 0


def needed():
    """openpyxl; None, and a word about it, where that or LibreOffice is missing."""
    try:
        import openpyxl
    except ImportError:
        openpyxl = None
    if openpyxl is None or shutil.which("soffice") is None:
        print("NOT CHECKED: this needs soffice and openpyxl", file=sys.stderr)
        return None
    return openpyxl


def main():
    openpyxl = needed()
    if openpyxl is None:
        return 2
    verdicts = [check(pathlib.Path(workbook).resolve(), openpyxl) for workbook in sys.argv[1:]]
    return 0 if verdicts and all(verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
