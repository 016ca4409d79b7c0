//! What things are called when people are told of them: in which language, and by whose catalogue.

use super::{Dataset, Field, Kpi, Language, Meaning};

/// What lists, fields and figures are called; a catalogue knows.
pub trait Names: Sync {
    /// A figure: 销售额.
    fn kpi(&self, kpi: Kpi, language: Language) -> &str;
    /// A list: 订单.
    fn dataset(&self, dataset: Dataset, language: Language) -> &str;
    /// A field of a list: 金额.
    fn field(&self, field: Field, language: Language) -> &str;
    /// What words of a field may mean.
    fn meanings(&self, dataset: Dataset, field: Field) -> &[Meaning];
}

/// A language, and what things are called in it.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// The language.
    pub language: Language,
    names: &'a dyn Names,
}

impl<'a> Terms<'a> {
    /// The names of `names` in a language.
    pub fn new(language: Language, names: &'a dyn Names) -> Self {
        Self { language, names }
    }

    /// Picks the wording for the language.
    pub fn pick<T>(self, chinese: T, english: T) -> T {
        self.language.pick(chinese, english)
    }

    /// What a figure is called.
    pub fn kpi(self, kpi: Kpi) -> &'a str {
        self.names.kpi(kpi, self.language)
    }

    /// What a list is called.
    pub fn dataset(self, dataset: Dataset) -> &'a str {
        self.names.dataset(dataset, self.language)
    }

    /// What a field is called.
    pub fn field(self, field: Field) -> &'a str {
        self.names.field(field, self.language)
    }

    /// What words of a field may mean.
    pub fn meanings(self, dataset: Dataset, field: Field) -> &'a [Meaning] {
        self.names.meanings(dataset, field)
    }
}

impl std::fmt::Debug for Terms<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Terms")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}
