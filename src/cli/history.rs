//! `repcard history`: a rep → everything that was published, a line for each version of each period.

use super::config::History;
use super::console::{self, Console, printable};
use super::{Exit, printed, unprinted};
use repcard::archive::{Archive, FILE, HistoryCard};
use repcard::model::Kpi;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

/// What is shown for none.
const NONE: &str = "—";

/// Tells a rep's history.
pub(super) fn history(asked: &History, console: Console) -> Exit {
    let language = asked.language;
    let console = Console { language, ..console };
    let cards = Archive::existing(&asked.book.join(FILE)).and_then(|archive| {
        let cards = archive.map(|archive| archive.history(&asked.rep)).transpose()?;
        Ok(cards.unwrap_or_default())
    });
    let cards = match cards {
        Ok(cards) => cards,
        Err(error) => {
            console.failure(&error.message(language));
            return if error.is_machine() {
                Exit::Machine
            } else {
                Exit::Unusable
            };
        }
    };
    let Some(newest) = cards.last() else {
        let rep = &asked.rep;
        console.failure(&language.pick(
            format!("{rep}：档案中没有这个工号；请核对工号，或先发布一个考核期"),
            format!("{rep}: no such number is in the archive; check it, or publish a period first"),
        ));
        return Exit::Unusable;
    };
    if console.json {
        let told = json!({ "rep_id": asked.rep, "name": newest.name, "history": cards });
        return match console::document(format!("{told:#}\n").as_bytes()) {
            Ok(()) => Exit::Done,
            Err(error) => unprinted(console, &error),
        };
    }
    let mut text = format!("{} {}\n\n", asked.rep, newest.name);
    text += &table(&lines(&cards, asked));
    for card in cards.iter().filter(|card| card.reason.is_some()) {
        let (period, version) = (&card.period, card.version);
        let reason = card.reason.as_deref().unwrap_or_default();
        text += &language.pick(
            format!("\n{period} 第 {version} 版：{reason}"),
            format!("\n{period} version {version}: {reason}"),
        );
    }
    if !text.ends_with('\n') {
        text.push('\n');
    }
    printed(console, |out| {
        *out = printable(&text).as_bytes().to_vec();
        Ok(())
    })
}

/// The header and a line for each version.
fn lines(cards: &[HistoryCard], asked: &History) -> Vec<Vec<String>> {
    let language = asked.language;
    let sales = asked.catalogue.terms(language).kpi(Kpi::SALES);
    let target = language.pick(format!("{sales}目标"), format!("{sales}: target"));
    let heads = [
        language.pick("考核期", "period"),
        language.pick("版本", "version"),
        language.pick("状态", "state"),
        language.pick("团队", "team"),
        language.pick("得分", "score"),
        language.pick("等级", "grade"),
        language.pick("排名", "rank"),
        &target,
        sales,
        language.pick("达成率", "attained"),
    ];
    let mut lines = vec![heads.map(str::to_owned).to_vec()];
    for card in cards {
        let or_none = |text: Option<&String>| text.cloned().unwrap_or_else(|| NONE.to_owned());
        let sales = card.figures.iter().find(|figure| figure.kpi == "sales");
        let state = match (card.is_current, &card.closed_at) {
            (false, _) => language.pick("已被取代", "superseded"),
            (true, Some(_)) => language.pick("已关账", "closed"),
            (true, None) => language.pick("未关账", "open"),
        };
        lines.push(vec![
            card.period.clone(),
            card.version.to_string(),
            state.to_owned(),
            or_none(card.team.as_ref()),
            or_none(card.score.as_ref()),
            or_none(card.grade.as_ref()),
            card.rank.map_or_else(|| NONE.to_owned(), |rank| rank.to_string()),
            or_none(sales.and_then(|sales| sales.target.as_ref())),
            or_none(sales.and_then(|sales| sales.actual.as_ref())),
            or_none(sales.and_then(|sales| sales.attainment.as_ref())),
        ]);
    }
    lines
}

/// Columns as wide as their widest cell.
fn table(lines: &[Vec<String>]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for line in lines {
        let mut written = String::new();
        for (cell, width) in line.iter().zip(&widths) {
            written += cell;
            written += &" ".repeat(width - cell.width() + 2);
        }
        text += written.trim_end();
        text.push('\n');
    }
    text
}
