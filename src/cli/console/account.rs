//! What became of every row and of all money, a line each file.

use super::{Console, FAINT, Verbosity, grouped, printable};
use crate::cli::width::padded;
use repcard::model::place::below_inbox;
use repcard::model::{Exact, Terms};
use repcard::report::account::AccountSum;
use repcard::report::figures;
use repcard::snapshot::TableAccount;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// More files are told by list.
const MOST_FILES: usize = 12;
/// What a terminal shows in a line.
const LINE: usize = 80;
/// The narrowest column of names.
const NARROWEST: usize = 16;

/// A line: its name, and what became of its rows.
type Line<'a> = (String, AccountSum<'a>);

/// Tells it: the period's own files one by one, or, of many, by list; those of other periods as one.
pub(super) fn tell(console: Console, terms: Terms<'_>, text: &mut String, account: &[TableAccount]) {
    let lines = lines(console, terms, account);
    if lines.is_empty() {
        return;
    }
    let language = console.language;
    let headers = language.pick(
        ["对账", "行数", "计入", "不计", "非数据", "金额", "计入金额"],
        [
            "account", "rows", "counted", "left out", "no data", "amount", "counted",
        ],
    );
    let money = |amount: &Option<Exact>| amount.as_ref().map(figures::money).unwrap_or_default();
    let count = |rows: u64| grouped(usize::try_from(rows).unwrap_or(usize::MAX));
    let cells: Vec<[String; 6]> = lines
        .iter()
        .map(|(_, line)| {
            [
                count(line.rows),
                count(line.counted),
                count(line.left_out),
                count(line.around()),
                money(&line.amount),
                money(&line.counted_amount),
            ]
        })
        .collect();
    let has_money = lines.iter().any(|(_, line)| line.amount.is_some());
    let shown = if has_money { 6 } else { 4 };
    let widths: Vec<usize> = (0..shown)
        .map(|at| {
            let cells = cells.iter().map(|cells| cells[at].width());
            cells.max().unwrap_or_default().max(headers[at + 1].width())
        })
        .collect();
    let taken: usize = widths.iter().map(|width| width + 2).sum();
    let room = LINE.saturating_sub(taken).max(NARROWEST);
    let names: Vec<String> = lines
        .iter()
        .map(|(name, _)| cut(&printable(name), room))
        .collect();
    let widest = names.iter().map(|name| name.width()).max().unwrap_or_default();
    let widest = widest.max(headers[0].width());
    let mut head = padded(headers[0], widest);
    for (header, width) in headers[1..].iter().zip(&widths) {
        let _ = write!(head, "  {}{header}", " ".repeat(width - header.width()));
    }
    let _ = writeln!(text, "\n{}", console.painted(FAINT, &head));
    for (name, cells) in names.iter().zip(&cells) {
        let mut line = padded(name, widest);
        for (cell, width) in cells.iter().zip(&widths) {
            let _ = write!(line, "  {}{cell}", " ".repeat(width - cell.width()));
        }
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text.push('\n');
}

fn lines<'a>(console: Console, terms: Terms<'_>, account: &'a [TableAccount]) -> Vec<Line<'a>> {
    let language = console.language;
    let is_verbose = console.verbosity == Verbosity::Verbose;
    let (own, others): (Vec<&TableAccount>, Vec<&TableAccount>) = account.iter().partition(|table| table.own);
    let by_file = |table: &TableAccount| below_inbox(&table.source.file).to_owned();
    let mut lines = by(&own, by_file);
    if lines.len() > MOST_FILES && !is_verbose {
        let unread = language.pick("未读取的工作表", "sheets not read");
        lines = by(&own, |table| {
            table
                .dataset
                .map_or(unread, |dataset| terms.dataset(dataset))
                .to_owned()
        });
        for (name, line) in &mut lines {
            let files = line.files.len();
            name.push_str(&language.pick(format!("（{files} 个文件）"), format!(" ({files} files)")));
        }
    }
    if is_verbose {
        lines.extend(by(&others, by_file));
    } else {
        let name = language.pick("其他月份", "other months");
        lines.extend(by(&others, |_| name.to_owned()).into_iter().map(|(name, line)| {
            let files = line.files.len();
            let of = language.pick(format!("（{files}）"), format!(" ({files})"));
            (name + &of, line)
        }));
    }
    lines
}

/// A line for each name, in the order of the first table of each.
fn by<'a>(tables: &[&'a TableAccount], name: impl Fn(&TableAccount) -> String) -> Vec<Line<'a>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut lines: Vec<Line<'a>> = Vec::new();
    for table in tables {
        let name = name(table);
        let at = *places.entry(name.clone()).or_insert(lines.len());
        if at == lines.len() {
            lines.push((name, AccountSum::default()));
        }
        if let Some((_, line)) = lines.get_mut(at) {
            line.add(table);
        }
    }
    lines
}

/// A name that is too long without its folders, or without its beginning.
fn cut(name: &str, room: usize) -> String {
    if name.width() <= room {
        return name.to_owned();
    }
    let bare = name.rsplit_once('/').map_or(name, |(_, bare)| bare);
    if bare != name && bare.width() + 2 <= room {
        return format!("…/{bare}");
    }
    let mut kept = Vec::new();
    let mut width = 1;
    for character in bare.chars().rev() {
        width += character.width().unwrap_or(0);
        if width > room {
            break;
        }
        kept.push(character);
    }
    let end: String = kept.into_iter().rev().collect();
    format!("…{end}")
}
