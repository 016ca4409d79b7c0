//! The words of a catalogue as they compare, and what a text of a column says by them.

use super::text::{holds, key, pieces};
use crate::catalogue::list::WordLists;
use crate::catalogue::{Catalogue, List};
use crate::model::{Dataset, Field, Meaning};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

/// Words before others that make what they say true of a part alone.
const PARTLY: [&str; 3] = ["部分", "partial", "partly"];

/// What is said of a row as a whole.
const OF_WHOLES: [Meaning; 4] = [
    Meaning::Counts,
    Meaning::Ignored,
    Meaning::Returned,
    Meaning::Refunded,
];
/// The entry of statuses.
const STATUS: &str = "status";

/// How sure it is what a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is known, or a matter of course.
    Known,
    /// It is known nowhere, in a column whose words are mostly a company's own: kinds of orders.
    Own,
    /// It is known, and one company means something else by it than the next.
    Doubtful,
    /// It is known nowhere.
    Unknown,
}

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Its meaning; none: as if nothing stood there.
    pub meaning: Option<Meaning>,
    /// How sure that is.
    pub certainty: Certainty,
}

impl Sense {
    /// That of a word of which the settings say what it means.
    pub const fn settled(meaning: Meaning) -> Self {
        Self::known(Some(meaning))
    }

    const fn known(meaning: Option<Meaning>) -> Self {
        Self {
            meaning,
            certainty: Certainty::Known,
        }
    }

    const fn unknown(meaning: Option<Meaning>) -> Self {
        Self {
            meaning,
            certainty: Certainty::Unknown,
        }
    }
}

/// The words of a field.
#[derive(Debug, Default)]
struct Entry {
    words: HashMap<String, Sense>,
    parts: Vec<(String, Meaning)>,
    harmless: Vec<(String, Meaning)>,
    otherwise: Option<Meaning>,
    like: Option<String>,
    open: bool,
}

/// What words of a list say, by field and question.
#[derive(Debug)]
pub struct ListWords {
    list: Arc<List>,
    /// Those of any field.
    any: Option<Entry>,
    entries: BTreeMap<String, Entry>,
    /// The field, parts of the header, the entry of the answers.
    questions: Vec<(Field, Vec<String>, String)>,
}

/// What words say, by list.
#[derive(Debug, Clone)]
pub struct Lexicon {
    lists: BTreeMap<Dataset, Arc<ListWords>>,
}

impl Lexicon {
    /// The words of a catalogue's lists; those of the program's own are worked out once.
    pub fn of(catalogue: &Catalogue) -> Self {
        static BUILT_IN: LazyLock<Vec<Arc<ListWords>>> = LazyLock::new(|| {
            let lists = Catalogue::built_in().lists();
            lists.map(|list| Arc::new(ListWords::of(list))).collect()
        });
        let words = |list: &Arc<List>| {
            let known = BUILT_IN.iter().find(|known| Arc::ptr_eq(&known.list, list));
            known.map_or_else(|| Arc::new(ListWords::of(list)), Arc::clone)
        };
        let lists = catalogue.lists().map(|list| (list.dataset, words(list)));
        Self {
            lists: lists.collect(),
        }
    }

    /// Those of a list.
    pub fn list(&self, list: &Arc<List>) -> Arc<ListWords> {
        let known = self.lists.get(&list.dataset);
        known.map_or_else(|| Arc::new(ListWords::of(list)), Arc::clone)
    }
}

impl ListWords {
    /// The words of a list.
    pub fn of(list: &Arc<List>) -> Self {
        let of_fields = list
            .fields
            .iter()
            .filter(|declared| !declared.meanings.is_empty());
        let of_fields = of_fields
            .filter(|declared| declared.words != WordLists::default())
            .map(|declared| (declared.field.id().to_string(), Entry::from(&declared.words)));
        let answers = list.questions.iter();
        let answers = answers.map(|question| (question.id.clone(), Entry::from(&question.words)));
        let questions = list.questions.iter().map(|question| {
            let headers = question.headers.iter().map(|part| key(part)).collect();
            (question.of, headers, question.id.clone())
        });
        Self {
            list: Arc::clone(list),
            any: (list.words != WordLists::default()).then(|| Entry::from(&list.words)),
            entries: of_fields.chain(answers).collect(),
            questions: questions.collect(),
        }
    }

    /// What a text of a field says, under the header that its column has.
    pub fn sense(&self, field: Field, header: &str, text: &str) -> Sense {
        let id = field.id();
        self.sense_by(self.asked(field, header).unwrap_or(&id), text)
    }

    /// What a text of a column that is no field would say, if it decided.
    pub fn sense_anywhere(&self, text: &str) -> Sense {
        match self.any {
            Some(_) => self.sense_by("", text),
            None => self.sense_by(STATUS, text),
        }
    }

    /// The entry of answers for a header that asks another question than its field does.
    fn asked(&self, field: Field, header: &str) -> Option<&str> {
        let header = key(header);
        let mut questions = self.questions.iter();
        let (_, _, id) =
            questions.find(|(of, parts, _)| *of == field && parts.iter().any(|part| holds(&header, part)))?;
        Some(id)
    }

    fn sense_by(&self, id: &str, text: &str) -> Sense {
        let entry = |id: &str| self.entries.get(id);
        let own = entry(id);
        let like = own.and_then(|own| entry(own.like.as_deref()?));
        let layers: Vec<&Entry> = own.into_iter().chain(like).chain(&self.any).collect();
        let whole = key(text);
        if let Some(sense) = known(&layers, &whole) {
            return sense;
        }
        if let Some(sense) = by_pieces(&layers, text) {
            return sense;
        }
        let otherwise = own.into_iter().chain(&self.any).find_map(|entry| entry.otherwise);
        by_parts(&layers, &whole, otherwise)
    }
}

impl From<&WordLists> for Entry {
    fn from(written: &WordLists) -> Self {
        let mut words = HashMap::new();
        for (lists, certainty) in [
            (&written.doubtful, Certainty::Doubtful),
            (&written.known, Certainty::Known),
        ] {
            for (meaning, list) in lists {
                words.extend(list.iter().map(|word| {
                    let meaning = Some(*meaning);
                    (key(word), Sense { meaning, certainty })
                }));
            }
        }
        let flat = |lists: &BTreeMap<Meaning, Vec<String>>| -> Vec<(String, Meaning)> {
            let pairs = lists
                .iter()
                .flat_map(|(meaning, list)| list.iter().map(move |part| (key(part), *meaning)));
            pairs.collect()
        };
        Self {
            words,
            parts: flat(&written.parts),
            harmless: flat(&written.harmless),
            otherwise: written.otherwise,
            like: written.like.clone(),
            open: written.open,
        }
    }
}

fn known(layers: &[&Entry], key: &str) -> Option<Sense> {
    layers.iter().find_map(|entry| entry.words.get(key).copied())
}

/// A word with a remark, a label or a code: what those of its pieces say that are known, where they agree and no other
/// piece casts doubt on it.
fn by_pieces(layers: &[&Entry], text: &str) -> Option<Sense> {
    let pieces = pieces(text);
    let senses: Vec<(&String, Option<Sense>)> =
        pieces.iter().map(|piece| (piece, known(layers, piece))).collect();
    let mut said = senses
        .iter()
        .filter(|(piece, _)| !is_code(piece))
        .filter_map(|(_, sense)| *sense);
    let first = said.next()?;
    let mut doubtful = first.certainty == Certainty::Doubtful;
    for sense in said {
        if sense.meaning != first.meaning {
            let graver = sense.meaning.max(first.meaning);
            return Some(Sense::unknown(graver));
        }
        doubtful |= sense.certainty == Certainty::Doubtful;
    }
    let unknown = senses.iter().filter(|(_, sense)| sense.is_none());
    for (piece, _) in unknown {
        if let Some(meaning) = part(layers, piece).filter(|meaning| Some(*meaning) != first.meaning) {
            return Some(Sense::unknown(first.meaning.max(Some(meaning))));
        }
    }
    Some(Sense {
        meaning: first.meaning,
        certainty: if doubtful {
            Certainty::Doubtful
        } else {
            Certainty::Known
        },
    })
}

fn is_code(piece: &str) -> bool {
    piece.chars().count() == 1 && piece.is_ascii()
}

/// A word that is known nowhere, by what it holds.
fn by_parts(layers: &[&Entry], key: &str, otherwise: Option<Meaning>) -> Sense {
    if let Some(meaning) = part(layers, key) {
        return Sense::unknown(Some(meaning));
    }
    let harmless = layers.iter().flat_map(|entry| &entry.harmless);
    for (part, meaning) in harmless {
        if holds(key, part) {
            return Sense::known(Some(*meaning));
        }
    }
    match layers.first() {
        Some(entry) if entry.open => Sense {
            meaning: otherwise,
            certainty: Certainty::Own,
        },
        _ => Sense::unknown(otherwise),
    }
}

/// The meaning that a part of a word casts on it.
fn part(layers: &[&Entry], key: &str) -> Option<Meaning> {
    let mut parts = layers.iter().flat_map(|entry| &entry.parts);
    let (_, meaning) = parts.find(|(part, _)| holds(key, part))?;
    let is_partly = PARTLY.iter().any(|word| key.contains(word));
    Some(if is_partly && OF_WHOLES.contains(meaning) {
        Meaning::Counts
    } else {
        *meaning
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders() -> Arc<ListWords> {
        Arc::new(ListWords::of(Catalogue::built_in().list(Dataset::ORDERS)))
    }

    fn order(text: &str) -> (Option<Meaning>, Certainty) {
        let sense = orders().sense(Field::Status, "状态", text);
        (sense.meaning, sense.certainty)
    }

    #[test]
    fn words_mean_what_their_field_may() {
        for list in Catalogue::built_in().lists() {
            for declared in &list.fields {
                let said: Vec<Meaning> = declared.words.meanings().collect();
                let may = &declared.meanings;
                assert!(said.iter().all(|said| may.contains(said)), "{:?}", declared.field);
                let like = declared.words.like.as_deref();
                assert!(
                    like.is_none_or(|id| list.field(id).is_some()),
                    "{:?}",
                    declared.field
                );
            }
            for question in &list.questions {
                let may = list.meanings(question.of);
                assert!(
                    question.words.meanings().all(|said| may.contains(&said)),
                    "{}",
                    question.id
                );
            }
            assert!(
                list.words
                    .meanings()
                    .all(|said| list.other_columns.contains(&said))
            );
        }
    }

    #[test]
    fn no_word_has_two_meanings() {
        for list in Catalogue::built_in().lists() {
            let fields = list.fields.iter().map(|declared| &declared.words);
            let questions = list.questions.iter().map(|question| &question.words);
            for words in fields.chain(questions).chain([&list.words]) {
                let mut seen = BTreeMap::new();
                for (meaning, listed) in words.known.iter().chain(&words.doubtful) {
                    for word in listed {
                        let before = seen.insert(key(word), *meaning);
                        assert!(before.is_none_or(|before| before == *meaning), "{word}");
                    }
                }
            }
        }
    }

    #[test]
    fn words_of_orders() {
        use Certainty::{Doubtful, Known, Unknown};
        use Meaning::{Counts, Ignored, Refunded, Returned};
        for (text, meaning, certainty) in [
            ("已完成", Counts, Known),
            ("交易关闭", Ignored, Known),
            ("已取消（客户原因）", Ignored, Known),
            ("Cancelled - duplicate", Ignored, Known),
            ("状态：已取消", Ignored, Known),
            ("1-已审核", Counts, Known),
            ("退款成功", Refunded, Known),
            ("Partially Refunded", Counts, Doubtful),
            ("草稿", Ignored, Doubtful),
            ("销售退货单", Returned, Known),
            ("客户临时撤单", Ignored, Unknown),
            ("部分撤单", Counts, Unknown),
            ("已完成（退款审核中）", Refunded, Unknown),
            ("待发货/已取消", Ignored, Unknown),
            ("退货", Refunded, Doubtful),
            ("2", Counts, Unknown),
            ("老板说了算", Counts, Unknown),
            ("车间备货", Counts, Known),
            ("未完成备料", Counts, Unknown),
        ] {
            assert_eq!(order(text), (Some(meaning), certainty), "{text}");
        }
    }

    #[test]
    fn questions_are_answered_by_signs() {
        let said = |field, header, text| orders().sense(field, header, text).meaning;
        assert_eq!(said(Field::Voided, "是否作废", "是"), Some(Meaning::Ignored));
        assert_eq!(
            said(Field::Status, "deal_stage", "Closed Won (Sales Pipeline)"),
            Some(Meaning::Counts)
        );
        assert_eq!(
            said(Field::Status, "deal_stage", "Negotiation/Review"),
            Some(Meaning::Ignored)
        );
        assert_eq!(
            said(Field::Status, "deal_stage", "Our own stage"),
            Some(Meaning::Ignored)
        );
        assert_eq!(
            said(Field::Voided, "作废时间", "2026-10-08"),
            Some(Meaning::Ignored)
        );
        assert_eq!(said(Field::Voided, "是否有效", "是"), Some(Meaning::Counts));
        assert_eq!(said(Field::Voided, "是否有效", "否"), Some(Meaning::Ignored));
        assert_eq!(said(Field::Returned, "是否退货", "Y"), Some(Meaning::Returned));
        assert_eq!(said(Field::Returned, "是否退货", "×"), Some(Meaning::Counts));
    }
}
