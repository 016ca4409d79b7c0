//! Everything that is declared: what every stage looks lists and figures up in.

use super::list::List;
use super::measure::{Figure, Measure};
use crate::model::kpi::Unit;
use crate::model::{Bilingual, Dataset, Field, Id, Kpi, Language, Meaning, Names, Policy, Terms};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// Everything that is declared: what every stage looks lists and figures up in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Catalogue {
    pub(super) lists: BTreeMap<Dataset, Arc<List>>,
    pub(super) measures: BTreeMap<Kpi, Measure>,
    /// What targets are called, each text as they compare.
    pub(super) called: BTreeMap<String, Kpi>,
}

impl Catalogue {
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
