//! Columns that nobody reads, and whose words may say that a row does not count.

use super::stake::{Stake, text_of};
use super::text::key;
use super::{Certainty, ListWords};
use crate::model::hash::QuickMap;
use crate::model::text::normalise;
use crate::model::{Dataset, Finding, Meaning, Place, Problem, Text};
use crate::read::Row;
use crate::recognise::Table;
use crate::records::cells::quoted;

/// Ends of headers of columns whose words may decide.
const ENDS: [&str; 14] = [
    "状态", "阶段", "标志", "标识", "标记", "类型", "类别", "性质", "结果", "情况", "status", "state",
    "stage", "type",
];
/// Parts of headers that ask whether something became of the order.
const ASKS: [&str; 9] = [
    "作废",
    "取消",
    "退货",
    "退款",
    "红字",
    "是否有效",
    "cancel",
    "refund",
    "isreturn",
];
/// Parts of headers of columns about something else, or that hold no words.
const OTHERS: [&str; 33] = [
    "发票",
    "开票",
    "客户",
    "产品",
    "商品",
    "物料",
    "存货",
    "打印",
    "时间",
    "日期",
    "数量",
    "金额",
    "原因",
    "说明",
    "备注",
    "人员",
    "编号",
    "单号",
    "上级",
    "联系人",
    "invoic",
    "billing",
    "customer",
    "product",
    "item",
    "contact",
    "account",
    "reason",
    "date",
    "qty",
    "quantity",
    "amount",
    "print",
];
/// A column of more words is no column of statuses.
const MOST_WORDS: usize = 60;
/// The most words that a finding lists.
const MOST_LISTED: usize = 3;

/// Such a column, and what hangs on it.
#[derive(Debug)]
pub struct Unread {
    index: u32,
    header: String,
    /// What its texts say against a row; looked up, never listed.
    met: QuickMap<Text, Option<Meaning>>,
    words: Vec<(String, Meaning)>,
    first: Option<Place>,
    /// What hangs on it.
    pub stake: Stake,
}

impl Unread {
    /// Those of a table of orders, visits or calls.
    pub fn columns(table: &Table, is_read: impl Fn(u32) -> bool) -> Vec<Self> {
        if table.list.other_columns.is_empty() {
            return Vec::new();
        }
        let headers = (0..).zip(&table.headers);
        // What the settings say of the cells of a column settles what it decides.
        let is_asked = |index: &u32| (table.shape.iter()).any(|shape| shape.asked.contains(index));
        let unread =
            headers.filter(|(index, header)| !is_read(*index) && !is_asked(index) && may_decide(header));
        unread
            .map(|(index, header)| Self {
                index,
                header: header.clone(),
                met: QuickMap::default(),
                words: Vec::new(),
                first: None,
                stake: Stake::default(),
            })
            .collect()
    }

    /// Whether what a row says here speaks against its counting as it does.
    pub fn speaks_against(&mut self, table: &Table, words: &ListWords, row: &Row) -> bool {
        let Some(text) = text_of(row, self.index).filter(|_| self.met.len() <= MOST_WORDS) else {
            return false;
        };
        if let Some(known) = self.met.get(&text) {
            return known.is_some();
        }
        let said = against(table, words, &text);
        if let Some(meaning) = said {
            if self.words.len() < MOST_LISTED {
                self.words.push((quoted(&normalise(&text)), meaning));
            }
            if self.first.is_none() {
                let place = table.cell_place(row, self.index);
                self.first = Some(place);
            }
        }
        self.met.insert(text, said);
        said.is_some()
    }

    /// What is to be told of it.
    pub fn finding(self, dataset: Dataset) -> Option<Finding> {
        if self.met.len() > MOST_WORDS {
            return None;
        }
        let problem = Problem::UnreadWords {
            dataset,
            header: self.header,
            words: self.words,
            rows: self.stake.rows,
        };
        Some(Finding::at(self.first?, problem).worth(self.stake.money()))
    }
}

fn may_decide(header: &str) -> bool {
    let header = key(header);
    let may = ENDS.iter().any(|end| header.ends_with(end)) || ASKS.iter().any(|part| header.contains(part));
    may && !OTHERS.iter().any(|part| header.contains(part))
}

/// What a text says against its row, where that is known.
fn against(table: &Table, words: &ListWords, text: &str) -> Option<Meaning> {
    let sense = words.sense_anywhere(text);
    let is_known = sense.certainty != Certainty::Unknown;
    let may = &table.list.other_columns;
    let speaks = |meaning: &Meaning| is_known && *meaning != Meaning::Counts && may.contains(meaning);
    sense.meaning.filter(speaks)
}
