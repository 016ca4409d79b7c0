//! Files of a catalogue → what they declare, or every mistake in them at once.

use super::expression::{Expression, Scope, Wanted};
use super::measure::{Better, Declared, Figure, Measure, Ready, Registered, Setting, Variant};
use super::{Catalogue, Condition};
use crate::mistake::toml_file::{Table, Value};
use crate::mistake::{Complaint, Mistake, TomlFile};
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Exact, Id, Kpi, Language};
use rust_decimal::{Decimal, dec};
use std::ops::RangeInclusive;
use toml::de::DeValue;

const UNITS: [(&str, Unit); 6] = [
    ("money", Unit::Money),
    ("count", Unit::Count),
    ("per-week", Unit::PerWeek),
    ("rate", Unit::Rate),
    ("score", Unit::Score),
    ("days", Unit::Days),
];

const BETTER: [(&str, Better); 2] = [("more", Better::More), ("less", Better::Less)];

/// Bounds that no real figure comes near.
const WITHOUT_ROWS: RangeInclusive<Decimal> = dec!(-1_000_000_000)..=dec!(1_000_000_000);

const KEYS: [&str; 16] = [
    "name",
    "short",
    "heading",
    "definition",
    "from",
    "figure",
    "growth_of",
    "where",
    "value",
    "without_rows",
    "unit",
    "better",
    "counted_in",
    "share",
    "targets",
    "when",
];

/// The figure of that id, as its file declares it.
pub(super) fn measure(
    name: &str,
    id: &str,
    text: &str,
    catalogue: &Catalogue,
) -> Result<Measure, Vec<Complaint>> {
    let (mut file, root) = TomlFile::parse(name, text);
    let declared = declared(&mut file, id, &root, catalogue);
    let complaints = file.into_complaints();
    match declared {
        Some(measure) if complaints.is_empty() => Ok(measure),
        _ => Err(complaints),
    }
}

fn declared(file: &mut TomlFile<'_>, id: &str, root: &Value<'_>, catalogue: &Catalogue) -> Option<Measure> {
    let datasets: &[Dataset] = &catalogue.datasets().collect::<Vec<_>>();
    let table = file.table(root, &KEYS)?;
    let kpi = is_id(id).then(|| Id::new(id)).flatten().map(Kpi::new);
    if kpi.is_none() {
        file.complain(0..0, Mistake::NotAnId);
    }
    let name = file
        .required(&table, "name")
        .and_then(|value| bilingual(file, value));
    let definition = file
        .required(&table, "definition")
        .and_then(|value| bilingual(file, value));
    let unit = file
        .required(&table, "unit")
        .and_then(|value| file.word(value, &UNITS));
    let from = match table.get("growth_of") {
        Some(_) => None,
        None => file.required(&table, "from"),
    };
    let from = from.and_then(|value| dataset(file, value, datasets));
    let figure = figure(file, &table, from, catalogue);
    let mut text = |key| table.get(key).and_then(|value| bilingual(file, value));
    let [short, heading, counted_in, share] = ["short", "heading", "counted_in", "share"].map(&mut text);
    let better = table.get("better").and_then(|value| file.word(value, &BETTER));
    let targets = targets(file, table.get("targets"));
    let when = table.get("when").map(|value| variants(file, value, datasets));
    Some(Measure {
        kpi: kpi?,
        id: kpi?.id(),
        name: name?,
        short,
        heading,
        definition: definition?,
        from,
        figure: figure?,
        unit: unit?,
        better: better.unwrap_or_default(),
        counted_in,
        share,
        targets,
        when: when.unwrap_or_default(),
    })
}

/// Whether a text may be an id: small letters, digits and underscores, a letter first.
pub fn is_id(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.len() <= Kpi::LONGEST_ID
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

fn figure(
    file: &mut TomlFile<'_>,
    table: &Table<'_, '_>,
    from: Option<Dataset>,
    catalogue: &Catalogue,
) -> Option<Figure> {
    match (table.get("figure"), table.get("growth_of"), table.get("value")) {
        (Some(value), None, None) => file.word(value, &Registered::ALL).map(Figure::Registered),
        (None, Some(value), None) => {
            let of = Id::new(file.text(value)?);
            if of.is_none() {
                file.complain(value.span(), Mistake::NotAnId);
            }
            of.map(Kpi::new).map(Figure::GrowthOf)
        }
        (None, None, Some(value)) => {
            let declared = expressed(file, table, value, &catalogue.scope(from?))?;
            Some(Figure::Declared(Box::new(declared)))
        }
        _ => {
            let keys = ["figure", "growth_of", "value"].map(str::to_owned).to_vec();
            file.complain(table.span.clone(), Mistake::NotOneOf(keys));
            None
        }
    }
}

/// A figure that is an expression, with the rows that it is about.
fn expressed(
    file: &mut TomlFile<'_>,
    table: &Table<'_, '_>,
    value: &Value<'_>,
    scope: &Scope,
) -> Option<Declared> {
    let figure = expression(file, value, scope, Wanted::Figure);
    let filter = table.get("where");
    let ready_filter = filter.map(|filter| expression(file, filter, scope, Wanted::Condition));
    let without_rows = table
        .get("without_rows")
        .and_then(|value| file.number(value, WITHOUT_ROWS))
        .map(Exact::from);
    let (figure, ready_filter) = (
        figure?,
        ready_filter.map_or(Some(None), |filter| filter.map(Some))?,
    );
    let text = |value: &Value<'_>| value.get_ref().as_str().map(str::to_owned);
    Some(Declared {
        filter: filter.and_then(text),
        value: text(value)?,
        // A sum or a count of nothing is 0; of anything else there is nothing to say.
        without_rows: without_rows.or_else(|| adds_up(&figure).then(Exact::zero)),
        ready: Some(Ready {
            condition: Condition::new(scope, ready_filter, Some(&figure)),
            value: figure,
        }),
    })
}

/// Whether a figure is a plain sum or count.
fn adds_up(figure: &Expression) -> bool {
    let is_sum = |part: &String| part.starts_with("sum(") || part.starts_with("count(");
    figure.is_plain() && figure.parts().next().as_ref().is_some_and(is_sum)
}

/// An expression, checked against the names that it may use; what is wrong with it is told at its place.
pub(super) fn expression(
    file: &mut TomlFile<'_>,
    value: &Value<'_>,
    scope: &Scope,
    wanted: Wanted,
) -> Option<Expression> {
    let text = file.text(value)?;
    match Expression::parse(text, scope, wanted) {
        Ok(expression) => Some(expression),
        Err(mistake) => {
            let said = [Language::Chinese, Language::English].map(|language| mistake.message(language));
            let [zh, en] = said;
            file.complain_within(value, mistake.span, Mistake::Said(Bilingual { zh, en }));
            None
        }
    }
}

pub(super) fn dataset(file: &mut TomlFile<'_>, value: &Value<'_>, datasets: &[Dataset]) -> Option<Dataset> {
    let ids: Vec<(Id, Dataset)> = datasets.iter().map(|dataset| (dataset.id(), *dataset)).collect();
    let known: Vec<(&str, Dataset)> = ids.iter().map(|(id, dataset)| (id.as_str(), *dataset)).collect();
    file.word(value, &known)
}

/// A text for both languages, or one for each; either may be empty where the other is not.
pub(crate) fn bilingual(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Bilingual> {
    if !value.get_ref().is_table() {
        return file.text(value).map(Bilingual::both);
    }
    let table = file.table(value, &["zh", "en"])?;
    let zh = file.required(&table, "zh");
    let en = file.required(&table, "en");
    let mut text = |value: &Value<'_>| match value.get_ref() {
        DeValue::String(text) => Some(text.clone().into_owned()),
        _ => file.text(value).map(str::to_owned),
    };
    let (zh, en) = (zh.and_then(&mut text), en.and_then(&mut text));
    Some(Bilingual { zh: zh?, en: en? })
}

/// What targets are called beside the figure's own names; none where `targets = false`.
fn targets(file: &mut TomlFile<'_>, value: Option<&Value<'_>>) -> Option<Vec<String>> {
    let Some(value) = value else {
        return Some(Vec::new());
    };
    if let DeValue::Boolean(has_targets) = value.get_ref() {
        return has_targets.then(Vec::new);
    }
    let names = file.texts(value).into_iter();
    Some(names.map(|(name, _)| name.to_owned()).collect())
}

fn variants(file: &mut TomlFile<'_>, value: &Value<'_>, datasets: &[Dataset]) -> Vec<(Setting, Variant)> {
    let known = Setting::ALL.map(|(key, _)| key);
    let Some(table) = file.table(value, &known) else {
        return Vec::new();
    };
    let mut variants = Vec::new();
    for (key, setting) in Setting::ALL {
        let Some(value) = table.get(key) else { continue };
        let Some(entry) = file.table(value, &["definition", "from"]) else {
            continue;
        };
        let variant = Variant {
            definition: entry.get("definition").and_then(|value| bilingual(file, value)),
            from: entry.get("from").and_then(|value| dataset(file, value, datasets)),
        };
        variants.push((setting, variant));
    }
    variants
}
