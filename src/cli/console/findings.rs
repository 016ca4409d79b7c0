//! Findings as people are told of them: what hangs on them first, then each kind once a table.

use super::{Console, FAINT, Verbosity, grouped, place_of, printable};
use repcard::model::{Exact, Finding, Place, Severity, Terms};
use repcard::report::figures;
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// How many kinds are named with the money that hangs on them.
const KINDS_WITH_MONEY: usize = 5;

/// How many more cells of a kind are named.
const CELLS: usize = 10;

/// How many more findings are told where no cell tells them apart.
const WITHOUT_CELL: usize = 3;

/// How many kinds of a severity, each of one table, are told in full before the others are counted.
fn told_in_full(severity: Severity) -> usize {
    match severity {
        Severity::Error => 8,
        Severity::Warning => 4,
        Severity::Info => 0,
    }
}

/// One kind of finding in one table.
struct Group<'f> {
    first: &'f Finding,
    others: Vec<&'f Finding>,
}

impl<'f> Group<'f> {
    fn all(&self) -> impl Iterator<Item = &'f Finding> {
        std::iter::once(self.first).chain(self.others.iter().copied())
    }

    fn stake(&self) -> Stake {
        Stake::of(self.all())
    }
}

/// The money that hangs on findings. What is to be taken off hangs as heavily as what is to be added.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Stake {
    amount: Decimal,
    /// How many findings it hangs on.
    findings: usize,
    /// Whether more hangs on findings of the same table whose amount nobody can tell.
    is_part: bool,
}

impl Stake {
    fn of<'f>(findings: impl Iterator<Item = &'f Finding>) -> Self {
        let mut stake = Self::default();
        let mut untold = false;
        for finding in findings {
            match finding.amount {
                Some(amount) => {
                    stake.amount = stake.amount.saturating_add(amount.abs());
                    stake.findings += 1;
                }
                None => untold = true,
            }
        }
        stake.is_part = untold && stake.is_money();
        stake
    }

    fn and(self, other: Self) -> Self {
        Self {
            amount: self.amount.saturating_add(other.amount),
            findings: self.findings + other.findings,
            is_part: self.is_part || other.is_part,
        }
    }

    fn is_money(self) -> bool {
        !self.amount.is_zero()
    }

    fn figure(self) -> String {
        figures::money(&Exact::from(self.amount))
    }
}

/// Tells findings; where it is to be quiet, those that make a run fail.
pub(super) fn tell(
    console: Console,
    terms: Terms<'_>,
    text: &mut String,
    findings: &[Finding],
    fail_on: Severity,
) {
    let groups = groups(findings);
    let is_told = |severity| console.verbosity != Verbosity::Quiet || severity <= fail_on;
    console.money(text, groups.iter().filter(|group| is_told(group.first.severity)));
    for severity in Severity::ALL.into_iter().filter(|&severity| is_told(severity)) {
        let of_severity: Vec<&Group> = groups
            .iter()
            .filter(|group| group.first.severity == severity)
            .collect();
        let full = match console.verbosity {
            Verbosity::Verbose => of_severity.len(),
            _ => told_in_full(severity).min(of_severity.len()),
        };
        let (told, counted) = of_severity.split_at(full);
        for group in told {
            console.group(terms, text, group);
        }
        let counted: Vec<&Finding> = counted.iter().flat_map(|group| group.all()).collect();
        console.counted(text, severity, &counted, !told.is_empty());
        if !of_severity.is_empty() {
            text.push('\n');
        }
    }
}

/// The first of the findings that are told first.
pub(super) fn foremost(findings: &[Finding]) -> Option<&Finding> {
    groups(findings).first().map(|group| group.first)
}

/// Each kind of a table, the gravest first. Errors about a whole table, file or book lead, since nobody knows how much
/// is missing with it; then goes what most money hangs on.
fn groups(findings: &[Finding]) -> Vec<Group<'_>> {
    let mut groups: BTreeMap<_, (usize, Group)> = BTreeMap::new();
    for (index, finding) in findings.iter().enumerate() {
        let source = finding.place.as_ref().map(|place| &place.source);
        groups
            .entry((finding.severity, finding.code(), source, is_whole(finding)))
            .and_modify(|(_, group)| group.others.push(finding))
            .or_insert((
                index,
                Group {
                    first: finding,
                    others: Vec::new(),
                },
            ));
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|(index, group)| {
        let leads = group.first.is_error() && is_whole(group.first);
        let amount = group.stake().amount;
        (group.first.severity, !leads, Reverse(amount), *index)
    });
    groups.into_iter().map(|(_, group)| group).collect()
}

/// Whether a finding is about no cell, row or column.
fn is_whole(finding: &Finding) -> bool {
    finding.place.as_ref().is_none_or(|place| place.cell().is_empty())
}

impl Console {
    /// The kinds that money hangs on, the most first.
    fn money<'g, 'f: 'g>(self, text: &mut String, groups: impl Iterator<Item = &'g Group<'f>>) {
        let language = self.language;
        let mut kinds: BTreeMap<(Severity, &str), Stake> = BTreeMap::new();
        for group in groups.filter(|group| group.first.severity != Severity::Info) {
            let stake = group.stake();
            if stake.is_money() {
                let kind = kinds
                    .entry((group.first.severity, group.first.code()))
                    .or_default();
                *kind = kind.and(stake);
            }
        }
        let mut kinds: Vec<_> = kinds.into_iter().collect();
        kinds.sort_by_key(|&((severity, _), stake)| (Reverse(stake.amount), severity));
        let named = kinds.iter().take(KINDS_WITH_MONEY);
        let widest = named.clone().map(|(_, stake)| stake.figure().len()).max();
        let Some(widest) = widest else {
            return;
        };
        let _ = writeln!(
            text,
            "{}",
            self.painted("1", language.pick("涉及金额", "money at stake"))
        );
        for ((severity, code), stake) in named {
            let count = grouped(stake.findings);
            let part = if stake.is_part {
                language.pick("，另有金额不明的", ", and more whose amount is not known")
            } else {
                ""
            };
            let count = language.pick(format!("（{count} 条{part}）"), format!(" ({count}{part})"));
            let figure = stake.figure();
            let severity = self.severity(*severity);
            let _ = writeln!(text, "  {figure:>widest$}  {severity} {code}{count}");
        }
        let others = grouped(kinds.len().saturating_sub(KINDS_WITH_MONEY));
        if kinds.len() > KINDS_WITH_MONEY {
            let others = language.pick(
                format!("另有 {others} 种金额较小的"),
                format!("{others} more kinds with less"),
            );
            let _ = writeln!(text, "  {}", self.painted(FAINT, &others));
        }
        text.push('\n');
    }

    /// The first of a kind and table in full, the others by their cells; all of them where every finding is asked for.
    fn group(self, terms: Terms<'_>, text: &mut String, group: &Group) {
        let language = self.language;
        let first = group.first;
        let place = place_of(first, language);
        let code = self.painted(FAINT, first.code());
        let stake = self.painted("1", &self.at_stake(group));
        let severity = self.severity(first.severity);
        let _ = writeln!(text, "{severity} {} {code}{stake}", printable(&place));
        let indent = " ".repeat(first.severity.name(language).width() + 1);
        let fix = first.fix(terms);
        let _ = writeln!(text, "{indent}{}", printable(&first.what(terms)));
        let _ = writeln!(text, "{indent}{}", self.fix(&fix));

        let full = match (self.verbosity, is_whole(first)) {
            (Verbosity::Verbose, _) => group.others.len(),
            (_, true) => WITHOUT_CELL.min(group.others.len()),
            (_, false) => 0,
        };
        let (told, counted) = group.others.split_at(full);
        for other in told {
            let cell = other.place.as_ref().map(Place::cell).unwrap_or_default();
            let gap = if cell.is_empty() { "" } else { "  " };
            let _ = writeln!(
                text,
                "{indent}{}{gap}{}",
                self.painted(FAINT, &cell),
                printable(&other.what(terms))
            );
            let own_fix = other.fix(terms);
            if own_fix != fix {
                let _ = writeln!(text, "{indent}{}", self.fix(&own_fix));
            }
        }
        if !counted.is_empty() {
            let _ = writeln!(text, "{indent}{}", self.another(counted));
        }
    }

    fn fix(self, fix: &str) -> String {
        self.painted(FAINT, &printable(&format!("→ {fix}")))
    }

    /// The money that hangs on a group: `  共 10 条，涉及金额 125,000.00`.
    fn at_stake(self, group: &Group) -> String {
        let language = self.language;
        let stake = group.stake();
        if !stake.is_money() {
            return String::new();
        }
        let figure = stake.figure();
        if group.others.is_empty() {
            return language.pick(format!("  涉及金额 {figure}"), format!("  {figure} at stake"));
        }
        let count = grouped(group.others.len() + 1);
        let least = if stake.is_part {
            language.pick("至少", "at least ")
        } else {
            ""
        };
        language.pick(
            format!("  共 {count} 条，涉及金额{least} {figure}"),
            format!("  {count} of them, {least}{figure} at stake"),
        )
    }

    /// The others of a kind and table: `另有 37 条在同一表中：F15、F18 …`.
    fn another(self, others: &[&Finding]) -> String {
        let language = self.language;
        let count = grouped(others.len());
        let mut seen = BTreeSet::new();
        let cells = others.iter().filter_map(|finding| finding.place.as_ref());
        let mut cells = cells.map(Place::cell).filter(|cell| !cell.is_empty());
        let mut named: Vec<String> = Vec::new();
        let mut more = "";
        for cell in &mut cells {
            if !seen.insert(cell.clone()) {
                continue;
            }
            if named.len() == CELLS {
                more = " …";
                break;
            }
            named.push(cell);
        }
        if named.is_empty() {
            return language.pick(format!("另有 {count} 条"), format!("another {count}"));
        }
        let cells = named.join(language.pick("、", ", "));
        language.pick(
            format!("另有 {count} 条在同一表中：{cells}{more}"),
            format!("another {count} in this table: {cells}{more}"),
        )
    }

    /// Counts findings by code and file, the counts aligned.
    fn counted(self, text: &mut String, severity: Severity, findings: &[&Finding], are_others: bool) {
        let groups = by_code_and_file(findings);
        let counts = groups.iter().map(|(_, all)| grouped(all.len()).len());
        let widest_count = counts.max().unwrap_or_default();
        if !groups.is_empty() {
            let total = grouped(findings.len());
            let more = if are_others {
                self.language.pick("另有 ", "another ")
            } else {
                ""
            };
            let total = self
                .language
                .pick(format!("{more}{total} 条"), format!("{more}{total}"));
            let _ = writeln!(text, "{} {total}", self.severity(severity));
        }
        let indent = " ".repeat(severity.name(self.language).width() + 1);
        for (first, all) in groups {
            let count = format!("{:>widest_count$}", grouped(all.len()));
            let stake = Stake::of(all.into_iter());
            let stake = if stake.is_money() {
                let figure = stake.figure();
                self.language
                    .pick(format!("，涉及金额 {figure}"), format!(", {figure} at stake"))
            } else {
                String::new()
            };
            let file = self.in_file(first);
            let _ = writeln!(text, "{indent}{count} × {}{file}{stake}", first.code());
        }
    }

    /// Which file a group is of, and the first of its places: ` in 订单.xlsx (first at 10月!F14)`.
    fn in_file(self, first: &Finding) -> String {
        let language = self.language;
        let Some(place) = &first.place else {
            return String::new();
        };
        let file = &place.source.file;
        let spot = place.to_string();
        let spot = spot.strip_prefix(file.as_str()).unwrap_or_default();
        let spot = match spot.strip_prefix('!') {
            Some(spot) => language.pick(format!("（首见于 {spot}）"), format!(" (first at {spot})")),
            None => String::new(),
        };
        let spot = self.painted(FAINT, &printable(&spot));
        let file = printable(file);
        language.pick(format!("，{file}{spot}"), format!(" in {file}{spot}"))
    }
}

/// Findings by code and file, with the first of each, in order of their first ones.
fn by_code_and_file<'f>(findings: &[&'f Finding]) -> Vec<(&'f Finding, Vec<&'f Finding>)> {
    let mut places: BTreeMap<_, usize> = BTreeMap::new();
    let mut groups: Vec<(&Finding, Vec<&Finding>)> = Vec::new();
    for &finding in findings {
        let file = finding.place.as_ref().map(|place| place.source.file.as_str());
        let at = *places.entry((finding.code(), file)).or_insert(groups.len());
        match groups.get_mut(at) {
            Some((_, all)) => all.push(finding),
            None => groups.push((finding, vec![finding])),
        }
    }
    groups
}
