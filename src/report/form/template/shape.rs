//! What templates can name: the variables of each, with what they consist of.

use crate::report::templates::{APPRAISAL, LETTER, REPORT, SUMMARY, TALK};
use std::collections::BTreeMap;
use std::str::SplitWhitespace;

/// What a name stands for, as far as that is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::report::form) enum Shape {
    /// Several values by name.
    Group(BTreeMap<String, Shape>),
    /// Several values in order, alike.
    List(Box<Shape>),
    /// A text or a number.
    Plain,
    /// Anything.
    Open,
}

/// The variables of the templates; a test holds them to what the templates are given.
const VARIABLES: [(&str, &str); 5] = [
    (
        APPRAISAL,
        "@everywhere rep ( @person ) kpis [ @kpi ] months [ @month ] months_known unknown_months highest grades [ grade name from ] last ( period score grade ) restated ( version reason changes [ name was is ] ) carried [ number date customer amount ] objection_days number score raw_score grade \
         grade_name ungraded rank ( rank of ) team_rank ( rank of ) total ( weight points converted ) excluded [ name reason ] \
         week_rows [ [ @week ] ] week_bars [ @week height ] mean_reply_hours comment [ ] plan [ ] \
         year ( @year ) at_risk ( @at_risk ) code ( text size path )",
    ),
    (
        REPORT,
        "@everywhere total ( @team ) all ( sales raw_sales others raw_others ) teams [ @team ] growth ( mom yoy raw_mom raw_yoy ) months [ @month ] unknown_months \
         best [ @member ] weakest [ @member ] help ( @help ) reps [ @member ] kpis [ @spread ] unused won ( @changes ) lost ( @changes ) \
         year ( @year ) team_years [ @year ] at_risk ( @at_risk ) regions [ @part ] products [ @part ] \
         next ( period target raw_target teams [ name reps target raw_target ] ) \
         lists [ name rows amount has_amount left_out left_out_amount others parts [ name counts rows amount ] ] \
         training ( below kpis [ name count reps [ ] others trained ] ) \
         business ( lines [ area name unit actual target attainment untargeted before ] \
         aging ( parts [ name amount share width ] total debtors [ customer rep overdue ] others ) ) \
         data ( errors warnings infos others kinds [ severity severity_name code count place what fix ] ) \
         account ( has_amounts lines [ list folder is_other files rows counted left_out around amount counted_amount ] ) assumed",
    ),
    (
        SUMMARY,
        "@everywhere team ( @team ) reps [ @member ] attention [ @member ] help ( @help ) months [ @month ] won ( @changes ) \
         lost ( @changes ) year ( @year ) at_risk ( @at_risk )",
    ),
    (
        LETTER,
        "@everywhere rep ( @person ) number code ( text size path ) has_floor has_stretch holidays_known \
         targets [ name short unit year floor stretch ] rows [ name is_quarter days figures [ ] ]",
    ),
    (
        TALK,
        "@everywhere rep ( @person ) score grade grade_name rank ranked last ( period score grade ) last_plan [ ] plan [ ] \
         facts [ id name unit is_strong actual target attainment points weight rows row said ] year ( @year ) at_risk ( @at_risk ) \
         training [ kpi theme ]",
    ),
];

/// What several of them have.
const PARTS: [(&str, &str); 14] = [
    ("@help", "below grade count"),
    ("@everywhere", "company language period ( name id days last_day )"),
    (
        "@person",
        "rep_id name team region title manager hire_date leave_date",
    ),
    (
        "@kpi",
        "id name short unit weight target actual attainment mom yoy rule [ ] points excluded \
         raw ( weight target actual attainment mom yoy points )",
    ),
    (
        "@month",
        "id name year sales target raw_sales raw_target height target_height",
    ),
    ("@week", "week days orders"),
    (
        "@team",
        "name reps ranked with_target on_target mean_score raw_mean_score best ungraded \
         sales ( actual target attainment raw_actual raw_target raw_attainment untargeted untargeted_sales ) kpis [ @spread ] \
         grades [ grade name count share start ]",
    ),
    (
        "@member",
        "rep ( @person ) score raw_score grade band rank team_rank ungraded sales ( @kpi ) kpis [ @kpi share heat ] \
         strengths [ @aspect ] weaknesses [ @aspect ]",
    ),
    ("@aspect", "name figure points weight"),
    (
        "@year",
        "whose year until target sales share missing beyond days_left needed notes [ ] \
         forecast ( figure share range hits method how ) raw ( target sales share gap needed forecast )",
    ),
    (
        "@at_risk",
        "count others customers [ name call rep_id last_order silent usual longest orders sales raw_sales ]",
    ),
    (
        "@spread",
        "id name short weight scored excluded full mean share heat quartiles [ ]",
    ),
    (
        "@changes",
        "count others customers [ name rep rep_id date last_order sales raw_sales ]",
    ),
    (
        "@part",
        "name sales orders share mom before raw_sales width before_width",
    ),
];

impl Shape {
    /// The variables of a template; none where it has none of its own.
    pub(in crate::report::form) fn of_template(template: &str) -> Option<Self> {
        let (_, words) = VARIABLES.iter().find(|(name, _)| *name == template)?;
        Some(Self::Group(fields(&mut words.split_whitespace())))
    }

    /// The value by that name; `None` where there is none.
    pub(super) fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Group(fields) => fields.get(name),
            Self::Open => Some(&Self::Open),
            Self::List(_) | Self::Plain => None,
        }
    }

    /// The names of its values.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let fields = match self {
            Self::Group(fields) => Some(fields),
            _ => None,
        };
        fields.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// One of a list; anything else may be gone through as well.
    pub(super) fn item(&self) -> &Self {
        match self {
            Self::List(item) => item,
            _ => &Self::Open,
        }
    }
}

/// Reads `name`, `group ( name … )`, `list [ name … ]` and `plain [ ]`, up to the end or to the bracket that closes.
fn fields(words: &mut SplitWhitespace<'_>) -> BTreeMap<String, Shape> {
    let mut known = BTreeMap::new();
    let mut last = String::new();
    while let Some(word) = words.next() {
        let shape = match word {
            ")" | "]" => break,
            part if part.starts_with('@') => {
                let words = PARTS
                    .iter()
                    .find(|(name, _)| *name == part)
                    .map(|(_, words)| *words);
                known.extend(fields(&mut words.unwrap_or_default().split_whitespace()));
                continue;
            }
            "(" => Shape::Group(fields(words)),
            "[" => Shape::List(Box::new(item(fields(words)))),
            name => {
                name.clone_into(&mut last);
                Shape::Plain
            }
        };
        known.insert(last.clone(), shape);
    }
    known
}

/// What a list holds: plain values where nothing is named, lists where a list without a name stands there.
fn item(mut fields: BTreeMap<String, Shape>) -> Shape {
    match fields.remove("") {
        Some(inner) => inner,
        None if fields.is_empty() => Shape::Plain,
        None => Shape::Group(fields),
    }
}
