//! What reading a large export costs beside calamine's bare iteration over its cells: `cargo bench --bench reading`.
//!
//! Both are timed in the same run, in turn, and printed as a ratio, since times differ between machines and ratios
//! hardly do. `cargo bench --bench reading -- 100000` takes that many rows instead of a million.

use calamine::{Reader as _, Xlsx};
use repcard::read::{InputFile, ReadOptions, Reader, Scope, read};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const ROUNDS: usize = 3;

/// The bars: times calamine's bare iteration, and MiB.
const MOST_TIMES: f64 = 1.5;
const MOST_MEMORY: f64 = 400.0;

fn main() {
    let rows = std::env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(1_000_000);
    let folder = tempfile::tempdir().expect("a folder");
    for (name, shares_texts) in [("texts in their cells", false), ("shared texts", true)] {
        let path = folder.path().join("订单.xlsx");
        write(&path, rows, shares_texts).expect("a workbook");
        let file = InputFile {
            path,
            relative: "inbox/订单.xlsx".into(),
            scope: Scope::Own,
            damage: None,
            refusal: None,
        };
        compare(name, &file);
    }
}

fn compare(name: &str, file: &InputFile) {
    let before = peak_memory();
    let (mut ours, mut child, mut bare) = (Duration::MAX, Duration::MAX, Duration::MAX);
    let with_child = ReadOptions {
        reader: Reader::Child(env!("CARGO_BIN_EXE_repcard").into()),
        ..ReadOptions::default()
    };
    let (mut cells, mut memory) = (0, None);
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let readout = black_box(read(file, &ReadOptions::default()));
        ours = ours.min(start.elapsed());
        memory = memory.or_else(peak_memory);
        assert!(readout.findings.is_empty(), "{:?}", readout.findings);
        let held: usize = readout.sheets[0].rows.iter().map(|row| row.cells.len()).sum();
        drop(readout);

        let start = Instant::now();
        let readout = black_box(read(file, &with_child));
        child = child.min(start.elapsed());
        assert!(readout.findings.is_empty(), "{:?}", readout.findings);
        drop(readout);

        let start = Instant::now();
        cells = iterate(&file.path);
        bare = bare.min(start.elapsed());
        assert_eq!(held, cells, "both see the same cells");
    }
    println!("{name}: {cells} cells");
    for (name, time) in [
        ("calamine's bare iteration", bare),
        ("read in this process", ours),
        ("read in a process of its own", child),
    ] {
        let (seconds, ratio) = (time.as_secs_f64(), time.as_secs_f64() / bare.as_secs_f64());
        println!("{seconds:>9.3} s {ratio:>6.2} ×  {name}");
    }
    println!("                   (at most {MOST_TIMES} ×)");
    if let (Some(before), Some(memory)) = (before, memory) {
        println!("{memory:>9.0} MiB (at most {MOST_MEMORY}; {before:.0} before reading)");
    }
}

/// The cells of the first sheet, one after another, each looked at and dropped.
fn iterate(path: &Path) -> usize {
    let bytes = fs::read(path).expect("the workbook");
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let name = workbook.sheet_names().remove(0);
    let mut reader = workbook.worksheet_cells_reader(&name).expect("a sheet");
    let mut cells = 0;
    while let Some(cell) = reader.next_cell().expect("a cell") {
        black_box(&cell);
        cells += 1;
    }
    cells
}

/// Orders as an ERP exports them: ids, a date, people, customers, figures.
fn write(path: &PathBuf, rows: u32, shares_texts: bool) -> Result<(), XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = if shares_texts {
        workbook.add_worksheet_with_low_memory()?
    } else {
        workbook.add_worksheet_with_constant_memory()?
    };
    for (column, header) in (0..).zip([
        "订单编号",
        "行号",
        "下单日期",
        "工号",
        "业务员",
        "客户编号",
        "客户名称",
        "数量",
        "金额",
        "状态",
    ]) {
        sheet.write(0, column, header)?;
    }
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for row in 1..rows {
        order(sheet, row, &day)?;
    }
    workbook.save(path)
}

fn order(sheet: &mut Worksheet, row: u32, day: &Format) -> Result<(), XlsxError> {
    let order = row / 3;
    let (rep, customer) = (order % 97, order.wrapping_mul(2_654_435_761) % 5_000);
    sheet.write(row, 0, format!("SO{order:09}"))?;
    sheet.write(row, 1, row % 3 + 1)?;
    let date = ExcelDateTime::from_serial_datetime(f64::from(46_300 + order % 31))?;
    sheet.write_with_format(row, 2, &date, day)?;
    sheet.write(row, 3, format!("S{rep:03}"))?;
    sheet.write(row, 4, format!("业务员{rep}"))?;
    sheet.write(row, 5, format!("C{customer:05}"))?;
    sheet.write(row, 6, format!("第{customer}客户有限公司"))?;
    sheet.write(row, 7, row % 50)?;
    sheet.write(row, 8, f64::from(row % 9_973) * 12.35)?;
    sheet.write(
        row,
        9,
        if row.is_multiple_of(41) {
            "已取消"
        } else {
            "已完成"
        },
    )?;
    Ok(())
}

/// The most memory that this process has had so far, in MiB; none where the system doesn't say.
fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
    Some(kilobytes / 1024.0)
}
