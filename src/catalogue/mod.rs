//! What lists hold and what figures are, as data: the program's own files, and those that a company adds.

pub mod expression;
pub mod measure;
pub mod metric;
mod read;

pub use measure::{Better, Figure, Measure};
pub use read::is_id;

use crate::mistake::Complaint;
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Field, Id, Kpi, Language, Names, Policy, Terms};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The program's own figures, each in a file of its id.
const MEASURES: [(&str, &str); 11] = [
    ("sales", include_str!("measures/sales.toml")),
    ("growth", include_str!("measures/growth.toml")),
    ("new_customers", include_str!("measures/new_customers.toml")),
    ("visits", include_str!("measures/visits.toml")),
    ("calls", include_str!("measures/calls.toml")),
    ("weekly_orders", include_str!("measures/weekly_orders.toml")),
    ("customers_added", include_str!("measures/customers_added.toml")),
    ("customers_lost", include_str!("measures/customers_lost.toml")),
    ("conduct", include_str!("measures/conduct.toml")),
    ("reports", include_str!("measures/reports.toml")),
    ("requests", include_str!("measures/requests.toml")),
];

/// Everything that is declared: what every stage looks lists and figures up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    measures: BTreeMap<Kpi, Measure>,
    /// What targets are called, each text as [`metric`] compares it.
    called: BTreeMap<String, Kpi>,
}

/// The program's own.
impl Default for Catalogue {
    fn default() -> Self {
        Self::built_in().clone()
    }
}

impl Catalogue {
    const EMPTY: Self = Self {
        measures: BTreeMap::new(),
        called: BTreeMap::new(),
    };

    /// The program's own.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
            let mut catalogue = Catalogue::EMPTY;
            for (id, text) in MEASURES {
                // A test sees to it that they hold no mistake.
                let _ = catalogue.read_measure(&format!("{id}.toml"), id, text);
            }
            catalogue
        });
        &BUILT_IN
    }

    /// The same, and a figure that managers score: what the pages of findings show.
    pub fn of_examples() -> &'static Self {
        static OF_EXAMPLES: LazyLock<Catalogue> = LazyLock::new(|| {
            let name = Bilingual {
                zh: "团队协作".into(),
                en: "Teamwork".into(),
            };
            let mut catalogue = Catalogue::built_in().clone();
            catalogue.add_scored(Kpi::new(Id::of("teamwork")), name);
            catalogue
        });
        &OF_EXAMPLES
    }

    /// Adds the figure that a file declares, or puts it in the place of the one of that id.
    pub fn read_measure(&mut self, file: &str, id: &str, text: &str) -> Result<(), Vec<Complaint>> {
        let measure = read::measure(file, id, text)?;
        self.call(&measure);
        self.measures.insert(measure.kpi, measure);
        Ok(())
    }

    /// Adds a figure that managers score.
    pub fn add_scored(&mut self, kpi: Kpi, name: Bilingual) {
        self.measures.insert(kpi, Measure::scored(kpi, name));
    }

    /// Every figure: the program's own in the default policy's order, then the others by id.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        self.measures.values()
    }

    /// What a figure is; none where the catalogue does not know it.
    pub fn measure(&self, kpi: Kpi) -> Option<&Measure> {
        self.measures.get(&kpi)
    }

    /// What a figure is, whether or not the catalogue knows it.
    pub fn declared(&self, kpi: Kpi) -> &Measure {
        static UNKNOWN: LazyLock<Measure> =
            LazyLock::new(|| Measure::scored(Kpi::new(Id::of(NAMELESS)), Bilingual::both(NAMELESS)));
        self.measure(kpi).unwrap_or(&UNKNOWN)
    }

    /// What kind of number a figure is.
    pub fn unit(&self, kpi: Kpi) -> Unit {
        self.declared(kpi).unit
    }

    /// The list that a figure is counted from.
    pub fn dataset_of(&self, kpi: Kpi, policy: &Policy) -> Dataset {
        let measure = self.measure(self.measured_by(kpi));
        let dataset = measure.and_then(|measure| measure.dataset(policy));
        dataset.unwrap_or(Dataset::Scores)
    }

    /// The figure that is counted to know this one: growth is read off what grows.
    pub fn measured_by(&self, kpi: Kpi) -> Kpi {
        match self.measure(kpi).map(|measure| &measure.figure) {
            Some(Figure::GrowthOf(of)) => *of,
            _ => kpi,
        }
    }

    /// The lists that points hang on, each with the figures that are counted from it, in policy order.
    pub fn scoring(&self, policy: &Policy) -> BTreeMap<Dataset, Vec<Kpi>> {
        let mut scoring: BTreeMap<Dataset, Vec<Kpi>> = BTreeMap::new();
        for kpi in policy.kpis.iter().filter(|kpi| !kpi.weight.is_zero()) {
            let dataset = self.dataset_of(kpi.id, policy);
            scoring.entry(dataset).or_default().push(kpi.id);
        }
        scoring
    }

    /// What things are called in a language.
    pub fn terms(&self, language: Language) -> Terms<'_> {
        Terms::new(language, self)
    }
}

/// The definitions of figures; how exports call their targets matters no more once they are read.
impl Serialize for Catalogue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.measures.values())
    }
}

impl<'de> Deserialize<'de> for Catalogue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut catalogue = Self::EMPTY;
        for measure in Vec::<Measure>::deserialize(deserializer)? {
            catalogue.call(&measure);
            catalogue.measures.insert(measure.kpi, measure);
        }
        Ok(catalogue)
    }
}

/// What is called so, where no catalogue knows it.
const NAMELESS: &str = "?";

impl Names for Catalogue {
    fn kpi(&self, kpi: Kpi, language: Language) -> &str {
        self.declared(kpi).name.text(language)
    }

    fn dataset(&self, dataset: Dataset, language: Language) -> &str {
        dataset.name(language)
    }

    fn field(&self, field: Field, language: Language) -> &str {
        match field {
            Field::Manual(kpi) => self.kpi(kpi, language),
            _ => field.name(language),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_own_files_hold_no_mistake() {
        let mut catalogue = Catalogue::EMPTY;
        for (id, text) in MEASURES {
            if let Err(complaints) = catalogue.read_measure(&format!("{id}.toml"), id, text) {
                panic!("{}", complaints[0].message(Language::English));
            }
        }
        assert_eq!(&catalogue, Catalogue::built_in());
        assert_eq!(catalogue.measures().count(), MEASURES.len());
    }

    #[test]
    fn short_names_are_short_and_differ() {
        for (language, longest) in [(Language::Chinese, 4), (Language::English, 8)] {
            let names: Vec<&str> = Catalogue::built_in()
                .measures()
                .map(|measure| measure.short(language))
                .collect();
            assert!(
                names.iter().all(|name| name.chars().count() <= longest),
                "{names:?}"
            );
            let different: std::collections::BTreeSet<_> = names.iter().collect();
            assert_eq!(different.len(), names.len());
        }
    }
}
