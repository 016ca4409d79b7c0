//! What lists hold and what figures are, as data: the program's own files, and those that a company adds.

mod check;
mod condition;
pub mod expression;
pub mod list;
pub mod measure;
pub mod metric;
mod read;
mod read_field;
mod read_list;
mod read_words;
pub mod scope;
mod written;

pub use check::Check;
pub use condition::{Condition, Refused};
pub use list::{List, ListField};
pub use measure::{Better, Figure, Measure};
pub use read::is_id;

use crate::mistake::Complaint;
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Field, Id, Kind, Kpi, Language, Meaning, Names, Policy, Terms};
use read_list::Beside;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The program's own lists, each in a file of its id.
const LISTS: [(&str, &str); 10] = [
    ("roster", include_str!("datasets/roster.toml")),
    ("targets", include_str!("datasets/targets.toml")),
    ("orders", include_str!("datasets/orders.toml")),
    ("visits", include_str!("datasets/visits.toml")),
    ("calls", include_str!("datasets/calls.toml")),
    ("customers", include_str!("datasets/customers.toml")),
    ("requests", include_str!("datasets/requests.toml")),
    ("reports", include_str!("datasets/reports.toml")),
    ("conduct", include_str!("datasets/conduct.toml")),
    ("scores", include_str!("datasets/scores.toml")),
];

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
    lists: BTreeMap<Dataset, Arc<List>>,
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
        lists: BTreeMap::new(),
        measures: BTreeMap::new(),
        called: BTreeMap::new(),
    };

    /// The program's own.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Catalogue> = LazyLock::new(|| {
            let mut catalogue = Catalogue::EMPTY;
            // A test sees to it that they hold no mistake.
            for (id, text) in LISTS {
                let _ = catalogue.read_list(&format!("{id}.toml"), id, text);
            }
            for (id, text) in MEASURES {
                let _ = catalogue.read_measure(&format!("{id}.toml"), id, text);
            }
            catalogue
        });
        &BUILT_IN
    }

    /// Adds the list that a file declares, or what it declares beside what is known of the list of that id.
    pub fn read_list(&mut self, file: &str, id: &str, text: &str) -> Result<(), Vec<Complaint>> {
        let known = |id: &str| Id::new(id).and_then(|id| self.lists.get(&Dataset::new(id)));
        let beside = Beside {
            base: known(id).map(AsRef::as_ref),
            people: self.lists.get(&Dataset::ORDERS).map(AsRef::as_ref),
        };
        let list = read_list::list(file, id, text, beside)?;
        self.lists.insert(list.dataset, Arc::new(list));
        Ok(())
    }

    /// Every list: the program's own in the order in which they are read, then the others by id.
    pub fn lists(&self) -> impl Iterator<Item = &Arc<List>> {
        self.lists.values()
    }

    /// Every list, by what it is known by.
    pub fn datasets(&self) -> impl Iterator<Item = Dataset> + Clone + '_ {
        self.lists.keys().copied()
    }

    /// What a list is, whether or not the catalogue knows it.
    pub fn list(&self, dataset: Dataset) -> &Arc<List> {
        static UNKNOWN: LazyLock<Arc<List>> =
            LazyLock::new(|| Arc::new(List::unknown(Dataset::new(Id::of(NAMELESS)))));
        self.lists.get(&dataset).unwrap_or(&UNKNOWN)
    }

    /// The same, a figure that managers score and a list of a company's own: what the pages of findings show.
    pub fn of_examples() -> &'static Self {
        static OF_EXAMPLES: LazyLock<Catalogue> = LazyLock::new(|| {
            let name = Bilingual {
                zh: "团队协作".into(),
                en: "Teamwork".into(),
            };
            let mut catalogue = Catalogue::built_in().clone();
            catalogue.add_scored(Kpi::new(Id::of("teamwork")), name);
            let price = include_str!("examples/unit_price.toml");
            let _ = catalogue.read_measure("unit_price.toml", "unit_price", price);
            let receivables = include_str!("examples/receivables.toml");
            let _ = catalogue.read_list("receivables.toml", "receivables", receivables);
            catalogue
        });
        &OF_EXAMPLES
    }

    /// Adds the figure that a file declares, or puts it in the place of the one of that id.
    pub fn read_measure(&mut self, file: &str, id: &str, text: &str) -> Result<(), Vec<Complaint>> {
        let measure = read::measure(file, id, text, self)?;
        self.call(&measure);
        if measure.has_targets() {
            self.add_target(measure.kpi);
        }
        self.measures.insert(measure.kpi, measure);
        Ok(())
    }

    /// Sheets of targets may have a column for the figure.
    fn add_target(&mut self, kpi: Kpi) {
        let Some(targets) = self.lists.get_mut(&Dataset::TARGETS) else {
            return;
        };
        let field = Field::TargetOf(kpi);
        if !targets.has(field) {
            let targets = Arc::make_mut(targets);
            targets.fields.push(read_field::bare(field, Kind::Number));
            targets
                .required
                .iter_mut()
                .filter(|group| group.contains(&Field::Value))
                .for_each(|group| group.push(field));
        }
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
        dataset.unwrap_or(Dataset::SCORES)
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

/// What is called so, where no catalogue knows it.
const NAMELESS: &str = "?";

impl Names for Catalogue {
    fn kpi(&self, kpi: Kpi, language: Language) -> &str {
        self.declared(kpi).name.text(language)
    }

    fn dataset(&self, dataset: Dataset, language: Language) -> &str {
        self.list(dataset).name.text(language)
    }

    fn meanings(&self, dataset: Dataset, field: Field) -> &[Meaning] {
        self.list(dataset).meanings(field)
    }

    fn field(&self, field: Field, language: Language) -> &str {
        match field {
            Field::Manual(kpi) => self.kpi(kpi, language),
            Field::Own(..) => {
                let named = self.lists().find_map(|list| list.field_name(field, language));
                named.unwrap_or_else(|| field.name(language))
            }
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
        let fine = |read: Result<(), Vec<Complaint>>| {
            if let Err(complaints) = read {
                panic!("{}", complaints[0].message(Language::English));
            }
        };
        for (id, text) in LISTS {
            fine(catalogue.read_list(&format!("{id}.toml"), id, text));
        }
        for (id, text) in MEASURES {
            fine(catalogue.read_measure(&format!("{id}.toml"), id, text));
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
