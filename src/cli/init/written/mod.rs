//! What was found in a folder of exports → settings that a person can read: each pin below what it was taken for and why.

mod comments;
mod summary;
mod tables;
mod unread;

use super::from::Placed;
use crate::cli::config::Inspection;
use crate::cli::inspect::each;
use comments::{comment, one_line, told};
use repcard::job::Inspected;
use repcard::model::{Dataset, Finding, Period, Terms};
use std::fmt::Write as _;
pub(super) use summary::summary;
use tables::recognised;
pub(super) use unread::header_of;
use unread::unrecognised;

type Found<'a> = (&'a [Inspected], &'a [Placed], Period);

/// The settings of the book: those of any new one, and the pins of every table found.
pub(super) fn settings(
    plain: &str,
    terms: Terms<'_>,
    (files, placed, period): Found<'_>,
    (looking, found): (&Inspection, &[Finding]),
) -> String {
    let mut text = plain.trim_end().to_owned() + "\n\n";
    head(&mut text, terms, (files, placed, period), looking);
    let mut pins = each(files).into_iter();
    let kept = placed.iter().filter(|placed| placed.to.is_some());
    for (file, placed) in files.iter().zip(kept) {
        let name = file.path.strip_prefix("inbox/").unwrap_or(&file.path);
        let from = if name == placed.name {
            String::new()
        } else {
            terms
                .language
                .pick(format!("（{}）", placed.name), format!(" ({})", placed.name))
        };
        let _ = writeln!(text, "\n# ═══ {}{}", one_line(name), one_line(&from));
        told(&mut text, terms, &file.findings);
        for sheet in &file.hidden {
            let said = terms.language.pick(
                format!("工作表“{sheet}”已隐藏，不读取；要读取时写明 sheet = \"{sheet}\""),
                format!(
                    "the sheet \"{sheet}\" is hidden and not read; with sheet = \"{sheet}\" in a pin it is"
                ),
            );
            comment(&mut text, "", &said);
        }
        for (reading, rows) in file.readings.iter().zip(&file.first_rows) {
            let pin = pins.next().flatten();
            match &reading.table {
                Some(table) => recognised(&mut text, terms, (reading, table), (pin, looking, found)),
                None => unrecognised(&mut text, terms, (reading, rows), looking),
            }
        }
    }
    text
}

/// What was found, what was not, and how to go on.
fn head(text: &mut String, terms: Terms<'_>, (files, placed, period): Found<'_>, looking: &Inspection) {
    let language = terms.language;
    comment(
        text,
        "",
        language.pick(
            "以下由 repcard init --from 根据文件写成：每张表一段，上面的注释说明它被当作什么、为什么、哪里拿不准、怎样改。",
            "Written by repcard init --from after a look at the files: a piece for each table, with what it was taken for, why, where that is not sure, and what to change.",
        ),
    );
    comment(
        text,
        "",
        &language.pick(
            format!("考核期 {period}。每个月的文件名若有变化，把 files 中变化的部分改成 *，如 \"{{period}}/订单*.xlsx\"。"),
            format!("The period is {period}. Where names of files change from month to month, write * for what changes: \"{{period}}/orders*.xlsx\"."),
        ),
    );
    comment(
        text,
        "",
        language.pick(
            "要改某一列：columns 中写 字段 = \"列名\"；没有这一列时可写算式，如 amount = \"数量 * 单价\"。字段见 repcard fields，写法见 docs/pins.md。",
            "To change a column, write field = \"header\" under columns, or an expression such as amount = \"quantity * price\". repcard fields lists the fields; see docs/pins.en.md.",
        ),
    );
    let tables = || {
        files
            .iter()
            .flat_map(|file| &file.readings)
            .filter_map(|reading| reading.table.as_ref())
    };
    let is_there = |dataset: &Dataset| tables().any(|table| table.dataset == *dataset);
    let needed = looking.mapping.scoring.iter().copied();
    let needed = [Dataset::ROSTER, Dataset::TARGETS].into_iter().chain(needed);
    let missing: Vec<&str> = needed
        .filter(|dataset| !is_there(dataset))
        .map(|dataset| terms.dataset(dataset))
        .collect();
    if !missing.is_empty() {
        let list = missing.join(language.pick("、", ", "));
        comment(
            text,
            "",
            &language.pick(
                format!("没有找到：{list}。没有花名册就不知道考核谁；没有目标和数据的指标没有数值，或从 policy.toml 中去掉。"),
                format!("Not found: {list}. Without a roster there is nobody to appraise; KPIs without targets or data have no value, or may be taken out of policy.toml."),
            ),
        );
    }
    for left in placed.iter().filter(|placed| placed.to.is_none()) {
        comment(
            text,
            "",
            &language.pick(
                format!("没有复制 {}：不是表格。", left.name),
                format!("{} was not copied: it is no spreadsheet.", left.name),
            ),
        );
    }
}
