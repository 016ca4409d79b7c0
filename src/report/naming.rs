//! What figures are called in documents, and what they are counted in.

use crate::catalogue::{Catalogue, Measure};
use crate::model::kpi::Unit;
use crate::model::{Currency, Kpi, Language, Terms};

/// The language of a document, the currency of its amounts, and what the KPIs in it are.
#[derive(Debug, Clone, Copy)]
pub struct Naming<'a> {
    /// What the KPIs are.
    pub catalogue: &'a Catalogue,
    /// The language.
    pub language: Language,
    /// The currency; none where amounts stand without one.
    pub currency: Option<Currency>,
}

impl<'a> Naming<'a> {
    /// That of a book without settings.
    #[cfg(test)]
    pub fn usual(language: Language) -> Naming<'static> {
        Naming {
            catalogue: Catalogue::built_in(),
            language,
            currency: Currency::usual(language),
        }
    }

    /// What a KPI is.
    pub fn measure(self, kpi: Kpi) -> &'a Measure {
        self.catalogue.declared(kpi)
    }

    /// A KPI's full name.
    pub fn name(self, kpi: Kpi) -> &'a str {
        self.measure(kpi).name.text(self.language)
    }

    /// Its name for the head of a narrow column.
    pub fn short(self, kpi: Kpi) -> &'a str {
        self.measure(kpi).short(self.language)
    }

    /// Its name for a column under a band that has it in full.
    pub fn heading(self, kpi: Kpi) -> &'a str {
        self.measure(kpi).heading(self.language)
    }

    /// What its target and actual are counted in; empty where the figures say it themselves, as percentages do.
    pub fn counted_in(self, kpi: Kpi) -> &'a str {
        let measure = self.measure(kpi);
        match (&measure.counted_in, measure.unit) {
            (Some(counted_in), _) => counted_in.text(self.language),
            (None, Unit::Money) => self.currency.map_or("", |currency| currency.unit(self.language)),
            (None, Unit::Days) => self.language.pick("天", "days"),
            (None, _) => "",
        }
    }

    /// What messages are worded in.
    pub fn terms(self) -> Terms<'a> {
        self.catalogue.terms(self.language)
    }
}

/// A name as it stands at the head of a page or a column: its first letter is a capital.
pub fn titled(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
