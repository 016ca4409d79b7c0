//! The fields that rows of lists may have.

use super::kind::Kind;
use super::span::YearPart;
use super::{Id, Kpi, Language};
use serde::{Deserialize, Serialize};

macro_rules! fields {
    ($($(#[$doc:meta])* $variant:ident $id:literal $chinese:literal),* $(,)?) => {
        /// A field of a dataset's rows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Field {
            $($(#[$doc])* $variant,)*
            /// The target of a month, 1…12: 1月…12月.
            Month(u8),
            /// The target of a quarter, 1…4: 一季度…四季度.
            Quarter(u8),
            /// The target of half a year, 1 or 2: 上半年, 下半年.
            Half(u8),
            /// The figure of a long row of targets for one KPI, where each has a column: 拜访目标.
            TargetOf(Kpi),
            /// The manager's score for a KPI that the policy defines.
            Manual(Kpi),
            /// A field that a list of the catalogue declares, and the program knows nothing more of.
            Own(Id, Kind),
        }

        const MONTHS: [(&str, &str); 12] = [
            ("month_1", "1月"), ("month_2", "2月"), ("month_3", "3月"), ("month_4", "4月"), ("month_5", "5月"),
            ("month_6", "6月"), ("month_7", "7月"), ("month_8", "8月"), ("month_9", "9月"), ("month_10", "10月"),
            ("month_11", "11月"), ("month_12", "12月"),
        ];

        const QUARTERS: [(&str, &str); 4] = [
            ("quarter_1", "一季度"), ("quarter_2", "二季度"), ("quarter_3", "三季度"), ("quarter_4", "四季度"),
        ];

        const HALVES: [(&str, &str); 2] = [("half_1", "上半年"), ("half_2", "下半年")];

        /// What the id of a target's field begins with; the KPI's own id follows.
        const TARGET_OF: &str = "target_";

        impl Field {
            /// The id in settings: `customer_id`.
            pub fn id(self) -> Id {
                match self {
                    // A KPI's id is short enough for it.
                    Self::TargetOf(kpi) => Id::new(&format!("{TARGET_OF}{kpi}")).unwrap_or(kpi.id()),
                    Self::Manual(kpi) => kpi.id(),
                    Self::Own(id, _) => id,
                    _ => Id::of(self.english()),
                }
            }

            /// The name in English, which is its id where it is of no KPI.
            fn english(self) -> &'static str {
                match self {
                    $(Self::$variant => $id,)*
                    Self::Month(month) => MONTHS[usize::from(month.clamp(1, 12)) - 1].0,
                    Self::Quarter(quarter) => QUARTERS[usize::from(quarter.clamp(1, 4)) - 1].0,
                    Self::Half(half) => HALVES[usize::from(half.clamp(1, 2)) - 1].0,
                    Self::TargetOf(_) => "value",
                    Self::Manual(_) => "score",
                    Self::Own(..) => "field",
                }
            }

            /// The canonical Chinese header; of a target or a score, what a catalogue calls its KPI comes in its place.
            pub fn chinese(self) -> &'static str {
                match self {
                    $(Self::$variant => $chinese,)*
                    Self::Month(month) => MONTHS[usize::from(month.clamp(1, 12)) - 1].1,
                    Self::Quarter(quarter) => QUARTERS[usize::from(quarter.clamp(1, 4)) - 1].1,
                    Self::Half(half) => HALVES[usize::from(half.clamp(1, 2)) - 1].1,
                    Self::TargetOf(_) => "目标值",
                    Self::Manual(_) => "评分",
                    Self::Own(..) => "字段",
                }
            }

            /// The field of that id, where it is one of the program's own.
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$variant),)*
                    _ => {
                        let at = |ids: &[(&str, &str)]| ids.iter().position(|(known, _)| *known == id).map(|at| at as u8 + 1);
                        at(&MONTHS)
                            .map(Self::Month)
                            .or_else(|| at(&QUARTERS).map(Self::Quarter))
                            .or_else(|| at(&HALVES).map(Self::Half))
                            .or_else(|| {
                                let kpi = id.strip_prefix(TARGET_OF).and_then(Id::new).map(Kpi::new)?;
                                kpi.is_own().then_some(Self::TargetOf(kpi))
                            })
                    }
                }
            }
        }
    };
}

fields! {
    /// A rep's number; where a sheet names the rep by one column alone, a name may stand in it.
    RepId "rep_id" "工号",
    /// A rep's name.
    RepName "rep_name" "姓名",
    /// A rep's team.
    Team "team" "团队",
    /// A rep's or customer's region.
    Region "region" "区域",
    /// A rep's position.
    Title "title" "职位",
    /// A rep's direct superior.
    Manager "manager" "直属上级",
    /// First day of employment.
    HireDate "hire_date" "入职日期",
    /// Last day of employment.
    LeaveDate "leave_date" "离职日期",
    /// First day on which a roster row is in force.
    EffectiveFrom "effective_from" "生效日期",
    /// A rep's e-mail address.
    Email "email" "邮箱",
    /// What other systems call a rep: further numbers, parted by marks.
    OtherId "other_id" "其他工号",
    /// A rep's share when a group's target is split.
    Weight "weight" "权重",
    /// What a target is about.
    Metric "metric" "指标",
    /// A product or category.
    Product "product" "产品",
    /// The year of a wide row of targets.
    Year "year" "年度",
    /// The target of the whole year.
    Annual "annual" "全年",
    /// The month of a long row of targets; the period that a manager's scores are for.
    Period "period" "月份",
    /// The figure of a long row of targets.
    Value "value" "目标值",
    /// An order's number.
    OrderId "order_id" "订单编号",
    /// A line of an order.
    Line "line" "行号",
    /// The date of an order, a visit or an event.
    Date "date" "日期",
    /// A customer's number.
    CustomerId "customer_id" "客户编号",
    /// A customer's name.
    Customer "customer" "客户名称",
    /// How many.
    Quantity "quantity" "数量",
    /// How much, in yuan.
    Amount "amount" "金额",
    /// A status word.
    Status "status" "状态",
    /// Whether an order was cancelled: 是 or 否.
    Voided "voided" "是否作废",
    /// How far an order's approval has come.
    Approval "approval" "审核状态",
    /// The kind of an order's document: an order, a return.
    DocumentType "type" "单据类型",
    /// What came of giving an order's money back.
    Refund "refund" "退款状态",
    /// Whether a row is a return: 是 or 否.
    Returned "is_return" "是否退货",
    /// Whether an order was closed, and how.
    Closed "closed" "关闭状态",
    /// What a row of activities is: a call, a meeting, an e-mail.
    Activity "activity" "活动类型",
    /// The kind of a visit's customer or of a report.
    Kind "kind" "类型",
    /// How a customer was visited.
    Method "method" "拜访方式",
    /// What a visit was for.
    Purpose "purpose" "目的",
    /// What a visit led to.
    Result "result" "结果",
    /// When a call was made.
    Time "time" "呼叫时间",
    /// The number called.
    Phone "phone" "被叫",
    /// Inbound or outbound.
    Direction "direction" "呼叫方向",
    /// How long a call lasted.
    Duration "duration" "通话时长",
    /// Whether a call was answered.
    Outcome "outcome" "接通状态",
    /// When a customer was created.
    Created "created" "创建日期",
    /// When a customer was lost.
    LostDate "lost_date" "流失日期",
    /// A customer's tier.
    Tier "tier" "客户级别",
    /// A request's number.
    RequestId "request_id" "需求编号",
    /// When a request was received.
    Received "received" "提出时间",
    /// When a request was replied to.
    Replied "replied" "回复时间",
    /// When a report was due.
    Due "due" "应交日期",
    /// When a report was submitted.
    Submitted "submitted" "提交时间",
    /// An event of conduct.
    Event "event" "事项",
    /// The points of an event.
    Points "points" "分值",
    /// The points that an event takes off, whatever sign they bear.
    Deduction "deduction" "扣分",
    /// A remark.
    Note "note" "备注",
    /// The KPI that a manager scores.
    Kpi "kpi" "评分指标",
    /// A manager's score.
    Score "score" "评分",
    /// A manager's comment.
    Comment "comment" "主管评语",
    /// What is to be improved, and how.
    Plan "plan" "改进计划",
    /// The score that repcard wrote beside the cells to be filled in.
    ScoreSoFar "score_so_far" "目前得分",
    /// The grade beside it.
    GradeSoFar "grade_so_far" "目前等级",
}

impl Field {
    /// The part of a year whose target it is: of a month, a quarter, a half or the whole.
    pub fn year_part(self) -> Option<YearPart> {
        match self {
            Self::Annual => Some(YearPart::Whole),
            Self::Half(half) => Some(YearPart::Half(half)),
            Self::Quarter(quarter) => Some(YearPart::Quarter(quarter)),
            Self::Month(month) => Some(YearPart::Month(month)),
            _ => None,
        }
    }

    /// Whether it may hold money. A target is money or not by its metric.
    pub fn may_be_money(self) -> bool {
        match self {
            Self::Amount | Self::Value | Self::Own(_, Kind::Money) => true,
            // Of a company's own figures its catalogue knows.
            Self::TargetOf(kpi) => kpi == Kpi::SALES || !kpi.is_own(),
            _ => self.year_part().is_some(),
        }
    }

    /// The field for the target of a part of a year.
    pub fn of_year_part(part: YearPart) -> Self {
        match part {
            YearPart::Whole => Self::Annual,
            YearPart::Half(half) => Self::Half(half),
            YearPart::Quarter(quarter) => Self::Quarter(quarter),
            YearPart::Month(month) => Self::Month(month),
        }
    }

    /// The name printed for people, where the program's own it is; a catalogue knows the others.
    pub fn name(self, language: Language) -> &'static str {
        language.pick(self.chinese(), self.english())
    }
}
