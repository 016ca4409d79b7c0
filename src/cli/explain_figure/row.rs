//! What became of a row, as a page for people.

use super::super::console::printable;
use super::text::Page;
use repcard::measure::Use;
use repcard::report::explained::reason_text::{code, reason, why};
use repcard::report::explained::row::{NamedUse, RowKind, RowStory};
use repcard::report::fate_text;
use repcard::report::figures::shortest;
use std::fmt::Write as _;

/// Writes it.
pub(super) fn story(page: Page<'_>, text: &mut String, story: &RowStory) {
    let (language, terms) = (page.language(), page.terms());
    let _ = writeln!(text, "{}", page.bold(&printable(&story.place.to_string())));
    let read_as = match story.read_as {
        None => language
            .pick("所在的表没有读入", "its sheet was not read")
            .to_owned(),
        Some((dataset, kind)) => {
            let name = terms.dataset(dataset);
            match kind {
                RowKind::Data => language.pick(format!("{name}的一行"), format!("a row of {name}")),
                RowKind::Header => language.pick(format!("{name}的表头"), format!("the header of {name}")),
                RowKind::Total => language.pick(
                    format!("{name}的合计行，不是数据"),
                    format!("a row of {name} that states sums: no data"),
                ),
                RowKind::Aside => language.pick(
                    format!("不是{name}的数据行：标题、说明或空行"),
                    format!("no row of {name}: a title, a note, or blank"),
                ),
            }
        }
    };
    let _ = writeln!(text, "  {read_as}");
    for (header, value) in &story.cells {
        let header = format!("{header}{}", language.pick("：", ":")).replace('\n', " ");
        let value = value.replace('\n', " ");
        let _ = writeln!(
            text,
            "    {} {}",
            page.faint(&printable(&header)),
            printable(&value)
        );
    }
    looked_up(page, text, story);
    accounted(page, text, story);
    if let Some(left_out) = story.left_out {
        let (why, code) = (why(left_out, language), code(left_out));
        let _ = writeln!(
            text,
            "  {}",
            language.pick(
                format!("不计：{why}（{code}）"),
                format!("left out: {why} ({code})")
            )
        );
    }
    for named in &story.uses {
        let _ = writeln!(text, "  {}", printable(&used(page, named)));
    }
    if let Some(rep_id) = &story.roster {
        let _ = writeln!(
            text,
            "  {}",
            language.pick(
                format!("花名册中 {rep_id} 的一行"),
                format!("a row of the roster: {rep_id}")
            )
        );
    }
    for kpi in &story.targets {
        let name = terms.kpi(*kpi);
        let _ = writeln!(
            text,
            "  {}",
            language.pick(format!("设定目标：{name}"), format!("it sets targets: {name}"))
        );
    }
    let is_data = matches!(story.read_as, Some((_, RowKind::Data)));
    let is_unused = story.uses.is_empty() && story.targets.is_empty() && story.roster.is_none();
    if is_data && is_unused && story.left_out.is_none() {
        let _ = writeln!(
            text,
            "  {}",
            language.pick(
                "本期没有任何指标用到这一行：日期不在考核期内，或考核方案中没有相应的指标",
                "no figure of the period uses it: its date is of another time, or the policy has no such KPI",
            )
        );
    }
    for finding in &story.findings {
        let severity = finding.severity.name(language);
        let _ = writeln!(
            text,
            "  {severity} {} {}",
            finding.code(),
            printable(&finding.what(terms))
        );
        let _ = writeln!(text, "    → {}", printable(&finding.fix(terms)));
    }
}

/// The rows of other sheets that it looks something up in.
fn looked_up(page: Page<'_>, text: &mut String, story: &RowStory) {
    let language = page.language();
    for found in &story.looked_up {
        let (on, key) = &found.key;
        let place = found.place.as_ref().map(ToString::to_string);
        let place = place.unwrap_or_else(|| {
            let files = &found.files;
            language.pick(
                format!("{files}：没有查到"),
                format!("{files}: nothing was found"),
            )
        });
        let said = language.pick(
            format!("  按“{on}”{key} 查到 {place}"),
            format!("  looked up by {on} {key}: {place}"),
        );
        let _ = writeln!(text, "{}", printable(&said));
        for (header, value) in &found.cells {
            let _ = writeln!(
                text,
                "    {} {}",
                page.faint(&printable(&format!("{header}:"))),
                printable(value)
            );
        }
    }
}

/// What the account of its table has it as.
fn accounted(page: Page<'_>, text: &mut String, story: &RowStory) {
    let language = page.language();
    if let Some(fate) = story.fate {
        let (name, meaning) = (
            fate_text::name(fate, language),
            fate_text::meaning(fate, language),
        );
        let amount = story.amount.map(|amount| shortest(amount.normalize()));
        let amount =
            amount.map(|amount| language.pick(format!("，金额 {amount}"), format!(", amount {amount}")));
        let amount = amount.unwrap_or_default();
        let _ = writeln!(
            text,
            "  {}",
            language.pick(
                format!("对账：{name}{amount}（{meaning}）"),
                format!("in the account: {name}{amount} ({meaning})")
            )
        );
    }
}

fn used(page: Page<'_>, named: &NamedUse) -> String {
    let (language, terms) = (page.language(), page.terms());
    let Use {
        kpi, period, outcome, ..
    } = &named.of;
    let (rep_id, name) = &named.rep;
    let kpi = terms.kpi(*kpi);
    match outcome {
        Ok(row) => {
            let counts = shortest(row.counts.to_shortest_decimal(6));
            let remark = row.remark.map(|of| reason(of, language));
            let remark = remark.map(|of| language.pick(format!("（{of}）"), format!(" ({of})")));
            let remark = remark.unwrap_or_default();
            if !named.is_appraised {
                return language.pick(
                    format!("不是任何人的数：{rep_id} {name} 本期不考核（{period} 的{kpi}本为 {counts}{remark}）"),
                    format!("nobody's figure, for {rep_id} {name} is not appraised ({period}, {kpi}: {counts}{remark})"),
                );
            }
            language.pick(
                format!("计入 {rep_id} {name} {period} 的{kpi}：{counts}{remark}"),
                format!("counts for {rep_id} {name}, {period}, {kpi}: {counts}{remark}"),
            )
        }
        Err(why) => {
            let why = reason(*why, language);
            language.pick(
                format!("不计入 {rep_id} {name} {period} 的{kpi}：{why}"),
                format!("not in {kpi} of {rep_id} {name}, {period}: {why}"),
            )
        }
    }
}
