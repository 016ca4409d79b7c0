//! Formulas for points, scores, grades and ranks, so that a weight can be tried: they come to what is published.
//!
//! Excel computes with binary floats. A product of an exact figure and a weight may miss a half by a hair, so each
//! formula first rounds to eleven decimals, far beyond what the figures are apart, and only then as the rules say.
//! Excel takes East and EAST for one, and * and ? for patterns, so that names are compared by EXACT.

mod points;
mod reference;

pub use reference::{absolute, quoted_if_short, quoted_sheet};

use super::content::Content;
use super::field::At;
use super::layout::{SheetLayout, TableLayout};
use super::source::Source;
use super::template::BlockSpec;
use crate::model::policy::{Missing, Rule};
use crate::report::figures::NONE;
use crate::report::grade_name::ungraded_parts;
use points::points;
use reference::{literally, quoted, relative};

/// Beyond so many reps every change would keep a computer busy: figures are then written as they are.
pub const MOST_REPS: usize = 2_000;

/// The most grades that formulas tell apart.
const MOST_GRADES: usize = 40;

/// What formulas refer to.
pub struct Live<'l> {
    scores: Placed<'l>,
    /// The rows of each of its columns, as its own sheet calls them and as others do.
    ranges: Vec<[String; 2]>,
    weights: Vec<String>,
    grades: Vec<(String, String)>,
}

/// A table on a sheet.
#[derive(Clone, Copy)]
struct Placed<'l> {
    sheet: &'l str,
    table: &'l TableLayout<'l>,
}

/// The name of a weight's cell.
pub fn weight_name(kpi: &str) -> String {
    format!("weight_{kpi}")
}

impl<'l> Live<'l> {
    /// What formulas refer to in a workbook: the first live table of all reps, and the weights that people change.
    /// None where there is no such table or no such weights, or there are too many reps.
    pub fn new(sheets: &'l [SheetLayout<'l>], content: &Content<'_>) -> Option<Self> {
        if content.appraisal.scorecards.len() > MOST_REPS || content.grades.len() > MOST_GRADES {
            return None;
        }
        let tables = || {
            sheets.iter().flat_map(|sheet| {
                let sheet_name = sheet.name.as_str();
                sheet.tables().map(move |(spec, table)| {
                    (
                        spec,
                        Placed {
                            sheet: sheet_name,
                            table,
                        },
                    )
                })
            })
        };
        let is_whole = |spec: &BlockSpec| spec.top.is_none() && spec.bottom.is_none();
        let (_, scores) = tables().find(|(spec, at)| {
            spec.live
                && is_whole(spec)
                && at.table.source == Source::Reps
                && Self::is_complete(at.table, content)
        })?;
        let has_inputs = |at: &Placed<'_>, field: &str| {
            at.table
                .find(field, At::Row)
                .is_some_and(|place| at.table.columns[place].spec.input)
        };
        tables().find(|(_, at)| at.table.source == Source::Kpis && has_inputs(at, "weight"))?;
        let grades = tables().find(|(_, at)| at.table.source == Source::Grades && has_inputs(at, "at_least"));
        Some(Self {
            scores,
            ranges: scores.ranges(),
            weights: content
                .kpis
                .iter()
                .map(|columns| weight_name(&columns.kpi.id()))
                .collect(),
            grades: (0..content.grades.len())
                .map(|place| {
                    let earned = quoted(&content.grades[place].grade);
                    let bound = grades.and_then(|(_, at)| {
                        let row = at.table.rows.iter().position(|row| *row == place)?;
                        at.cell("at_least", at.table.first_row() + row as u32)
                    });
                    (
                        bound.unwrap_or_else(|| content.grades[place].at_least.normalize().to_string()),
                        earned,
                    )
                })
                .collect(),
        })
    }

    /// Whether a table of all reps shows what every formula needs.
    fn is_complete(table: &TableLayout<'_>, content: &Content<'_>) -> bool {
        let shows = |field: &str, at: At| table.find(field, at).is_some();
        shows("rep_id", At::Row)
            && shows("score", At::Row)
            && table.rows.len() == content.appraisal.scorecards.len()
            && content.kpis.iter().enumerate().all(|(place, columns)| {
                let rule = content.policy.kpis.iter().find(|rule| rule.id == columns.kpi);
                let basis = match rule.map(|rule| &rule.rule) {
                    Some(Rule::Ratio { .. }) => "attainment",
                    _ => "actual",
                };
                rule.is_some() && shows(basis, At::Kpi(place)) && shows("points", At::Kpi(place))
            })
            && (shows("graded_score", At::Row) || grades_all(content))
    }

    /// The formula of a field in a row of a live table; none where the value stands as it is.
    pub fn formula(
        &self,
        table: &TableLayout<'_>,
        spec: &BlockSpec,
        field: &str,
        at: At,
        row: u32,
        content: &Content<'_>,
    ) -> Option<String> {
        if !spec.live {
            return None;
        }
        let place = (row - table.first_row()) as usize;
        match table.source {
            Source::Reps if table.name == self.scores.table.name => self.own(field, at, row, content),
            Source::Reps if spec.top.is_some() => self.ranked(field, at, &(place + 1).to_string()),
            Source::Reps if spec.bottom.is_some() => {
                let order = self.range("order", At::Row)?;
                self.ranked(field, at, &format!("MAX({order})-{place}"))
            }
            Source::Reps => self.looked_up(table, field, at, row, content),
            Source::Teams => self.of_team(content.teams[*table.rows.get(place)?].name, field, at, content),
            Source::Kpis => self.of_kpi(*table.rows.get(place)?, field),
            Source::Grades => self.of_grade(*table.rows.get(place)?, field, content),
            _ => None,
        }
    }

    /// The formula of the company's mean score.
    pub fn mean_score(&self) -> Option<String> {
        Some(mean(&format!("AVERAGE({})", self.range("score", At::Row)?)))
    }

    /// How many reps have another score than the published one; none where the table doesn't keep those.
    pub fn differences(&self) -> Option<String> {
        let (score, published) = (
            self.range("score", At::Row)?,
            self.range("published_score", At::Row)?,
        );
        Some(format!("SUMPRODUCT(--({score}<>{published}))"))
    }

    fn own(&self, field: &str, at: At, row: u32, content: &Content<'_>) -> Option<String> {
        let cell = |field: &str, at: At| self.scores.own_cell(field, at, row);
        match (field, at) {
            ("points", At::Kpi(place)) => {
                let columns = &content.kpis[place];
                let rule = &content
                    .policy
                    .kpis
                    .iter()
                    .find(|rule| rule.id == columns.kpi)?
                    .rule;
                let basis = match rule {
                    Rule::Ratio { .. } => "attainment",
                    _ => "actual",
                };
                let basis = cell(basis, at)?;
                let otherwise = if content.policy.missing == Missing::Zero {
                    "0"
                } else {
                    "\"\""
                };
                let points = points(rule, &self.weights[place], &basis);
                Some(format!(
                    "IF({basis}=\"\",{otherwise},ROUND(ROUND({points},11),2))"
                ))
            }
            ("score", _) => {
                let (cells, weights) = self.with_points(row, content)?;
                let points = cells.join(",");
                Some(format!(
                    "IFERROR(ROUND(ROUND(SUM({points})/({weights})*100,11),2),\"\")"
                ))
            }
            ("graded_score", _) => {
                let (score, share) = (cell("score", At::Row)?, self.share_of_weights(row, content)?);
                let least = content.policy.min_weight.normalize();
                Some(format!("IF({score}=\"\",\"\",IF({share}>={least},{score},\"\"))"))
            }
            ("ungraded", _) => {
                let (score, graded) = (cell("score", At::Row)?, cell(self.ranked_by(), At::Row)?);
                let [before, after] = ungraded_parts(content.language()).map(quoted);
                let share = self.share_of_weights(row, content)?;
                Some(format!(
                    "IF(AND({score}<>\"\",{graded}=\"\"),{before}&ROUNDDOWN({share},2)&{after},\"\")"
                ))
            }
            ("grade", _) => {
                let (score, whole) = (cell(self.ranked_by(), At::Row)?, cell("score", At::Row)?);
                let bands = self
                    .grades
                    .iter()
                    .rev()
                    .fold("\"\"".to_owned(), |rest, (bound, grade)| {
                        format!("IF(MAX({score},0)>={bound},{grade},{rest})")
                    });
                Some(format!(
                    "IF({score}=\"\",IF({whole}=\"\",\"\",\"{NONE}\"),{bands})"
                ))
            }
            ("rank", _) => {
                let (score, scores) = (
                    cell(self.ranked_by(), At::Row)?,
                    self.local_range(self.ranked_by(), At::Row)?,
                );
                Some(format!("IF({score}=\"\",\"\",RANK({score},{scores}))"))
            }
            ("order", _) => {
                let (score, scores) = (
                    cell(self.ranked_by(), At::Row)?,
                    self.local_range(self.ranked_by(), At::Row)?,
                );
                let first = scores.split(':').next()?;
                Some(format!(
                    "IF({score}=\"\",\"\",RANK({score},{scores})+COUNTIF({first}:{score},{score})-1)"
                ))
            }
            ("team_rank", _) => {
                let (score, team) = (cell(self.ranked_by(), At::Row)?, cell("team", At::Row)?);
                self.rank_in_team(&score, &team, true)
            }
            _ => None,
        }
    }

    /// The field that people are ranked by: the score, or where scores may be made of too little, those that are not.
    fn ranked_by(&self) -> &'static str {
        let is_shown = self.scores.table.find("graded_score", At::Row).is_some();
        if is_shown { "graded_score" } else { "score" }
    }

    /// The cells of a rep's points, and the sum of the weights of those that are there.
    fn with_points(&self, row: u32, content: &Content<'_>) -> Option<(Vec<String>, String)> {
        let cell = |place| self.scores.own_cell("points", At::Kpi(place), row);
        let cells: Vec<String> = (0..content.kpis.len()).map(cell).collect::<Option<_>>()?;
        let weights: Vec<String> = cells
            .iter()
            .zip(&self.weights)
            .map(|(cell, weight)| format!("ISNUMBER({cell})*{weight}"))
            .collect();
        Some((cells, weights.join("+")))
    }

    /// The percentage of all weights that has points.
    fn share_of_weights(&self, row: u32, content: &Content<'_>) -> Option<String> {
        let (_, weights) = self.with_points(row, content)?;
        let all = self.weights.join("+");
        Some(format!("ROUND(({weights})*100/({all}),9)"))
    }

    /// What the scores of a team's members come to.
    fn of_team(&self, team: Option<&str>, field: &str, at: At, content: &Content<'_>) -> Option<String> {
        let range = |field: &str| self.range(field, At::Row);
        let members = format!(
            "EXACT({},{})",
            range("team")?,
            quoted_if_short(team.unwrap_or_default())?
        );
        match field {
            "mean_score" | "mean_points" => {
                let figures = match at {
                    At::Kpi(_) => self.range("points", at)?,
                    _ => range("score")?,
                };
                let counted = format!("{members}*ISNUMBER({figures})");
                Some(mean(&format!(
                    "SUMPRODUCT({counted},{figures})/SUMPRODUCT({counted})"
                )))
            }
            "best_grade" => {
                let (grades, best) = (range("grade")?, quoted_if_short(&content.grades.first()?.grade)?);
                Some(format!("SUMPRODUCT(EXACT({grades},{best})*{members})"))
            }
            // Who has no team is not the first of one.
            "best" if team.is_some() => {
                let (names, order) = (range("name")?, range("order")?);
                let first = format!("_xlfn.AGGREGATE(15,6,{order}/{members},1)");
                Some(format!("IFERROR(INDEX({names},MATCH({first},{order},0)),\"\")"))
            }
            _ => None,
        }
    }

    /// What everyone's points of a KPI come to.
    fn of_kpi(&self, place: usize, field: &str) -> Option<String> {
        let points = self.range("points", At::Kpi(place))?;
        match field {
            "share" => Some(format!(
                "IFERROR(SUM({points})/(COUNT({points})*{}),\"\")",
                self.weights[place]
            )),
            "mean_points" => Some(mean(&format!("AVERAGE({points})"))),
            _ => None,
        }
    }

    /// How many earn a grade.
    fn of_grade(&self, grade: usize, field: &str, content: &Content<'_>) -> Option<String> {
        let grade = quoted_if_short(&content.grades[grade].grade)?;
        let people = format!("SUMPRODUCT(--EXACT({},{grade}))", self.range("grade", At::Row)?);
        match field {
            "people" => Some(people),
            "share" => Some(format!("{people}/{}", content.appraisal.scorecards.len())),
            _ => None,
        }
    }

    /// A field of the rep at a place of the ranking.
    fn ranked(&self, field: &str, at: At, place: &str) -> Option<String> {
        let (order, wanted) = (self.range("order", At::Row)?, self.range(field, at)?);
        let found = format!("INDEX({wanted},MATCH({place},{order},0))");
        // An empty cell that is looked up would come out as 0: no target is not a target of 0.
        Some(format!("IFERROR(IF({found}=\"\",\"\",{found}),\"\")"))
    }

    /// A field of the rep of the row, as the table of all reps has it.
    fn looked_up(
        &self,
        table: &TableLayout<'_>,
        field: &str,
        at: At,
        row: u32,
        content: &Content<'_>,
    ) -> Option<String> {
        let is_live = matches!(
            field,
            "rank" | "score" | "grade" | "points" | "share" | "graded_score" | "ungraded"
        );
        let own = |field: &str| {
            table
                .column_of(field, At::Row)
                .map(|column| relative(column, row))
        };
        let rep = &content
            .card(*table.rows.get((row - table.first_row()) as usize)?)
            .rep;
        if field == "team_rank" {
            // Who has no team has no rank in it.
            let team = rep.team.as_deref()?;
            // A score that is not graded is not in the ranking; the row itself may not show which is.
            let score = if self.ranked_by() == "score" {
                own("score")?
            } else {
                let (ranked, numbers) = (
                    self.range(self.ranked_by(), At::Row)?,
                    self.range("rep_id", At::Row)?,
                );
                let number = literally(&rep.rep_id).map_or_else(|| own("rep_id"), Some)?;
                format!("INDEX({ranked},MATCH({number},{numbers},0))")
            };
            return self.rank_in_team(&score, &quoted_if_short(team)?, false);
        }
        is_live.then_some(())?;
        let shown = if field == "share" { "points" } else { field };
        let (wanted, numbers) = (self.range(shown, at)?, self.range("rep_id", At::Row)?);
        let number = literally(&rep.rep_id).map_or_else(|| own("rep_id"), Some)?;
        let found = format!("INDEX({wanted},MATCH({number},{numbers},0))");
        Some(match (field, at) {
            ("share", At::Kpi(place)) => format!("IFERROR({found}/{},\"\")", self.weights[place]),
            _ => found,
        })
    }

    fn rank_in_team(&self, score: &str, team: &str, local: bool) -> Option<String> {
        let range = |field: &str| {
            if local {
                self.local_range(field, At::Row)
            } else {
                self.range(field, At::Row)
            }
        };
        let (scores, teams) = (range(self.ranked_by())?, range("team")?);
        Some(format!(
            "IF(OR({score}=\"\",{team}=\"\"),\"\",SUMPRODUCT(EXACT({teams},{team})*ISNUMBER({scores})*({scores}>{score}))+1)"
        ))
    }

    /// The cells of a field in the table of all reps, as other sheets call them.
    fn range(&self, field: &str, at: At) -> Option<&str> {
        let [_, range] = self.ranges_of(field, at)?;
        Some(range)
    }

    /// The same, as its own sheet calls them.
    fn local_range(&self, field: &str, at: At) -> Option<&str> {
        let [range, _] = self.ranges_of(field, at)?;
        Some(range)
    }

    fn ranges_of(&self, field: &str, at: At) -> Option<&[String; 2]> {
        let column = self.scores.table.column_of(field, at)?;
        self.ranges.get(usize::from(column - self.scores.table.left))
    }
}

/// Whether every score is graded, whatever the weights are.
fn grades_all(content: &Content<'_>) -> bool {
    content.policy.missing != Missing::Exclude || content.policy.min_weight.is_zero()
}

/// A mean, rounded as the published ones; empty where there is nothing to take it of.
fn mean(of: &str) -> String {
    format!("IFERROR(ROUND(ROUND({of},9),2),\"\")")
}

impl Placed<'_> {
    fn cell(&self, field: &str, row: u32) -> Option<String> {
        let column = self.table.column_of(field, At::Row)?;
        Some(format!("{}!{}", quoted_sheet(self.sheet), absolute(column, row)))
    }

    fn own_cell(&self, field: &str, at: At, row: u32) -> Option<String> {
        let column = self.table.column_of(field, at)?;
        Some(relative(column, row))
    }

    fn ranges(&self) -> Vec<[String; 2]> {
        let (first, last) = (self.table.first_row(), self.table.last_row());
        let columns = (self.table.left..).take(self.table.columns.len());
        let range = |column| format!("{}:{}", absolute(column, first), absolute(column, last));
        let sheet = quoted_sheet(self.sheet);
        columns
            .map(|column| [range(column), format!("{sheet}!{}", range(column))])
            .collect()
    }
}
