//! An explanation as a page for people: who and what, the rows that count, those that don't, the sum, the target, the points.

use super::super::console::{Console, Verbosity, printable};
use super::row;
use super::table::{Lean, table};
use repcard::catalogue::Catalogue;
use repcard::measure::{CountedRow, LeftOutRow};
use repcard::model::place::below_inbox;
use repcard::model::{Exact, Kpi, Language, Place, Terms};
use repcard::report::explained::derivation_text::steps;
use repcard::report::explained::formula_text::{counts, formula};
use repcard::report::explained::reason_text::{absent, reason, why};
use repcard::report::explained::{Answer, Explained, ExplainedFigure, Explanation, PublishedThen};
use repcard::report::figures::{figure, money, or_dash, percent, points, shortest};
use repcard::report::rule_text::rule_text;
use std::fmt::Write as _;

const BOLD: &str = "1";
const FAINT: &str = "2";

/// How many rows are shown of one figure, and of each of a whole card.
const ROWS: [usize; 2] = [20, 5];

/// How many rows are shown of each reason.
const OF_A_REASON: usize = 3;

/// How many changes are named.
const CHANGES: usize = 5;

/// What a page is written by.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    console: Console,
    catalogue: &'a Catalogue,
    width: usize,
}

impl<'a> Page<'a> {
    /// A page of that width.
    pub(super) fn new(console: Console, catalogue: &'a Catalogue, width: usize) -> Self {
        Self {
            console,
            catalogue,
            width,
        }
    }

    pub(super) fn terms(self) -> Terms<'a> {
        self.catalogue.terms(self.console.language)
    }

    pub(super) fn language(self) -> Language {
        self.console.language
    }

    pub(super) fn bold(self, text: &str) -> String {
        self.console.painted(BOLD, text)
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.console.painted(FAINT, text)
    }

    /// The whole page.
    pub(super) fn explanation(self, explanation: &Explanation) -> String {
        let mut text = self.published(&explanation.published);
        match &explanation.answer {
            Answer::Reps { reps, only } => {
                for (at, rep) in reps.iter().enumerate() {
                    if at > 0 {
                        let _ = writeln!(text, "\n{}", self.faint(&"─".repeat(self.width.min(80))));
                    }
                    self.rep(&mut text, rep, *only, &explanation.period.to_string());
                }
            }
            Answer::Rows(rows) => {
                for (at, story) in rows.iter().enumerate() {
                    if at > 0 {
                        text.push('\n');
                    }
                    row::story(self, &mut text, story);
                }
            }
        }
        text
    }

    /// Where inputs or figures are no longer those that were published.
    fn published(self, then: &PublishedThen) -> String {
        let language = self.language();
        let line = match then {
            PublishedThen::Same => return String::new(),
            PublishedThen::Nothing => language
                .pick(
                    "本期尚未发布；以下由现有数据算出",
                    "nothing is published of the period; this is computed from the inputs as they are",
                )
                .to_owned(),
            PublishedThen::Other { inputs, figures } => {
                let mut lines = Vec::new();
                if !inputs.is_empty() {
                    let named = inputs
                        .iter()
                        .take(CHANGES)
                        .map(String::as_str)
                        .collect::<Vec<_>>();
                    let (count, named) = (inputs.len(), named.join(language.pick("、", ", ")));
                    let more = if count > CHANGES { "…" } else { "" };
                    lines.push(language.pick(
                        format!("发布之后有 {count} 个输入文件变动：{named}{more}；以下由现有数据算出"),
                        format!("{count} inputs have changed since publication: {named}{more}; this is computed from them as they are"),
                    ));
                }
                for other in figures.iter().take(CHANGES) {
                    let name = other
                        .kpi
                        .map_or(language.pick("得分", "score"), |kpi| self.terms().kpi(kpi));
                    let [was, is] = &other.figures;
                    lines.push(language.pick(
                        format!("{} {name}：已发布 {was}，现为 {is}", other.rep_id),
                        format!("{} {name}: published {was}, now {is}", other.rep_id),
                    ));
                }
                if figures.len() > CHANGES {
                    let more = figures.len() - CHANGES;
                    lines.push(
                        language.pick(format!("另有 {more} 项不同"), format!("and {more} more differ")),
                    );
                }
                lines.join("\n")
            }
        };
        format!("{}\n\n", self.console.painted("33", &printable(&line)))
    }

    fn rep(self, text: &mut String, explained: &Explained, only: Option<Kpi>, period: &str) {
        let (card, language) = (&explained.card, self.language());
        let team = card.rep.team.as_deref().map(|team| format!(" · {team}"));
        let head = format!(
            "{} {}{}",
            card.rep.rep_id,
            card.rep.name,
            team.unwrap_or_default()
        );
        let _ = writeln!(text, "{}  {period}", self.bold(&printable(&head)));
        if only.is_none() {
            let score = or_dash(card.score.as_ref().map(points));
            let grade = card.grade.as_ref().map_or("—", |grade| grade.grade.as_str());
            let rank = or_dash(card.rank.map(|rank| rank.to_string()));
            let _ = writeln!(
                text,
                "{}",
                language.pick(
                    format!("得分 {score}  等级 {grade}  名次 {rank}"),
                    format!("score {score}  grade {grade}  rank {rank}"),
                )
            );
        }
        for figure in &explained.figures {
            text.push('\n');
            self.figure(text, figure, only.is_some());
        }
    }

    fn figure(self, text: &mut String, explained: &ExplainedFigure, is_only: bool) {
        let (score, evidence) = (&explained.score, &explained.evidence);
        let (language, terms) = (self.language(), self.terms());
        let of = |value: &Option<Exact>| or_dash(value.as_ref().map(|value| figure(value, score.unit)));
        let (name, actual) = (terms.kpi(score.kpi), of(&evidence.actual));
        let _ = writeln!(text, "{}", self.bold(&format!("{name}  {actual}")));
        if let Some(why) = evidence.absent {
            let why = absent(why, terms);
            let _ = writeln!(
                text,
                "  {}",
                language.pick(format!("没有数值：{why}"), format!("no value: {why}"))
            );
        }
        let shown = match self.console.verbosity {
            Verbosity::Verbose => usize::MAX,
            _ => ROWS[usize::from(!is_only)],
        };
        // Of a whole card, the rows of what grew stand there already.
        let is_listed = is_only || evidence.base.is_none();
        if is_listed {
            self.rows(text, &evidence.rows, explained, shown);
            self.left_out(text, &evidence.left_out);
        }
        let base = evidence
            .base
            .as_ref()
            .filter(|base| is_listed && !base.rows.is_empty());
        if let Some(base) = base {
            let heading = language.pick(
                format!("对比期 {}", base.period),
                format!("compared with {}", base.period),
            );
            let _ = writeln!(text, "  {}", self.faint(&heading));
            self.rows(text, &base.rows, explained, shown.min(ROWS[1]));
        }
        let mut facts = vec![(
            language.pick("算法", "formula"),
            formula(explained, self.catalogue.declared(score.kpi), terms),
        )];
        facts.push((language.pick("目标", "target"), of(&score.target)));
        facts.retain(|(label, value)| value != "—" || *label != language.pick("目标", "target"));
        self.facts(text, &facts);
        if let Some(derivation) = &explained.derivation {
            let steps = steps(derivation, score.unit, terms).into_iter().map(|step| {
                let place = step.place.map(|place| short(&place)).unwrap_or_default();
                vec![step.text, figure(&step.amount, score.unit), place]
            });
            let steps: Vec<Vec<String>> = steps.collect();
            text.push_str(&table(
                &steps,
                &[Lean::Left, Lean::Right, Lean::Left],
                (4, self.width, 0),
            ));
        }
        let rule = rule_text(
            self.catalogue.declared(score.kpi),
            score.weight,
            &score.rule,
            language,
        );
        let earned = or_dash(score.points.as_ref().map(points));
        let mut facts = Vec::new();
        if let Some(attainment) = &score.attainment {
            facts.push((language.pick("达成率", "attained"), percent(attainment, 2)));
        }
        let weight = shortest(score.weight);
        facts.push((
            language.pick("得分", "points"),
            language.pick(
                format!("{earned}（权重 {weight}；{rule}）"),
                format!("{earned} (weight {weight}; {rule})"),
            ),
        ));
        self.facts(text, &facts);
    }

    fn facts(self, text: &mut String, facts: &[(&str, String)]) {
        for (label, value) in facts {
            let gap = " ".repeat(10_usize.saturating_sub(unicode_width::UnicodeWidthStr::width(*label)));
            let _ = writeln!(text, "  {}{gap}{value}", self.faint(label));
        }
    }

    fn rows(self, text: &mut String, rows: &[CountedRow], explained: &ExplainedFigure, shown: usize) {
        if rows.is_empty() {
            return;
        }
        let language = self.language();
        let line = |row: &CountedRow| {
            vec![
                short(&row.place),
                row.date.to_string(),
                row.customer.clone().unwrap_or_default(),
                counts(&row.counts, explained),
                row.remark.map_or("", |of| reason(of, language)).to_owned(),
            ]
        };
        let mut lines: Vec<Vec<String>> = rows.iter().take(shown).map(line).collect();
        if rows.len() > shown {
            let rest = &rows[shown..];
            let sum: Exact = rest.iter().map(|row| &row.counts).sum();
            let count = rest.len();
            lines.push(vec![
                language.pick(
                    format!("其余 {count} 行（-v 全部列出）"),
                    format!("{count} more (-v lists them)"),
                ),
                String::new(),
                String::new(),
                counts(&sum, explained),
                String::new(),
            ]);
        }
        let leans = [Lean::Left, Lean::Left, Lean::Left, Lean::Right, Lean::Left];
        text.push_str(&table(&lines, &leans, (2, self.width, 2)));
    }

    /// Those that don't count, by reason.
    fn left_out(self, text: &mut String, rows: &[LeftOutRow]) {
        let language = self.language();
        if rows.is_empty() {
            return;
        }
        let heading = language.pick(
            format!("不计 {} 行", rows.len()),
            format!("{} rows don't count", rows.len()),
        );
        let _ = writeln!(text, "  {}", self.faint(&heading));
        for of_reason in rows.chunk_by(|a, b| a.why == b.why) {
            let amounts: Vec<Exact> = of_reason
                .iter()
                .filter_map(|row| row.amount)
                .map(Exact::from)
                .collect();
            let sum = (!amounts.is_empty()).then(|| money(&amounts.iter().sum()));
            let sum = sum.map(|sum| format!("  {sum}")).unwrap_or_default();
            let (why, count) = (why(of_reason[0].why, language), of_reason.len());
            let _ = writeln!(
                text,
                "  {}",
                language.pick(
                    format!("· {why}：{count} 行{sum}"),
                    format!("· {why}: {count}{sum}")
                )
            );
            let shown = match self.console.verbosity {
                Verbosity::Verbose => usize::MAX,
                _ => OF_A_REASON,
            };
            let line = |row: &LeftOutRow| {
                vec![
                    short(&row.place),
                    row.date.map(|date| date.to_string()).unwrap_or_default(),
                    row.customer.clone().unwrap_or_default(),
                    row.amount.map(|amount| money(&amount.into())).unwrap_or_default(),
                ]
            };
            let mut lines: Vec<Vec<String>> = of_reason.iter().take(shown).map(line).collect();
            if count > shown {
                let mut more = vec![format!("… {}", count - shown)];
                more.resize(4, String::new());
                lines.push(more);
            }
            let leans = [Lean::Left, Lean::Left, Lean::Left, Lean::Right];
            text.push_str(&table(&lines, &leans, (4, self.width, 2)));
        }
    }
}

/// A place as `--row` takes it, without the inbox that all lie in.
pub(super) fn short(place: &Place) -> String {
    let place = place.to_string();
    below_inbox(&place).to_owned()
}
