//! Which rows may be a header at all: nearly none of a large table are, and to try each as one of every dataset costs more
//! than to read it.
//!
//! A row heads a table only where half of its texts and two at least are known, and what is known begins or ends in few
//! ways. Each text is judged by those ends, whatever group may stand above it, and once where it comes again. A text
//! that passes need be no header; one that does not can be none.

use super::dictionary::Dictionary;
use super::header::{Header, fold, header};
use super::header_row::{HeaderCell, MAX_HEADER_COLUMNS, bare_unit, cell_text};
use super::lookup::known_field;
use super::time;
use crate::catalogue::Catalogue;
use crate::catalogue::metric::TARGET_WORDS;
use crate::model::span::MONTHS;
use crate::read::{AddressHasher, Cell, Row, Sheet};
use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

/// How many texts are remembered.
const REMEMBERED: usize = 8192;
/// Brackets in which a header states a unit or a remark.
const BRACKETS: [char; 4] = ['(', '（', '[', '【'];

/// The rows of a sheet that may be headers.
pub(super) struct Likely<'a> {
    dictionary: &'a Dictionary,
    sheet: &'a Sheet,
    /// The names of the headers that the settings name.
    named: Vec<String>,
    /// What was found of texts that stand in several cells, by address; looked up, never listed.
    seen: HashMap<usize, bool, BuildHasherDefault<AddressHasher>>,
    /// The rows, by number, that merged cells cover: what they say may stand further up.
    covered: Vec<(u32, u32)>,
}

impl<'a> Likely<'a> {
    pub(super) fn new<'n>(
        dictionary: &'a Dictionary,
        sheet: &'a Sheet,
        named: impl Iterator<Item = &'n str>,
    ) -> Self {
        let mut covered: Vec<_> = sheet.merged.iter().map(|area| (area.0, area.2)).collect();
        covered.sort_unstable();
        covered.dedup_by(|next, last| {
            let goes_on = next.0 <= last.1;
            last.1 = last.1.max(if goes_on { next.1 } else { 0 });
            goes_on
        });
        Self {
            dictionary,
            sheet,
            named: named.map(|name| header(name).name).collect(),
            seen: HashMap::default(),
            covered,
        }
    }

    /// Whether the row at that index, which holds texts and dates alone, may be a header.
    pub(super) fn may_be_header(&mut self, index: usize) -> bool {
        let sheet = self.sheet;
        let row = &sheet.rows[index];
        let above = index.checked_sub(1).map(|above| &sheet.rows[above]);
        let above = above.filter(|above| above.number + 1 == row.number);
        if above.is_some_and(|above| self.is_covered(above.number) || names_months(above, sheet)) {
            return true;
        }
        let mut tally = Tally::default();
        let mut open = Vec::new();
        for (column, cell) in row.cells.iter().take(MAX_HEADER_COLUMNS).enumerate() {
            match cell {
                // What is merged over both lines stands in the upper one.
                Cell::Empty => {
                    let over = above.map(|above| above.cell(column as u32));
                    open.extend(over.filter(|over| **over != Cell::Empty).map(|over| (over, true)));
                }
                Cell::DateTime(_) if self.named.is_empty() => tally.dates += 1,
                Cell::Text(text) => match self.seen.get(&text.as_ptr().addr()) {
                    Some(likely) => tally.add(*likely),
                    None => open.push((cell, false)),
                },
                _ => tally.add(true),
            }
        }
        open.sort_by_key(|(_, stands_above)| *stands_above);
        tally.open = open.len();
        for (cell, stands_above) in open {
            if !tally.may_be_header() {
                return false;
            }
            tally.open -= 1;
            let likely = self.is_likely(cell);
            if likely || !stands_above {
                tally.add(likely);
            }
        }
        tally.may_be_header()
    }

    fn is_covered(&self, number: u32) -> bool {
        let at = self.covered.partition_point(|(_, last)| *last < number);
        self.covered.get(at).is_some_and(|(first, _)| *first <= number)
    }

    fn is_likely(&mut self, cell: &Cell) -> bool {
        let Cell::Text(text) = cell else { return true };
        let address = text.as_ptr().addr();
        if let Some(likely) = self.seen.get(&address) {
            return *likely;
        }
        let start = cell_text(cell, false).unwrap_or_default();
        let likely = may_head(self.dictionary, &start, &self.named);
        // The sheet holds what it shares, so that no other text comes to stand there.
        if self.seen.len() < REMEMBERED && crate::model::Text::strong_count(text) != Some(1) {
            self.seen.insert(address, likely);
        }
        likely
    }
}

/// What is known of a row's cells.
#[derive(Default)]
struct Tally {
    likely: usize,
    unlikely: usize,
    /// Dates, which are the months of targets where several stand in a row or something else does.
    dates: usize,
    /// Cells that were not looked at.
    open: usize,
}

impl Tally {
    fn add(&mut self, likely: bool) {
        if likely {
            self.likely += 1;
        } else {
            self.unlikely += 1;
        }
    }

    fn may_be_header(&self) -> bool {
        let texts = self.likely + self.open;
        let known = texts + self.dates;
        known >= 2 && known >= self.unlikely && (texts > 0 || self.dates > 2)
    }
}

/// Whether a row above names months by the first and the last of them, 1-3月（万元）: below it any text is of them.
fn names_months(above: &Row, sheet: &Sheet) -> bool {
    let names = |cell: &Cell| match cell {
        Cell::Text(text) if text.contains(BRACKETS) => {
            cell_text(cell, sheet.epoch_1904).is_some_and(|text| time::range(&text).is_some())
        }
        _ => false,
    };
    above.cells.iter().take(MAX_HEADER_COLUMNS).any(names)
}

/// Whether a text may head a column of some dataset, alone or below a group; `named` are names that the settings give.
fn may_head(dictionary: &Dictionary, text: &str, named: &[String]) -> bool {
    let own = header(text);
    let name = own.name.as_str();
    let (headers, words) = dictionary.added();
    let is_end = |name: &str| {
        name.is_empty()
            || WORDS.are_ended_by(name)
            || WORDS.end(name)
            || ends_a_time(name)
            || named.iter().chain(headers).any(|known| known.ends_with(name))
            || words
                .iter()
                .any(|word| name.ends_with(word.as_str()) || word.ends_with(name))
    };
    let before = |(at, _): (usize, &str)| &text[..at];
    let before_bracket = text.match_indices(BRACKETS).next().map(before);
    is_end(name)
        || before_bracket.is_some_and(|before| is_end(&fold(before)))
        || may_be_unit(text) && bare_unit(text).is_some()
        || (is_joined(dictionary, text, name) && is_known(dictionary, text, &own))
}

/// Whether a text may be a unit at first sight: of digits there are but those of thousands in one.
fn may_be_unit(text: &str) -> bool {
    !text.bytes().any(|byte| matches!(byte, b'2'..=b'9'))
}

/// Whether a text has parts of which one alone may be known: 客户/名称, Order.id, (基本信息)单据编号, 订单金额 (已转换).
fn is_joined(dictionary: &Dictionary, text: &str, name: &str) -> bool {
    let by_money = || {
        let mut datasets = dictionary.datasets();
        datasets.any(|dataset| dictionary.entry(dataset).is_own_money(name))
    };
    name.contains(['/', '>', '\\', '(', ')']) || text.contains(['.', '。', '·', '/']) || by_money()
}

fn is_known(dictionary: &Dictionary, text: &str, own: &Header) -> bool {
    let cell = HeaderCell {
        text: text.trim().to_owned(),
        own: own.clone(),
        grouped: None,
    };
    let mut datasets = dictionary.datasets();
    datasets.any(|dataset| known_field(dictionary, dataset, &cell).is_some())
}

/// What names of columns are, or end with.
struct Words {
    /// Whole names, in the order of their letters from the last to the first.
    names: Vec<String>,
    /// Ends of names that may begin with anything, by their last letters.
    ends: HashMap<char, Vec<String>>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    /// What else a time may end with.
    const TIMES: [&str; 21] = [
        "月", "份", "季", "度", "年", "半", "quarter", "qtr", "half", "sept", "一", "二", "三", "四", "五",
        "六", "七", "八", "九", "十", "值",
    ];
    const SUMS: [&str; 6] = ["合计", "小计", "汇总", "总计", "subtotal", "total"];
    let months = MONTHS.iter().flat_map(|month| [*month, &month[..3]]);
    let words = TIMES.into_iter().chain(SUMS).chain(TARGET_WORDS).chain(months);
    let words: Vec<String> = words
        .map(str::to_owned)
        .chain(Catalogue::built_in().kpi_words())
        .collect();
    let mut names: Vec<String> = Dictionary::headers().map(str::to_owned).collect();
    names.extend(words.iter().cloned());
    names.sort_unstable_by(|a, b| a.bytes().rev().cmp(b.bytes().rev()));
    names.dedup();
    let mut ends: HashMap<char, Vec<String>> = HashMap::new();
    for word in words {
        if let Some(last) = word.chars().next_back() {
            ends.entry(last).or_default().push(word);
        }
    }
    Words { names, ends }
});

impl Words {
    /// Whether a name of a column ends with a text.
    fn are_ended_by(&self, end: &str) -> bool {
        let compared = |name: &String| name.bytes().rev().cmp(end.bytes().rev());
        let at = self
            .names
            .partition_point(|name| compared(name) == Ordering::Less);
        self.names.get(at).is_some_and(|name| name.ends_with(end))
    }

    /// Whether a text ends as names of times and of targets do, and with the letter of a quarter or a half.
    fn end(&self, text: &str) -> bool {
        let text = text.trim_end_matches(|last: char| !last.is_alphanumeric());
        let Some(last) = text.chars().next_back() else {
            return true;
        };
        let words = self.ends.get(&last);
        let before = text.strip_suffix(['q', 'h']);
        before.is_some_and(|before| before.is_empty() || before.ends_with(|last: char| last.is_ascii_digit()))
            || words.is_some_and(|words| words.iter().any(|word| text.ends_with(word.as_str())))
    }
}

/// Whether a text may end the name of a month, a quarter or a half by a number: q4, 2026-10, oct2026, 季度4. A letter of
/// any other word before it makes it an id.
fn ends_a_time(name: &str) -> bool {
    const DIGITS: usize = 6;
    let stem = name.trim_end_matches(|last: char| last.is_ascii_digit());
    if !(1..=DIGITS).contains(&(name.len() - stem.len())) {
        return false;
    }
    let stem = stem.trim_end_matches(|last: char| !last.is_alphanumeric());
    let is_number = |text: &str| {
        text.chars()
            .all(|character| character.is_ascii_digit() || !character.is_alphanumeric())
    };
    let before = ["q", "h", "m"].iter().find_map(|word| stem.strip_suffix(word));
    let is_whole = |before: &str| {
        !before.ends_with(|last: char| last.is_ascii_alphabetic())
            || WORDS.end(before)
            || before.ends_with("targets")
    };
    is_number(stem) || before.is_some_and(is_whole) || WORDS.end(stem)
}
