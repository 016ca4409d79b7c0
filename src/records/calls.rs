//! Rows of phone calls.

use super::cells::{duration, text, word};
use super::gather::{Context, DataRow, Gathered};
use super::identity::CustomerName;
use super::row::RowReader;
use super::{Call, RepKey};
use crate::model::{Dataset, Field, Text};
use chrono::NaiveDateTime;
use rust_decimal::Decimal;

/// Who called whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Direction {
    Inbound,
    Outbound,
}

const DIRECTIONS: &[(Direction, &[&str])] = &[
    (
        Direction::Inbound,
        &[
            "呼入",
            "来电",
            "呼入电话",
            "打入",
            "拨入",
            "接入",
            "被叫",
            "入",
            "inbound",
            "incoming",
            "in",
        ],
    ),
    (
        Direction::Outbound,
        &[
            "外呼",
            "呼出",
            "去电",
            "呼出电话",
            "打出",
            "拨出",
            "拨打",
            "主叫",
            "出",
            "outbound",
            "outgoing",
            "out",
        ],
    ),
];

/// Whether somebody answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Outcome {
    Answered,
    Unanswered,
}

const OUTCOMES: &[(Outcome, &[&str])] = &[
    (
        Outcome::Answered,
        &[
            "接通",
            "已接通",
            "接听",
            "已接听",
            "已接",
            "已应答",
            "应答",
            "通话",
            "已通话",
            "成功",
            "呼叫成功",
            "是",
            "answered",
            "connected",
            "success",
            "succeeded",
            "completed",
            "yes",
            "y",
            "true",
            "√",
            "✓",
            "✔",
            "held",
            "已进行",
            "interested",
            "not interested",
            "requested call back",
            "requested more info",
        ],
    ),
    (
        Outcome::Unanswered,
        &[
            "未接通",
            "未接",
            "未接听",
            "未应答",
            "无应答",
            "无人接听",
            "无人接",
            "忙",
            "忙线",
            "占线",
            "用户忙",
            "关机",
            "停机",
            "空号",
            "拒接",
            "已拒接",
            "无法接通",
            "不在服务区",
            "呼损",
            "漏接",
            "失败",
            "呼叫失败",
            "取消",
            "已取消",
            "语音信箱",
            "否",
            "no answer",
            "no-answer",
            "no_answer",
            "noanswer",
            "not answered",
            "unanswered",
            "not connected",
            "busy",
            "missed",
            "failed",
            "rejected",
            "declined",
            "cancelled",
            "canceled",
            "voicemail",
            "no",
            "n",
            "false",
            "×",
            "✗",
            "✘",
            "not held",
            "未进行",
            "planned",
            "计划",
            "已计划",
            "scheduled",
            "no response/busy",
            "invalid number",
        ],
    ),
];

/// A call, as read.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct CallRow {
    moment: NaiveDateTime,
    rep: RepKey,
    customer: Option<CustomerName>,
    phone: Option<Text>,
    direction: Option<Direction>,
    duration: Option<Decimal>,
    outcome: Option<Outcome>,
    /// Whether the sheet has no column that could say that a call went unanswered.
    all_answered: bool,
}

impl DataRow for CallRow {
    const DATASET: Dataset = Dataset::Calls;
    const DATE: Option<Field> = Some(Field::Time);

    fn read(row: &mut RowReader<'_>, date: Option<NaiveDateTime>, context: &Context) -> Option<Self> {
        let rep = context.staff.dated_rep(row, Field::Time, date);
        let customer = row.customer();
        let phone = row.optional(Field::Phone, text);
        let direction = row.optional(Field::Direction, word(DIRECTIONS));
        let duration = row.optional(Field::Duration, duration);
        let outcome = row.optional(Field::Outcome, word(OUTCOMES));
        Some(Self {
            moment: date?,
            rep: rep?,
            customer,
            phone,
            direction,
            duration,
            outcome,
            all_answered: !row.has_column(Field::Duration) && !row.has_column(Field::Outcome),
        })
    }
}

/// The records of calls.
pub fn calls(rows: Vec<Gathered<CallRow>>) -> Vec<Call> {
    rows.into_iter()
        .map(|Gathered { place, row, .. }| Call {
            place,
            moment: row.moment,
            rep: row.rep,
            inbound: row.direction == Some(Direction::Inbound),
            answered: row.all_answered
                || row.outcome == Some(Outcome::Answered)
                || row.duration.is_some_and(|seconds| seconds > Decimal::ZERO),
        })
        .collect()
}
