//! The words that are compiled in, and what a text of a column says by them.

use super::text::{holds, key, pieces};
use crate::model::{Dataset, Field, Meaning};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

/// The words that are compiled in.
pub static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::parse(include_str!("words.toml")));

/// The table that holds for every field of a dataset.
const ANY: &str = "any";
/// The entry of statuses.
const STATUS: &str = "status";
/// Headers that put another question than their field does: the field, parts of the header, the table of the answers.
const QUESTIONS: [(Field, &[&str], &str); 7] = [
    (Field::Status, &["商机", "销售阶段", "stage"], "stage"),
    (
        Field::Voided,
        &["时间", "日期", "废人", "消人", "date", "edat", "edon", "time"],
        "was_cancelled",
    ),
    (Field::Status, &["是否取消", "cancelled"], "is_cancelled"),
    (Field::Kind, &["是否新", "isnew"], "is_new"),
    (Field::Voided, &["有效", "valid", "active", "正常"], "is_valid"),
    (
        Field::Status,
        &["是否在职", "isactive", "isemployed"],
        "is_employed",
    ),
    (
        Field::Status,
        &["是否离职", "已离职", "resigned", "hasleft"],
        "has_left",
    ),
];
/// Words before others that make what they say true of a part alone.
const PARTLY: [&str; 3] = ["部分", "partial", "partly"];

/// How sure it is what a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It is known, or a matter of course.
    Known,
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

type Lists = BTreeMap<Meaning, Vec<String>>;

/// A table of `words.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    known: Lists,
    doubtful: Lists,
    parts: Lists,
    harmless: Lists,
    otherwise: Option<Meaning>,
    like: Option<String>,
    open: bool,
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

/// What words say, by dataset and field.
#[derive(Debug, Default)]
pub struct Lexicon {
    entries: BTreeMap<Dataset, BTreeMap<String, Entry>>,
}

impl Lexicon {
    /// Reads the lists that are compiled in; a test sees that they can be read.
    fn parse(text: &str) -> Self {
        let written: BTreeMap<Dataset, BTreeMap<String, Written>> = toml::from_str(text).unwrap_or_default();
        let entries = written.into_iter().map(|(dataset, fields)| {
            let fields = fields.into_iter().map(|(id, written)| (id, Entry::from(written)));
            (dataset, fields.collect())
        });
        Self {
            entries: entries.collect(),
        }
    }

    /// What a text of a field says, under the header that its column has.
    pub fn sense(&self, dataset: Dataset, field: Field, header: &str, text: &str) -> Sense {
        self.sense_by(dataset, asked(field, header).unwrap_or(&field.id()), text)
    }

    /// What a text of a column that is no field would say, if it decided.
    pub fn sense_anywhere(&self, dataset: Dataset, text: &str) -> Sense {
        let id = match dataset {
            Dataset::Orders => ANY,
            _ => STATUS,
        };
        self.sense_by(dataset, id, text)
    }

    fn sense_by(&self, dataset: Dataset, id: &str, text: &str) -> Sense {
        let fields = self.entries.get(&dataset);
        let entry = |id: &str| fields.and_then(|fields| fields.get(id));
        let own = entry(id).filter(|_| id != ANY);
        let like = own.and_then(|own| entry(own.like.as_deref()?));
        let layers: Vec<&Entry> = own.into_iter().chain(like).chain(entry(ANY)).collect();
        let whole = key(text);
        if let Some(sense) = known(&layers, &whole) {
            return sense;
        }
        if let Some(sense) = by_pieces(&layers, text) {
            return sense;
        }
        let otherwise = own
            .into_iter()
            .chain(entry(ANY))
            .find_map(|entry| entry.otherwise);
        by_parts(&layers, &whole, otherwise)
    }
}

impl From<Written> for Entry {
    fn from(written: Written) -> Self {
        let mut words = HashMap::new();
        for (lists, certainty) in [
            (written.doubtful, Certainty::Doubtful),
            (written.known, Certainty::Known),
        ] {
            for (meaning, list) in lists {
                words.extend(list.iter().map(|word| {
                    let meaning = Some(meaning);
                    (key(word), Sense { meaning, certainty })
                }));
            }
        }
        let flat = |lists: Lists| -> Vec<(String, Meaning)> {
            let pairs = lists
                .into_iter()
                .flat_map(|(meaning, list)| list.into_iter().map(move |part| (key(&part), meaning)));
            pairs.collect()
        };
        Self {
            words,
            parts: flat(written.parts),
            harmless: flat(written.harmless),
            otherwise: written.otherwise,
            like: written.like,
            open: written.open,
        }
    }
}

/// The table of answers for a header that asks another question than its field does.
fn asked(field: Field, header: &str) -> Option<&'static str> {
    let header = key(header);
    let mut questions = QUESTIONS.iter();
    let (_, _, id) =
        questions.find(|(of, parts, _)| *of == field && parts.iter().any(|part| holds(&header, part)))?;
    Some(id)
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
        Some(entry) if entry.open => Sense::known(otherwise),
        _ => Sense::unknown(otherwise),
    }
}

/// The meaning that a part of a word casts on it.
fn part(layers: &[&Entry], key: &str) -> Option<Meaning> {
    let mut parts = layers.iter().flat_map(|entry| &entry.parts);
    let (_, meaning) = parts.find(|(part, _)| holds(key, part))?;
    let is_partly = PARTLY.iter().any(|word| key.contains(word));
    let is_of_order = Meaning::of_other_columns(Dataset::Orders).contains(meaning);
    Some(if is_partly && is_of_order {
        Meaning::Counts
    } else {
        *meaning
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(text: &str) -> (Option<Meaning>, Certainty) {
        let sense = LEXICON.sense(Dataset::Orders, Field::Status, "状态", text);
        (sense.meaning, sense.certainty)
    }

    #[test]
    fn the_lists_can_be_read() {
        let written: Result<BTreeMap<Dataset, BTreeMap<String, Written>>, _> =
            toml::from_str(include_str!("words.toml"));
        for (dataset, fields) in written.unwrap() {
            for (id, written) in fields {
                let question = QUESTIONS.iter().find(|(_, _, question)| *question == id);
                let field = Field::from_id(&id).or(question.map(|(field, _, _)| *field));
                assert!(
                    id == ANY || field.is_some_and(|field| dataset.fields().contains(&field)),
                    "{id}"
                );
                let lists = [
                    &written.known,
                    &written.doubtful,
                    &written.parts,
                    &written.harmless,
                ];
                let meanings = lists.iter().flat_map(|lists| lists.keys());
                for meaning in meanings.chain(&written.otherwise) {
                    let may = field.map_or(Meaning::of_other_columns(dataset), |field| {
                        Meaning::of(dataset, field)
                    });
                    assert!(may.contains(meaning), "{id}: {meaning:?}");
                }
            }
        }
    }

    #[test]
    fn no_word_has_two_meanings() {
        let written: BTreeMap<Dataset, BTreeMap<String, Written>> =
            toml::from_str(include_str!("words.toml")).unwrap();
        for (id, written) in written.into_values().flatten() {
            let mut seen = BTreeMap::new();
            for (meaning, words) in written.known.iter().chain(&written.doubtful) {
                for word in words {
                    let before = seen.insert(key(word), *meaning);
                    assert!(before.is_none_or(|before| before == *meaning), "{id}: {word}");
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
        let said = |field, header, text| LEXICON.sense(Dataset::Orders, field, header, text).meaning;
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
