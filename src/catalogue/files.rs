//! The program's own files of lists and figures, and those that a company adds.

use super::beside::Beside;
use super::known::Catalogue;
use super::{read, read_field, read_list};
use crate::mistake::Complaint;
use crate::model::{Bilingual, Dataset, Field, Id, Kind, Kpi};
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

/// The program's own.
impl Default for Catalogue {
    fn default() -> Self {
        Self::built_in().clone()
    }
}

impl Catalogue {
    pub(super) const EMPTY: Self = Self {
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
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;

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
