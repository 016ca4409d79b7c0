//! Files of a catalogue → what they declare, or every mistake in them at once.

use super::measure::{Better, Figure, Measure, Registered, Setting, Variant};
use crate::mistake::toml_file::{Table, Value};
use crate::mistake::{Complaint, Mistake, TomlFile};
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Id, Kpi};
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

const KEYS: [&str; 13] = [
    "name",
    "short",
    "heading",
    "definition",
    "from",
    "figure",
    "growth_of",
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
    datasets: &[Dataset],
) -> Result<Measure, Vec<Complaint>> {
    let (mut file, root) = TomlFile::parse(name, text);
    let declared = declared(&mut file, id, &root, datasets);
    let complaints = file.into_complaints();
    match declared {
        Some(measure) if complaints.is_empty() => Ok(measure),
        _ => Err(complaints),
    }
}

fn declared(file: &mut TomlFile<'_>, id: &str, root: &Value<'_>, datasets: &[Dataset]) -> Option<Measure> {
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
    let figure = figure(file, &table);
    let from = match figure {
        Some(Figure::GrowthOf(_)) => None,
        _ => file.required(&table, "from"),
    };
    let from = from.and_then(|value| dataset(file, value, datasets));
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

fn figure(file: &mut TomlFile<'_>, table: &Table<'_, '_>) -> Option<Figure> {
    match (table.get("figure"), table.get("growth_of")) {
        (Some(value), None) => file.word(value, &Registered::ALL).map(Figure::Registered),
        (None, Some(value)) => {
            let of = Id::new(file.text(value)?);
            if of.is_none() {
                file.complain(value.span(), Mistake::NotAnId);
            }
            of.map(Kpi::new).map(Figure::GrowthOf)
        }
        _ => {
            let keys = ["figure", "growth_of"].map(str::to_owned).to_vec();
            file.complain(table.span.clone(), Mistake::NotOneOf(keys));
            None
        }
    }
}

fn dataset(file: &mut TomlFile<'_>, value: &Value<'_>, datasets: &[Dataset]) -> Option<Dataset> {
    let ids: Vec<(Id, Dataset)> = datasets.iter().map(|dataset| (dataset.id(), *dataset)).collect();
    let known: Vec<(&str, Dataset)> = ids.iter().map(|(id, dataset)| (id.as_str(), *dataset)).collect();
    file.word(value, &known)
}

/// A text for both languages, or one for each; either may be empty where the other is not.
pub(super) fn bilingual(file: &mut TomlFile<'_>, value: &Value<'_>) -> Option<Bilingual> {
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
