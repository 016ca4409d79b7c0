//! Sheets of scores: everyone's by rank, and each team's by rank in the team.

use super::column::{COMPANY, Column, FIXED_COLUMNS, Fact, KpiGroup, TEAM, Total};
use super::page::{Header, set_up, write_title};
use super::style::{Kind, Styles};
use super::totals::{Totalled, mean, totalled};
use super::value::{Value, display_width, looks_like_formula, nearest_float};
use super::wording::{Words, words};
use super::{WorkbookOptions, sheet_name};
use crate::model::text::natural_key;
use crate::score::{Appraisal, GradeEarned, Scorecard};
use rust_decimal::dec;
use rust_xlsxwriter::{
    ConditionalFormatBlank, ConditionalFormatCell, ConditionalFormatCellRule, Format, IgnoreError, Table,
    TableColumn, TableStyle, Worksheet, XlsxError,
};
use std::collections::BTreeMap;
use std::iter::once;

const GROUP_ROW: u32 = 2;
const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;

/// The narrowest and the widest that a column gets for its content, and what it gets on top, in characters.
const NARROWEST: usize = 5;
const WIDEST: usize = 32;
const MARGIN: f64 = 1.0;

/// A sheet of scores.
pub struct Scores<'a> {
    sheet: String,
    table: String,
    heading: String,
    facts: &'static [Fact],
    groups: Vec<KpiGroup>,
    /// In the order of the rows.
    cards: Vec<&'a Scorecard>,
    appraisal: &'a Appraisal,
    options: &'a WorkbookOptions,
}

impl<'a> Scores<'a> {
    /// The sheet of the company, then one for each team.
    pub fn of(appraisal: &'a Appraisal, options: &'a WorkbookOptions) -> Vec<Self> {
        let words = words(options.language);
        let groups = KpiGroup::of(&appraisal.scorecards);
        let teams = teams(appraisal, words);
        let headings = once(words.scores).chain(teams.iter().map(|(team, _)| *team));
        // The sheet of findings comes last, but its name is not for teams to take.
        let mut sheets = sheet_name::unique(
            [words.scores, words.findings]
                .into_iter()
                .chain(headings.clone().skip(1)),
        );
        sheets.remove(1);
        let cards = once(ranked(&appraisal.scorecards, |card| card.rank))
            .chain(teams.iter().map(|(_, cards)| cards.clone()));
        sheets
            .into_iter()
            .zip(headings.zip(cards))
            .enumerate()
            .map(|(number, (sheet, (heading, cards)))| Self {
                sheet,
                table: match number {
                    0 => words.scores.to_owned(),
                    _ => format!("{}{number}", words.team_table),
                },
                heading: heading.to_owned(),
                facts: if number == 0 { &COMPANY } else { &TEAM },
                groups: groups.clone(),
                cards,
                appraisal,
                options,
            })
            .collect()
    }

    /// Writes the sheet.
    pub fn write(&self, worksheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        worksheet.set_name(&self.sheet)?;
        let (period, options) = (self.appraisal.period, self.options);
        write_title(worksheet, styles, &self.heading, &self.note(), period, options)?;
        let header = Header {
            first_row: GROUP_ROW,
            last_row: HEADER_ROW,
            columns: FIXED_COLUMNS,
        };
        set_up(worksheet, header, period, options)?;
        if self.cards.is_empty() {
            let nobody = words(self.options.language).nobody;
            worksheet.write_string_with_format(FIRST_ROW, 0, nobody, &styles.note())?;
            return Ok(());
        }
        let columns = Column::all(self.facts, &self.groups, self.options.language);
        let rows: Vec<Vec<Value>> = self
            .cards
            .iter()
            .map(|card| columns.iter().map(|column| column.value(card)).collect())
            .collect();
        let totals: Vec<Option<Totalled>> = (0..columns.len())
            .map(|at| totalled(&self.table, &columns, &rows, at))
            .collect();
        self.write_groups(worksheet, styles)?;
        self.add_table(worksheet, styles, &columns, &totals)?;
        write_rows(worksheet, styles, &columns, &rows)?;
        self.write_totals(worksheet, styles, &columns, &totals)?;
        set_widths(worksheet, &columns, &rows, &totals)?;
        self.signal(worksheet, &columns)
    }

    /// Heads, mean score, how many of each grade, what grey cells mean.
    fn note(&self) -> String {
        let language = self.options.language;
        let people = self.cards.len();
        let scores: Vec<_> = self.cards.iter().filter_map(|card| card.score).collect();
        let mean = mean(&scores).map(|mean| {
            let mean = mean.to_decimal(2);
            language.pick(format!("平均得分 {mean:.2}"), format!("mean score {mean:.2}"))
        });
        let grades = self.grades().into_iter().map(|(earned, count)| {
            let name = if earned.name.is_empty() {
                &earned.grade
            } else {
                &earned.name
            };
            language.pick(
                format!("{} {name} {count} 人", earned.grade),
                format!("{} {name}: {count}", earned.grade),
            )
        });
        let words = words(language);
        once(language.pick(format!("{people} 人"), format!("{people} reps")))
            .chain(mean)
            .chain(grades)
            .chain(once(words.legend.to_owned()))
            .collect::<Vec<_>>()
            .join(words.separator)
    }

    /// The grades earned, best first, and by how many.
    fn grades(&self) -> Vec<(&'a GradeEarned, usize)> {
        let mut grades: BTreeMap<usize, (&GradeEarned, usize)> = BTreeMap::new();
        for earned in self.cards.iter().filter_map(|card| card.grade.as_ref()) {
            grades.entry(earned.band).or_insert((earned, 0)).1 += 1;
        }
        grades.into_values().collect()
    }

    fn write_groups(&self, worksheet: &mut Worksheet, styles: &Styles) -> Result<(), XlsxError> {
        let (band, group_format) = (styles.band(), styles.group());
        let language = self.options.language;
        worksheet.set_row_height(GROUP_ROW, styles.group_height)?;
        let mut first = self.facts.len() as u16;
        for column in 0..first {
            worksheet.write_blank(GROUP_ROW, column, &band)?;
        }
        for group in &self.groups {
            let (name, weight) = (group.kpi.name(language), group.weight.normalize());
            let text = language.pick(
                format!("{name}\n权重 {weight}"),
                format!("{name}\nweight {weight}"),
            );
            let last = first + group.width() - 1;
            worksheet.merge_range(GROUP_ROW, first, GROUP_ROW, last, &text, &group_format)?;
            first = last + 1;
        }
        Ok(())
    }

    fn add_table(
        &self,
        worksheet: &mut Worksheet,
        styles: &Styles,
        columns: &[Column],
        totals: &[Option<Totalled>],
    ) -> Result<(), XlsxError> {
        let table_columns: Vec<_> = columns
            .iter()
            .zip(totals)
            .map(|(column, total)| {
                let table_column = TableColumn::new()
                    .set_header(&column.header)
                    .set_header_format(ruled(column, styles.header()));
                match total {
                    Some(total) => total.declare(table_column),
                    None if column.total == Total::Label => {
                        table_column.set_total_label(words(self.options.language).total)
                    }
                    None => table_column,
                }
            })
            .collect();
        let table = Table::new()
            .set_name(&self.table)
            .set_style(TableStyle::None)
            .set_banded_rows(false)
            .set_columns(&table_columns)
            .set_total_row(true);
        worksheet
            .set_row_height(HEADER_ROW, styles.header_height)?
            .add_table(HEADER_ROW, 0, self.total_row(), columns.len() as u16 - 1, &table)?;
        Ok(())
    }

    fn write_totals(
        &self,
        worksheet: &mut Worksheet,
        styles: &Styles,
        columns: &[Column],
        totals: &[Option<Totalled>],
    ) -> Result<(), XlsxError> {
        let row = self.total_row();
        let words = words(self.options.language);
        worksheet.set_row_height(row, styles.row_height(1))?;
        for ((at, column), total) in (0..).zip(columns).zip(totals) {
            let number_format = match column.total {
                Total::People => words.people,
                Total::Mean => words.mean,
                _ => column.kind.number_format(),
            };
            let format = ruled(column, styles.total(column.kind, number_format));
            match total {
                None if column.total == Total::Label => {
                    worksheet.write_string_with_format(row, at, words.total, &format)?
                }
                None => worksheet.write_blank(row, at, &format)?,
                Some(total) => worksheet.write_formula_with_format(row, at, total.with_result(), &format)?,
            };
        }
        Ok(())
    }

    /// Lays colours over grades, and grey over what is missing.
    fn signal(&self, worksheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
        let last_row = self.total_row() - 1;
        let grade_column = (0..).zip(columns).find(|(_, column)| column.is_grade());
        if let Some((at, _)) = grade_column {
            // In a rule a text stands between quotes, so one with quotes of its own goes without colour.
            let plain = |earned: &GradeEarned| !earned.grade.contains('"') && earned.grade.len() < 200;
            for (earned, _) in self.grades().into_iter().filter(|(earned, _)| plain(earned)) {
                let rule = ConditionalFormatCell::new()
                    .set_rule(ConditionalFormatCellRule::EqualTo(earned.grade.as_str()))
                    .set_format(Styles::grade(earned.band));
                worksheet.add_conditional_format(FIRST_ROW, at, last_row, at, &rule)?;
            }
        }
        let missing = ConditionalFormatBlank::new().set_format(Styles::missing());
        worksheet.add_conditional_format(FIRST_ROW, 0, last_row, columns.len() as u16 - 1, &missing)?;
        let numbers_as_text = (0..).zip(columns).find(|(_, column)| column.is_rep_id());
        if let Some((at, _)) = numbers_as_text {
            worksheet.ignore_error_range(FIRST_ROW, at, last_row, at, IgnoreError::NumberStoredAsText)?;
        }
        Ok(())
    }

    fn total_row(&self) -> u32 {
        FIRST_ROW + self.cards.len() as u32
    }
}

/// Teams as people count them, those without a team last, each in the order of its ranks.
fn teams<'a>(appraisal: &'a Appraisal, words: &Words) -> Vec<(&'a str, Vec<&'a Scorecard>)>
where
    'static: 'a,
{
    let mut teams: BTreeMap<_, Vec<&Scorecard>> = BTreeMap::new();
    for card in &appraisal.scorecards {
        let team = card.rep.team.as_deref();
        let key = (team.is_none(), team.map(natural_key), team);
        teams.entry(key).or_default().push(card);
    }
    let no_team = words.no_team;
    teams
        .into_iter()
        .map(|((_, _, team), cards)| (team.unwrap_or(no_team), ranked(cards, |card| card.team_rank)))
        .collect()
}

/// By rank, those without one last, then by number.
fn ranked<'a>(
    cards: impl IntoIterator<Item = &'a Scorecard>,
    rank: impl Fn(&Scorecard) -> Option<u32>,
) -> Vec<&'a Scorecard> {
    let mut cards: Vec<_> = cards.into_iter().collect();
    cards.sort_by_key(|card| {
        let rank = rank(card);
        (rank.is_none(), rank, &card.rep.rep_id)
    });
    cards
}

fn write_rows(
    worksheet: &mut Worksheet,
    styles: &Styles,
    columns: &[Column],
    rows: &[Vec<Value>],
) -> Result<(), XlsxError> {
    let formats: Vec<_> = columns
        .iter()
        .map(|column| {
            let (plain, marked) = (styles.cell(column.kind), styles.marked_as_text(column.kind));
            (ruled(column, plain), ruled(column, marked))
        })
        .collect();
    for (row, values) in (FIRST_ROW..).zip(rows) {
        worksheet.set_row_height(row, styles.row_height(1))?;
        for ((at, value), (plain, marked)) in (0..).zip(values).zip(&formats) {
            match value {
                Value::Missing => worksheet.write_blank(row, at, plain)?,
                Value::Number(number) => {
                    worksheet.write_number_with_format(row, at, nearest_float(*number), plain)?
                }
                Value::Text(text) => {
                    let format = if looks_like_formula(text) { marked } else { plain };
                    worksheet.write_string_with_format(row, at, text, format)?
                }
            };
        }
    }
    Ok(())
}

fn ruled(column: &Column, format: Format) -> Format {
    if column.begins_group {
        Styles::begin_group(format)
    } else {
        format
    }
}

fn set_widths(
    worksheet: &mut Worksheet,
    columns: &[Column],
    rows: &[Vec<Value>],
    totals: &[Option<Totalled>],
) -> Result<(), XlsxError> {
    for (at, column) in columns.iter().enumerate() {
        let total = totals[at].as_ref().map(|total| match column.total {
            // Room for the word before the mean or after the count.
            Total::Mean | Total::People => 11,
            _ => shown_width(&Value::Number(total.result), column.kind),
        });
        let header = column.header.split(' ').map(display_width);
        let shown = rows.iter().map(|row| shown_width(&row[at], column.kind));
        let widest = shown.chain(header).chain(total).max().unwrap_or(0);
        worksheet.set_column_width(at as u16, widest.clamp(NARROWEST, WIDEST) as f64 + MARGIN)?;
    }
    Ok(())
}

/// How wide a value is as its number format shows it.
fn shown_width(value: &Value, kind: Kind) -> usize {
    use crate::model::kpi::Unit::{Count, Money, Rate};
    let (number, places) = match value {
        Value::Missing => return 0,
        Value::Text(text) => return display_width(text),
        Value::Number(number) => match kind {
            Kind::Figure(Rate) => (number.checked_mul(dec!(100)).unwrap_or(*number), 1),
            Kind::Figure(Count) | Kind::Rank => (*number, 0),
            _ => (*number, 2),
        },
    };
    let whole = number.trunc().abs().to_string().len();
    let separators = match kind {
        Kind::Figure(Money | Count) => whole.saturating_sub(1) / 3,
        _ => 0,
    };
    let sign = usize::from(number.is_sign_negative());
    let point = usize::from(places > 0);
    let percent = usize::from(kind == Kind::Figure(Rate));
    sign + whole + separators + point + places + percent
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::kpi::Unit;

    #[test]
    fn columns_are_as_wide_as_what_they_show() {
        for (number, kind, width) in [
            (dec!(1234567.891), Kind::Figure(Unit::Money), 12),
            (dec!(-500), Kind::Figure(Unit::Money), 7),
            (dec!(999), Kind::Figure(Unit::Count), 3),
            (dec!(1000), Kind::Figure(Unit::Count), 5),
            (dec!(1.082001), Kind::Figure(Unit::Rate), 6),
            (dec!(98.5), Kind::Points, 5),
        ] {
            assert_eq!(shown_width(&Value::Number(number), kind), width, "{number}");
        }
    }
}
