//! Who works for the company and whom it sells to.

use crate::generator::company::{Customer, Rep, at, customer_name, day, day_between};
use crate::generator::random::Random;
use chrono::NaiveDate;

/// Teams: name, region, manager.
pub const TEAMS: [(&str, &str, &str); 3] = [
    ("上海一部", "沪皖大区", "顾长河"),
    ("杭州二部", "江浙大区", "陆清源"),
    ("南京三部", "江浙大区", "秦望舒"),
];
pub const SHANGHAI: &str = TEAMS[0].0;
pub const HANGZHOU: &str = TEAMS[1].0;
pub const NANJING: &str = TEAMS[2].0;

/// Moves from 上海一部 to 杭州二部, on the day below.
pub const TRANSFERRED: &str = "S008";
/// Bears the name of another rep, in another team.
pub const NAMESAKES: [&str; 2] = ["S007", "S019"];
/// Leaves in the middle of October.
pub const LEAVER: &str = "S018";
/// Joins in the middle of October.
pub const NEWCOMER: &str = "S024";
/// Sells by three product lines, each with a target of its own.
pub const BY_PRODUCT: &str = "S003";

/// The day of the transfer.
pub fn transfer_day() -> NaiveDate {
    day(2026, 10, 12)
}

/// Number, name, team on the last day of October (an index into [`TEAMS`]), hired, yuan a month, per cent of that sold.
type RepRow = (&'static str, &'static str, usize, (i32, u32, u32), u32, u32);

const REPS: [RepRow; 24] = [
    ("S001", "周子昂", 0, (2016, 3, 14), 520_000, 118),
    ("S002", "吴雨桐", 0, (2018, 7, 2), 450_000, 104),
    ("S003", "郑浩然", 0, (2019, 5, 6), 480_000, 97),
    ("S004", "沈嘉怡", 0, (2020, 9, 1), 400_000, 88),
    ("S005", "韩志远", 0, (2017, 11, 20), 420_000, 109),
    ("S006", "杨雪晴", 0, (2023, 2, 13), 320_000, 73),
    ("S007", "陈静", 0, (2021, 4, 19), 360_000, 101),
    ("S008", "许文博", 1, (2019, 8, 12), 380_000, 93),
    ("S009", "何俊豪", 1, (2015, 6, 8), 560_000, 112),
    ("S010", "吕思涵", 1, (2022, 3, 7), 340_000, 66),
    ("S011", "施明轩", 1, (2018, 10, 15), 430_000, 99),
    ("S012", "张语桐", 1, (2024, 7, 1), 280_000, 84),
    ("S013", "孔德明", 1, (2014, 4, 1), 500_000, 91),
    ("S014", "曹丽娜", 1, (2020, 12, 7), 390_000, 107),
    ("S015", "严建国", 1, (2013, 9, 9), 360_000, 52),
    ("S016", "华梦洁", 2, (2021, 6, 21), 370_000, 103),
    ("S017", "金志强", 2, (2017, 3, 6), 440_000, 114),
    ("S018", "魏欣然", 2, (2022, 8, 15), 300_000, 58),
    ("S019", "陈静", 2, (2023, 5, 8), 310_000, 95),
    ("S020", "姜海涛", 2, (2016, 10, 10), 460_000, 86),
    ("S021", "戚美玲", 2, (2019, 1, 7), 400_000, 122),
    ("S022", "谢宇航", 2, (2024, 3, 4), 270_000, 78),
    ("S023", "邹佳宁", 2, (2020, 5, 18), 380_000, 45),
    ("S024", "喻晓峰", 1, (2026, 10, 12), 240_000, 82),
];

/// Every rep, as on the last day of October 2026.
pub fn reps() -> Vec<Rep> {
    REPS.iter()
        .map(|&(id, name, team, (year, month, date), sales_target, pace)| {
            let (team, region, manager) = TEAMS[team];
            Rep {
                id: id.into(),
                name: name.into(),
                team: team.into(),
                region: region.into(),
                title: match sales_target {
                    500_000.. => "客户经理",
                    380_000.. => "高级销售代表",
                    _ => "销售代表",
                },
                manager: manager.into(),
                hire: day(year, month, date),
                leave: (id == LEAVER).then(|| day(2026, 10, 16)),
                sales_target,
                pace,
            }
        })
        .collect()
}

/// Every customer: old ones, some that fell silent in July, some lost in October, some new in September and October.
pub fn customers() -> Vec<Customer> {
    let mut random = Random::of("customers of huadong");
    let mut customers = Vec::new();
    for (owner, &(id, _, _, _, _, pace)) in REPS.iter().enumerate() {
        // The newcomer takes over two; they count as won, since no earlier order of theirs is known.
        let old = if id == NEWCOMER { 2 } else { 8 };
        for number in 0..old {
            let created = day_between(&mut random, day(2016, 1, 4), day(2025, 8, 29));
            let weak = pace < 85;
            let silent = number == 0 && (weak || owner % 5 == 1) && id != NEWCOMER;
            let lost = number == 1 && weak && id != LEAVER && id != NEWCOMER;
            customers.push(Customer {
                last_order: silent.then(|| day_between(&mut random, day(2026, 7, 6), day(2026, 7, 31))),
                lost: lost.then(|| day_between(&mut random, day(2026, 10, 12), day(2026, 10, 30))),
                ..created_on(&mut random, owner, created)
            });
        }
        let (in_september, in_october, from) = match id {
            LEAVER => (random.between(0, 2), 0, 8),
            NEWCOMER => (0, 2, 14),
            _ => (random.between(0, 2), random.between(0, 2) + pace / 60, 8),
        };
        for _ in 0..in_september {
            let created = day_between(&mut random, day(2026, 9, 1), day(2026, 9, 24));
            customers.push(created_on(&mut random, owner, created));
        }
        for _ in 0..in_october {
            let created = day_between(&mut random, day(2026, 10, from), day(2026, 10, 26));
            customers.push(created_on(&mut random, owner, created));
        }
    }
    customers.sort_by_key(|customer| customer.created);
    for (index, customer) in customers.iter_mut().enumerate() {
        // A number that begins with zeros: a spreadsheet that takes it for a number loses them.
        customer.id = format!("{:07}", 12_001 + index * 3);
        customer.name = customer_name(index);
    }
    // A character that GB18030 has and GBK has not.
    customers[40].name = "汐城㛃记食品商行".into();
    customers
}

fn created_on(random: &mut Random, owner: usize, date: NaiveDate) -> Customer {
    Customer {
        id: String::new(),
        name: String::new(),
        owner,
        created: at(date, random.between(9 * 60, 17 * 60)),
        lost: None,
        last_order: None,
        tier: random.pick(&["A", "B", "B", "C"]),
    }
}
