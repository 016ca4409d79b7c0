//! Who there is: reps and customers, with names that nobody bears on purpose.

use super::random::Random;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use repcard::model::{Calendar, Month};

/// A rep and how well the rep does.
#[derive(Debug, Clone)]
pub struct Rep {
    pub id: String,
    pub name: String,
    pub team: String,
    pub region: String,
    pub title: &'static str,
    pub manager: String,
    pub hire: NaiveDate,
    pub leave: Option<NaiveDate>,
    /// What the rep is to sell in a month, in yuan.
    pub sales_target: u32,
    /// What the rep does sell, in per cent of that.
    pub pace: u32,
}

/// A customer and what becomes of it.
#[derive(Debug, Clone)]
pub struct Customer {
    pub id: String,
    pub name: String,
    /// Index of the rep.
    pub owner: usize,
    pub created: NaiveDateTime,
    pub lost: Option<NaiveDate>,
    /// The day of the last order, where the customer fell silent after it.
    pub last_order: Option<NaiveDate>,
    pub tier: &'static str,
}

impl Customer {
    /// Whether the customer may order on some day of the month.
    pub fn orders_in(&self, month: Month) -> bool {
        self.created.date() <= month.last_day()
            && self.last_order.is_none_or(|last| last >= month.first_day())
            && self.lost.is_none_or(|lost| lost >= month.first_day())
    }

    /// Whether the customer was created in the month.
    pub fn is_new_in(&self, month: Month) -> bool {
        Month::of(self.created.date()) == Some(month)
    }
}

/// Everyone.
pub struct Company {
    pub reps: Vec<Rep>,
    pub customers: Vec<Customer>,
    calendar: Calendar,
}

impl Company {
    pub fn new(reps: Vec<Rep>, customers: Vec<Customer>) -> Self {
        Self {
            reps,
            customers,
            calendar: Calendar::default(),
        }
    }

    /// The days of the month on which the rep works.
    pub fn working_days(&self, rep: &Rep, month: Month) -> Vec<NaiveDate> {
        self.month_days(month)
            .into_iter()
            .filter(|day| rep.hire <= *day && rep.leave.is_none_or(|leave| *day <= leave))
            .collect()
    }

    /// The working days of the month.
    pub fn month_days(&self, month: Month) -> Vec<NaiveDate> {
        days(month)
            .filter(|day| self.calendar.is_working_day(*day))
            .collect()
    }

    /// The rep's customers that may order in the month, with their indices.
    pub fn customers_of(&self, rep: usize, month: Month) -> Vec<usize> {
        let of_rep = |customer: &Customer| customer.owner == rep && customer.orders_in(month);
        (0..self.customers.len())
            .filter(|&index| of_rep(&self.customers[index]))
            .collect()
    }
}

/// Every day of a month.
pub fn days(month: Month) -> impl Iterator<Item = NaiveDate> {
    month
        .first_day()
        .iter_days()
        .take_while(move |day| *day <= month.last_day())
}

/// A day that exists; the generator writes its own dates.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("the generator writes dates that exist")
}

/// A month that exists.
pub fn month(year: i32, number: u32) -> Month {
    Month::new(year, number).expect("the generator writes months that exist")
}

/// A time of day.
pub fn at(date: NaiveDate, minutes: u32) -> NaiveDateTime {
    date.and_time(NaiveTime::MIN) + chrono::TimeDelta::minutes(i64::from(minutes))
}

/// Towns, brands, trades and legal forms, all invented or generic: the names of companies.
const TOWNS: [&str; 12] = [
    "澜江", "汐城", "云泽", "沁浦", "芷阳", "棠州", "溪宁", "霁安", "望洲", "禾浦", "鹭屿", "青汀",
];
const BRANDS: [&str; 24] = [
    "禾满",
    "星穗",
    "云阶",
    "百味屋",
    "鲜客",
    "悦邻",
    "万家灯",
    "小满",
    "拾光",
    "麦田里",
    "一勺",
    "暖锅",
    "竹影",
    "喜登",
    "好邻居",
    "双鱼",
    "晴川",
    "茶语",
    "福临",
    "三味",
    "四季鲜",
    "乐购园",
    "谷雨",
    "南风",
];
const TRADES: [&str; 8] = [
    "餐饮管理",
    "超市",
    "食品商行",
    "便利店",
    "酒店管理",
    "生鲜配送",
    "烘焙坊",
    "商贸",
];

/// The name of the customer number `index`; below 2,304 they all differ.
pub fn customer_name(index: usize) -> String {
    // Steps that share no factor with the lists' lengths, so that neighbours look different.
    let town = TOWNS[index * 5 % TOWNS.len()];
    let brand = BRANDS[(index * 7 + index / 12) % BRANDS.len()];
    let trade = TRADES[(index * 3 + index / 24 + index / 288) % TRADES.len()];
    let suffix = if trade.ends_with(['理', '送', '贸']) {
        "有限公司"
    } else {
        ""
    };
    let branch = match index / 2304 {
        0 => String::new(),
        number => format!("第{}分店", number + 1),
    };
    format!("{town}{brand}{trade}{suffix}{branch}")
}

const SURNAMES: [&str; 40] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林", "何",
    "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "萧", "程", "曹", "袁", "邓",
    "许", "傅", "沈", "曾", "彭", "吕",
];
const GIVEN: [&str; 25] = [
    "文杰", "子涵", "雨桐", "浩宇", "思远", "佳怡", "明轩", "欣然", "俊豪", "梦瑶", "志强", "晓峰", "静怡",
    "宇航", "丽娜", "建国", "若曦", "海涛", "美玲", "天佑", "书瑶", "一鸣", "嘉禾", "婉清", "立诚",
];

/// The name of the person number `index`; below 1,000 they all differ.
pub fn person_name(index: usize) -> String {
    let surname = SURNAMES[index * 7 % SURNAMES.len()];
    let given = GIVEN[(index * 3 + index / SURNAMES.len()) % GIVEN.len()];
    match index / 1000 {
        0 => format!("{surname}{given}"),
        number => format!("{surname}{given}{number}"),
    }
}

/// A day between two others, both included.
pub fn day_between(random: &mut Random, first: NaiveDate, last: NaiveDate) -> NaiveDate {
    let span = last.num_days_from_ce() - first.num_days_from_ce();
    first + Days::new(random.below(span.max(0) as usize + 1) as u64)
}
