//! The program's own files of lists and figures, and those that a company adds.

use super::beside::Beside;
use super::known::Catalogue;
use super::measure::Figure;
use super::{read, read_field, read_list};
use crate::mistake::Complaint;
use crate::model::{Bilingual, Dataset, Field, Id, Kind, Kpi};
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// The program's own lists, each in a file of its id.
const LISTS: [(&str, &str); 20] = [
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
    ("receivables", include_str!("datasets/receivables.toml")),
    ("payments", include_str!("datasets/payments.toml")),
    ("contracts", include_str!("datasets/contracts.toml")),
    ("opportunities", include_str!("datasets/opportunities.toml")),
    ("expenses", include_str!("datasets/expenses.toml")),
    ("complaints", include_str!("datasets/complaints.toml")),
    ("training", include_str!("datasets/training.toml")),
    ("feedback", include_str!("datasets/feedback.toml")),
    ("follow_ups", include_str!("datasets/follow_ups.toml")),
    ("events", include_str!("datasets/events.toml")),
];

/// The program's own figures, each in a file of its id.
const MEASURES: [(&str, &str); 38] = [
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
    ("receivables", include_str!("measures/receivables.toml")),
    ("recovery", include_str!("measures/recovery.toml")),
    ("overdue", include_str!("measures/overdue.toml")),
    ("overdue_share", include_str!("measures/overdue_share.toml")),
    ("overdue_30", include_str!("measures/overdue_30.toml")),
    ("overdue_60", include_str!("measures/overdue_60.toml")),
    ("overdue_90", include_str!("measures/overdue_90.toml")),
    ("overdue_over_90", include_str!("measures/overdue_over_90.toml")),
    ("payments", include_str!("measures/payments.toml")),
    ("contracts_signed", include_str!("measures/contracts_signed.toml")),
    ("contracts_value", include_str!("measures/contracts_value.toml")),
    (
        "contracts_fulfilled",
        include_str!("measures/contracts_fulfilled.toml"),
    ),
    ("contracts_open", include_str!("measures/contracts_open.toml")),
    ("pipeline", include_str!("measures/pipeline.toml")),
    (
        "pipeline_weighted",
        include_str!("measures/pipeline_weighted.toml"),
    ),
    ("win_rate", include_str!("measures/win_rate.toml")),
    (
        "opportunities_added",
        include_str!("measures/opportunities_added.toml"),
    ),
    ("expenses", include_str!("measures/expenses.toml")),
    ("complaints", include_str!("measures/complaints.toml")),
    (
        "complaints_in_time",
        include_str!("measures/complaints_in_time.toml"),
    ),
    ("training_hours", include_str!("measures/training_hours.toml")),
    ("feedback", include_str!("measures/feedback.toml")),
    ("feedback_adopted", include_str!("measures/feedback_adopted.toml")),
    ("follow_ups", include_str!("measures/follow_ups.toml")),
    (
        "follow_ups_overdue",
        include_str!("measures/follow_ups_overdue.toml"),
    ),
    ("events_held", include_str!("measures/events_held.toml")),
    ("event_leads", include_str!("measures/event_leads.toml")),
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
        let base = known(id).filter(|list| list.reader.is_some() || !read_list::names_itself(text));
        let beside = Beside {
            base: base.map(AsRef::as_ref),
            people: self.lists.get(&Dataset::ORDERS).map(AsRef::as_ref),
        };
        let list = read_list::list(file, id, text, beside)?;
        let dataset = list.dataset;
        if self.lists.insert(dataset, Arc::new(list)).is_some() {
            self.adapt(dataset);
        }
        Ok(())
    }

    /// Checks the program's own figures of a list that became another against it; those that its fields do not give are no
    /// longer there.
    fn adapt(&mut self, dataset: Dataset) {
        for (id, text) in MEASURES {
            let kpi = Kpi::new(Id::of(id));
            let measure = self.measures.get(&kpi);
            let declared = measure.filter(|measure| matches!(measure.figure, Figure::Declared(_)));
            if declared.and_then(|measure| measure.from) != Some(dataset) {
                continue;
            }
            match read::measure(&format!("{id}.toml"), id, text, self) {
                Ok(measure) => {
                    self.measures.insert(kpi, measure);
                }
                Err(_) => self.forget(kpi),
            }
        }
    }

    fn forget(&mut self, kpi: Kpi) {
        self.measures.remove(&kpi);
        self.called.retain(|_, called| *called != kpi);
        let field = Field::TargetOf(kpi);
        if let Some(targets) = self
            .lists
            .get_mut(&Dataset::TARGETS)
            .filter(|targets| targets.has(field))
        {
            let targets = Arc::make_mut(targets);
            targets.fields.retain(|declared| declared.field != field);
            targets
                .required
                .iter_mut()
                .for_each(|group| group.retain(|of_group| *of_group != field));
        }
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
    fn a_list_declared_anew_keeps_the_figures_that_its_fields_give() {
        let kpi = |id| Kpi::new(Id::of(id));
        let mut anew = Catalogue::default();
        let own = include_str!("examples/receivables.toml");
        anew.read_list("receivables.toml", "receivables", own).unwrap();
        assert!(anew.measure(kpi("overdue")).is_none());
        assert!(anew.measure(kpi("payments")).is_some());
        assert_eq!(anew.kpi_called("回款率"), None);

        let mut more = Catalogue::default();
        let added = "[field.balance]\nheaders = ['挂账']\n[field.region]\nkind = 'text'\n";
        more.read_list("receivables.toml", "receivables", added).unwrap();
        assert!(more.measure(kpi("overdue")).is_some());
        let list = more.list(Dataset::new(Id::of("receivables")));
        let balance = list.field("balance").and_then(|field| list.declared(field));
        assert!(balance.is_some_and(|balance| balance.headers.iter().any(|header| header == "挂账")));
        assert!(list.field("region").is_some() && list.field("amount").is_some());
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
