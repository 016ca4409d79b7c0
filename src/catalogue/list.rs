//! What a list is: its names, the fields of its rows, which of them must be there, and how exports call all that.

use crate::model::{Bilingual, Dataset, Field, Id, Kind, Language, Meaning};
use std::collections::BTreeMap;

/// A declared list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Which it is.
    pub dataset: Dataset,
    /// The name printed for people.
    pub name: Bilingual,
    /// Who reads its rows, where it takes more than the kinds of its fields.
    pub reader: Option<Reader>,
    /// The field by which a row belongs to a period; none where rows are of the period whose folder they lie in.
    pub date: Option<Field>,
    /// Of which days rows are needed.
    pub history: History,
    /// What tells rows apart: two that are equal in these are one. None where nothing does.
    pub identity: Vec<Field>,
    /// The field by which reports sum its rows up; where there is none, the first field of words, or months.
    pub shown_by: Option<Field>,
    /// The field that says which rows were done, where they count for nothing without it.
    pub answered_by: Option<Field>,
    /// The fields, as they are listed for people.
    pub fields: Vec<ListField>,
    /// The fields without which a sheet is not of this list: any one of each group.
    pub required: Vec<Vec<Field>>,
    /// What settings may say of words of a column that is no field.
    pub other_columns: Vec<Meaning>,
    /// Words in names of files and sheets that speak for the list.
    pub names: Vec<String>,
    /// What else tells its sheets from others.
    pub recognition: Recognition,
    /// Words of any of its fields, after the field's own.
    pub words: WordLists,
    /// Headers that put another question than their field does, and the answers.
    pub questions: Vec<Question>,
}

/// A field of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListField {
    /// The field.
    pub field: Field,
    /// What it is called in expressions: of a rep's number and name together, one id.
    pub id: Id,
    /// The name printed for people.
    pub name: Bilingual,
    /// What stands in it.
    pub kind: Kind,
    /// Whether a row is left out that does not state it; of a rep's or a customer's number and name, one will do.
    pub required: bool,
    /// Whether lists of any kind have such a field, so that it tells nothing.
    pub plain: bool,
    /// Whether it is of an event or an amount, which no list of people has.
    pub of_events: bool,
    /// What its words may say; empty where they decide nothing.
    pub meanings: Vec<Meaning>,
    /// Its headers, the most canonical first.
    pub headers: Vec<String>,
    /// Headers that say too little alone.
    pub weak: Vec<WeakHeaders>,
    /// What its words say.
    pub words: WordLists,
}

/// Headers that are a field's only beside others, or by the name of the sheet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeakHeaders {
    /// The headers.
    pub headers: Vec<String>,
    /// Parts of other headers, one of which speaks for them.
    pub beside: Vec<String>,
    /// Whether the name of the sheet or the file does, too.
    pub by_name: bool,
}

/// What tells the sheets of a list from others, each by a key of `[recognise]`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recognition(BTreeMap<&'static str, Vec<String>>);

impl Recognition {
    /// The keys, as files of lists explain them.
    pub const KEYS: [&'static str; 18] = [
        "not",
        "results",
        "reached",
        "foreign",
        "doubtful",
        "personal",
        "typical",
        "plain",
        "record",
        "lines",
        "aside",
        "with_tax",
        "tax",
        "first_line",
        "record_total",
        "own_money",
        "other_money",
        "currency",
    ];

    /// What stands under a key.
    pub fn get(&self, key: &str) -> &[String] {
        self.0.get(key).map_or(&[], Vec::as_slice)
    }

    /// Adds to what stands under a key.
    pub(super) fn extend(&mut self, key: &'static str, texts: Vec<String>) {
        self.0.entry(key).or_default().extend(texts);
    }
}

/// What words say of their rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordLists {
    /// Words that need no telling.
    pub known: BTreeMap<Meaning, Vec<String>>,
    /// Words that one company means otherwise than the next.
    pub doubtful: BTreeMap<Meaning, Vec<String>>,
    /// Parts of words that are known nowhere.
    pub parts: BTreeMap<Meaning, Vec<String>>,
    /// Parts of words beside none of those.
    pub harmless: BTreeMap<Meaning, Vec<String>>,
    /// What a word is taken for that is known nowhere.
    pub otherwise: Option<Meaning>,
    /// The field whose words hold as well, after its own.
    pub like: Option<String>,
    /// Whether words that are known nowhere are a matter of course.
    pub open: bool,
}

impl WordLists {
    /// Every meaning that a word of them has.
    pub fn meanings(&self) -> impl Iterator<Item = Meaning> {
        let lists = [&self.known, &self.doubtful, &self.parts, &self.harmless];
        let named = lists.into_iter().flat_map(BTreeMap::keys);
        named.chain(&self.otherwise).copied()
    }
}

/// Headers that put another question than their field does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it is called.
    pub id: String,
    /// The field.
    pub of: Field,
    /// Parts of such headers.
    pub headers: Vec<String>,
    /// The answers.
    pub words: WordLists,
}

/// Of which days rows are needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum History {
    /// Those of the period, of the one before it and of the same one of the year before.
    #[default]
    Compared,
    /// All until the period's last day.
    UntilEnd,
    /// All.
    Always,
}

impl History {
    /// Each by its name in files of lists.
    pub(super) const ALL: [(&'static str, Self); 3] = [
        ("compared", Self::Compared),
        ("until-end", Self::UntilEnd),
        ("always", Self::Always),
    ];
}

/// The program's own readers of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// Reps.
    Roster,
    /// What was to reach.
    Targets,
    /// Lines of orders.
    Orders,
    /// Visits.
    Visits,
    /// Calls.
    Calls,
    /// Customers and their owners.
    Customers,
    /// Requests and replies.
    Requests,
    /// Reports due and submitted.
    Reports,
    /// Events and their points.
    Conduct,
    /// What managers score.
    Scores,
}

impl Reader {
    /// Each by its name in files of lists.
    pub(super) const ALL: [(&'static str, Self); 10] = [
        ("roster", Self::Roster),
        ("targets", Self::Targets),
        ("orders", Self::Orders),
        ("visits", Self::Visits),
        ("calls", Self::Calls),
        ("customers", Self::Customers),
        ("requests", Self::Requests),
        ("reports", Self::Reports),
        ("conduct", Self::Conduct),
        ("scores", Self::Scores),
    ];
}

impl List {
    /// A list of which nothing is known but its id.
    pub(super) fn unknown(dataset: Dataset) -> Self {
        Self {
            dataset,
            name: Bilingual::both(&dataset.id()),
            reader: None,
            date: None,
            history: History::default(),
            identity: Vec::new(),
            shown_by: None,
            answered_by: None,
            fields: Vec::new(),
            required: Vec::new(),
            other_columns: Vec::new(),
            names: Vec::new(),
            recognition: Recognition::default(),
            words: WordLists::default(),
            questions: Vec::new(),
        }
    }

    /// Whether its rows carry their own date, so that other months' folders tell history.
    pub fn is_dated(&self) -> bool {
        self.date.is_some()
    }

    /// Whether its rows are of a period, as neither those of rosters nor those of targets are.
    pub fn is_of_period(&self) -> bool {
        !matches!(self.reader, Some(Reader::Roster | Reader::Targets))
    }

    /// The fields that are read by their kind alone: all of a list without a reader, and those that a book adds to another.
    pub fn by_kind(&self) -> impl Iterator<Item = &ListField> {
        let is_own = |declared: &&ListField| matches!(declared.field, Field::Own(..));
        let has_reader = self.reader.is_some();
        self.fields
            .iter()
            .filter(move |declared| !has_reader || is_own(declared))
    }

    /// What words of a field that a book adds may say; none where no word of the list's rows decides anything.
    pub(super) fn meanings_of_added(&self) -> &[Meaning] {
        match self.reader {
            Some(Reader::Roster | Reader::Targets | Reader::Scores) => &[],
            Some(_) if !self.other_columns.is_empty() => &self.other_columns,
            _ => &[Meaning::Counts, Meaning::Ignored],
        }
    }

    /// What is declared of a field.
    pub fn declared(&self, field: Field) -> Option<&ListField> {
        self.fields.iter().find(|declared| declared.field == field)
    }

    /// Whether it has a field.
    pub fn has(&self, field: Field) -> bool {
        self.declared(field).is_some()
    }

    /// The field of that id.
    pub fn field(&self, id: &str) -> Option<Field> {
        let by_field = self.fields.iter().find(|declared| &*declared.field.id() == id);
        // What stands for a rep or a customer by one column is the name, where a number may stand as well.
        let declared = by_field.or_else(|| self.fields.iter().rfind(|declared| &*declared.id == id));
        declared.map(|declared| declared.field)
    }

    /// The meanings that words of a field may have; none where its words decide nothing.
    pub fn meanings(&self, field: Field) -> &[Meaning] {
        self.declared(field)
            .map_or(&[], |declared| declared.meanings.as_slice())
    }

    /// Whether every column of the field has a say in whether a row counts, and not the first alone.
    pub fn is_asked_of_all(&self, field: Field) -> bool {
        self.meanings(field).contains(&Meaning::Counts)
    }

    /// The field that says what money hangs on a row.
    pub fn money(&self) -> Option<Field> {
        let money = self.fields.iter().find(|declared| declared.kind == Kind::Money);
        money.map(|declared| declared.field)
    }

    /// The name of a field, as it is printed for people.
    pub fn field_name(&self, field: Field, language: Language) -> Option<&str> {
        self.declared(field).map(|declared| declared.name.text(language))
    }
}
