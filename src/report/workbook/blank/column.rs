//! The columns that people fill in of a list: what each is called, and what is to stand in it.

use crate::catalogue::list::Reader;
use crate::catalogue::{List, ListField};
use crate::model::{Field, Kind, Language, Meaning};
use crate::report::figures::MONTHS;

/// A column to fill in.
pub(super) struct BlankColumn<'a> {
    /// The field.
    pub(super) declared: &'a ListField,
    /// The header by which it is known.
    pub(super) header: String,
    /// Whether each row must state it.
    pub(super) required: bool,
    /// What its words say: its own, or, where it has none, those of any column of its list.
    pub(super) words: Vec<(Meaning, &'a [String])>,
    /// Whether another column will do in its place: of a rep or a customer, the number or the name.
    either: bool,
}

/// The columns of a list, in its order.
pub(super) fn columns(list: &List, language: Language) -> Vec<BlankColumn<'_>> {
    let asked = list.fields.iter().filter(|declared| is_asked(list, declared));
    let column = |declared| BlankColumn {
        declared,
        header: header(declared, language),
        required: declared.required,
        words: words(list, declared),
        either: list
            .required
            .iter()
            .any(|group| group.len() > 1 && group.contains(&declared.field) && is_of_people(declared)),
    };
    asked.map(column).collect()
}

fn words<'a>(list: &'a List, declared: &'a ListField) -> Vec<(Meaning, &'a [String])> {
    let own = &declared.words.known;
    let known = if own.is_empty() { &list.words.known } else { own };
    let decides = |meaning: &Meaning| declared.meanings.contains(meaning);
    let words = known.iter().filter(|(meaning, _)| decides(meaning));
    words
        .map(|(meaning, words)| (*meaning, words.as_slice()))
        .collect()
}

/// Of targets a row has a year and its months, which is how people write them; what is printed for managers is not asked back.
fn is_asked(list: &List, declared: &ListField) -> bool {
    match (list.reader, declared.field) {
        (
            Some(Reader::Targets),
            Field::Period | Field::Value | Field::Half(_) | Field::Quarter(_) | Field::TargetOf(_),
        )
        | (Some(Reader::Scores), Field::ScoreSoFar | Field::GradeSoFar) => false,
        (Some(Reader::Targets), Field::Month(_)) => true,
        _ => !declared.headers.is_empty(),
    }
}

fn is_of_people(declared: &ListField) -> bool {
    matches!(declared.kind, Kind::Rep | Kind::Customer)
        || matches!(declared.field, Field::RepId | Field::RepName)
}

/// A header by which the field is known, in the language where there is one.
fn header(declared: &ListField, language: Language) -> String {
    if let Field::Month(month) = declared.field {
        let english = MONTHS.get(usize::from(month.saturating_sub(1)));
        return language
            .pick(declared.field.chinese(), english.unwrap_or(&""))
            .to_owned();
    }
    let is_meant = |header: &&String| header.is_ascii() == (language == Language::English);
    let headers = &declared.headers;
    // A rep or a customer by a name of the company's own.
    let is_own = declared.id != declared.field.id();
    let own = headers
        .iter()
        .filter(|_| is_own)
        .find(|header| **header == *declared.id);
    if let Some(own) = own.filter(is_meant) {
        return own.clone();
    }
    let name = declared.name.text(language);
    if declared.headers.iter().any(|header| header == name) {
        return name.to_owned();
    }
    let header = headers.iter().find(is_meant).or(headers.first());
    header.map_or(name, String::as_str).to_owned()
}

impl BlankColumn<'_> {
    /// The header, marked where the column must be filled in.
    pub(super) fn heading(&self) -> String {
        let mark = if self.required { "*" } else { "" };
        format!("{}{mark}", self.header)
    }

    /// How its cells show what is put in; ids keep their zeros.
    pub(super) fn number_format(&self) -> &'static str {
        match self.declared.kind {
            Kind::Date => "yyyy-mm-dd",
            Kind::Moment => "yyyy-mm-dd hh:mm",
            Kind::Month => "yyyy-mm",
            Kind::Money => "#,##0.00",
            Kind::Number => "General",
            Kind::Count => "0",
            Kind::Share => "0.00%",
            Kind::Duration => "[h]:mm:ss",
            Kind::Id | Kind::Text | Kind::Word | Kind::Rep | Kind::Customer | Kind::YesNo => "@",
        }
    }

    /// Whether it must be filled in.
    pub(super) fn demand(&self, language: Language) -> &'static str {
        match (self.required, self.either) {
            (false, _) => "",
            (true, false) => language.pick("必填", "Required"),
            (true, true) => language.pick(
                "必填：编号或名称，填其一即可",
                "Required: the number or the name, either will do",
            ),
        }
    }

    /// What is to stand in it.
    pub(super) fn hint(&self, language: Language) -> String {
        let hint = match self.declared.kind {
            Kind::Date => language.pick("日期，如 2026-10-05", "A date, such as 2026-10-05"),
            Kind::Moment => language.pick(
                "日期或时间，如 2026-10-05 14:30",
                "A date, perhaps with a time, such as 2026-10-05 14:30",
            ),
            Kind::Month => language.pick("月份，如 2026-10", "A month, such as 2026-10"),
            Kind::Money => language.pick("金额，以元为单位", "Money, in whole units of the currency"),
            Kind::Number => language.pick("数字", "A number"),
            Kind::Count => language.pick("整数", "A whole number"),
            Kind::Share => language.pick("比例，如 85% 或 0.85", "A share, such as 85% or 0.85"),
            Kind::Duration => language.pick("时长，如 0:03:20", "A length of time, such as 0:03:20"),
            Kind::Rep => language.pick(
                "花名册上的工号或姓名",
                "The number or the name of somebody on the roster",
            ),
            Kind::Customer => language.pick("客户的编号或名称", "A customer's number or name"),
            Kind::YesNo => language.pick("是或否", "yes or no"),
            Kind::Word if !self.declared.meanings.is_empty() => language.pick(
                "其中的词决定这一行怎么算",
                "A word that decides how the row counts",
            ),
            Kind::Id => language.pick("编号，按文字保存", "An id, kept as text"),
            Kind::Text | Kind::Word => "",
        };
        hint.to_owned()
    }
}
